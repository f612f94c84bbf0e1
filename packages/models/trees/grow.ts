import type { ColumnBins } from './bins.ts';
import { partition } from './partition.ts';
import type { ColumnSums, Leaf, Rules, Split, Sums } from './rules.ts';
import { splitCategories } from './split-categories.ts';
import { splitNumbers } from './split-numbers.ts';
import type { Step } from './steps.ts';
import { addNode, BY_NAME, MISSING_LEFT, MISSING_RIGHT, type Grove, type Node } from './trees.ts';
import { PLACES, placesOf, type Workspace } from './workspace.ts';

/** What stays the same while a tree grows. */
export interface Growth {
  readonly space: Workspace;
  readonly run: (step: Step) => void;
  readonly grove: Grove;
  readonly columns: readonly TreeColumn[];
  readonly rules: Rules;
  /** What one unit of value and of gain are worth outside, the learning rate included in the value. */
  readonly valueUnit: number;
  readonly gainUnit: number;
  readonly spare: Int32Array;
}

/** A column that the tree may look at. */
export interface TreeColumn {
  readonly index: number;
  readonly bins: ColumnBins;
  readonly monotone: -1 | 0 | 1;
}

/** A leaf that may be split: its rows in `order`, its histogram, its best split, and where in the tree it hangs. */
interface Open extends Leaf {
  readonly begin: number;
  readonly end: number;
  readonly slot: number;
  readonly value: number;
  readonly best: Best | null;
  readonly hang: (child: number) => void;
}

interface Best extends Split {
  readonly column: TreeColumn;
}

/** A leaf of the tree that was grown: the rows of `order` that are in it, and their value. */
export interface GrownLeaf {
  readonly begin: number;
  readonly end: number;
  readonly value: number;
}

/**
 * Grows one tree from the first `rows` of `order`: always the leaf that gains most is split next, until there are enough
 * leaves or none gains. Adds it to the grove and answers its leaves; none where the rows cannot be split at all.
 */
export function growTree(growth: Growth, rows: number): GrownLeaf[] {
  const { grove, space } = growth;
  const root = grove.nodes;
  const hang = (): void => undefined;
  growth.run({ name: 'histogram', begin: 0, end: rows, slot: 0, parent: -1 });
  const sums = totals(growth);
  const whole = { ...sums, rows, begin: 0, end: rows, slot: 0, low: -Infinity, high: Infinity, value: 0, hang };
  const open: Open[] = [{ ...whole, best: findBest(growth, whole) }];
  while (open.length < space.leaves) {
    const next = mostGaining(open);
    if (next === null) break;
    const isLast = open.length + 1 === space.leaves;
    open.splice(open.indexOf(next), 1, ...splitLeaf(growth, next, { slot: open.length, isLast }));
  }
  if (grove.nodes === root) return [];
  return closeTree(growth, root, open);
}

function closeTree({ grove, valueUnit }: Growth, root: number, open: readonly Open[]): GrownLeaf[] {
  const firstLeaf = root + grove.trees;
  grove.roots[grove.trees++] = root;
  return open.map(({ begin, end, value, hang }, i) => {
    hang(-1 - (firstLeaf + i));
    grove.values[firstLeaf + i] = value * valueUnit;
    return { begin, end, value: value * valueUnit };
  });
}

function mostGaining(open: readonly Open[]): Open | null {
  let most: Open | null = null;
  for (const leaf of open) if (leaf.best && leaf.best.gain > (most?.best?.gain ?? 0)) most = leaf;
  return most;
}

interface Room {
  /** The histogram that is free for one of the children. */
  readonly slot: number;
  /** True where the children will not be split, so that they need no histogram. */
  readonly isLast: boolean;
}

function splitLeaf(growth: Growth, leaf: Open, { slot, isLast }: Room): [Open, Open] {
  const { space, run, grove, spare } = growth;
  const best = leaf.best!;
  const node = addNode(grove, nodeOf(growth, best));
  leaf.hang(node);
  const { begin, end } = leaf;
  const middle = partition(space, { begin, end, column: best.column.index, goesLeft: sides(best) }, spare);
  const [leftBounds, rightBounds] = boundsOfChildren(leaf, best);
  const right = { gradient: leaf.gradient - best.left.gradient, hessian: leaf.hessian - best.left.hessian };
  const leftIsSmaller = middle - begin <= end - middle;
  const children = [
    { ...best.left, ...leftBounds, begin, end: middle, rows: middle - begin, value: best.leftValue },
    { ...right, ...rightBounds, begin: middle, end, rows: end - middle, value: best.rightValue },
  ] as const;
  const slots = leftIsSmaller ? [slot, leaf.slot] : [leaf.slot, slot];
  const smaller = children[leftIsSmaller ? 0 : 1];
  // The rows of the smaller child are summed; what remains of the parent is the larger one.
  if (!isLast) run({ name: 'histogram', begin: smaller.begin, end: smaller.end, slot, parent: leaf.slot });
  const hangs = [grove.left, grove.right].map((side) => (child: number) => {
    side[node] = child;
  });
  const [one, other] = children.map((child, i) => {
    const opened = { ...child, slot: slots[i]!, hang: hangs[i]! };
    return { ...opened, best: isLast ? null : findBest(growth, opened) };
  });
  return [one!, other!];
}

function nodeOf({ gainUnit }: Growth, best: Best): Node {
  const { index, bins } = best.column;
  const gain = best.gain * gainUnit;
  if (best.chosen) return { column: index, decision: BY_NAME, threshold: 0, chosen: best.chosen, gain };
  // Above the last bound nothing is left but what is missing.
  const threshold = bins.bounds[best.lastLeft] ?? Infinity;
  return { column: index, decision: best.missingLeft ? MISSING_LEFT : MISSING_RIGHT, threshold, chosen: null, gain };
}

function sides({ chosen, lastLeft, missingLeft, column }: Best): Uint8Array {
  const goesLeft = new Uint8Array(PLACES);
  if (chosen) for (const bin of chosen) goesLeft[bin] = 1;
  else goesLeft.fill(1, 0, lastLeft + 1);
  if (missingLeft) goesLeft[column.bins.count] = 1;
  return goesLeft;
}

type Bounds = Pick<Leaf, 'low' | 'high'>;

// Below a split by a monotone column neither side may cross the middle of the two values, or the promise would be broken
// by a split further down (LightGBM's basic method).
function boundsOfChildren({ low, high }: Bounds, { column, leftValue, rightValue }: Best): [Bounds, Bounds] {
  const middle = (leftValue + rightValue) / 2;
  const [below, above] = [
    { low, high: middle },
    { low: middle, high },
  ];
  if (column.monotone === 0)
    return [
      { low, high },
      { low, high },
    ];
  return column.monotone > 0 ? [below, above] : [above, below];
}

/** Sums over all rows of the root, which every column's bins add up to. */
function totals({ space, columns }: Growth): Sums {
  const { gradients, hessians } = sumsOf(space, 0, columns[0]!);
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return { gradient: sum(gradients), hessian: sum(hessians) };
}

function sumsOf({ histograms, columns }: Workspace, slot: number, { index, bins, monotone }: TreeColumn): ColumnSums {
  const places = placesOf(columns);
  const at = slot * 2 * places + index * PLACES;
  const gradients = histograms.subarray(at, at + PLACES);
  return { bins, monotone, gradients, hessians: histograms.subarray(at + places, at + places + PLACES) };
}

function findBest({ space, columns, rules }: Growth, leaf: Omit<Open, 'best'>): Best | null {
  if (leaf.rows < 2 * rules.minLeafRows) return null;
  let best: Best | null = null;
  for (const column of columns) {
    const sums = sumsOf(space, leaf.slot, column);
    const found = column.bins.categories ? splitCategories(sums, leaf, rules) : splitNumbers(sums, leaf, rules);
    if (found && found.gain > (best?.gain ?? 0)) best = { ...found, column };
  }
  return best;
}
