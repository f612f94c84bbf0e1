import {
  gainOf,
  gainToBeat,
  valueOf,
  without,
  type ColumnSums,
  type Leaf,
  type Rules,
  type Split,
  type Sums,
} from './rules.ts';

/** LightGBM's `max_cat_to_onehot`, `max_cat_threshold` and `min_data_per_group`. */
const FEW = 4;
const MOST_CHOSEN = 32;
const MIN_GROUP_ROWS = 100;

/** A set of categories, as sums and how far the order was followed. */
interface Best {
  gain: number;
  chosen: readonly number[];
  left: Sums;
}

interface Scan {
  readonly column: ColumnSums;
  readonly leaf: Leaf;
  readonly rules: Rules;
  readonly l2: number;
}

/**
 * Splits by name. Few categories: one against the rest. Else they are put in order of gradient by hessian, where the best
 * set for a convex loss is a beginning or an end (Fisher 1958), tamed as in LightGBM: rare ones never choose a side,
 * sets are small, and each step adds a group of rows. What is missing, rare or new goes right.
 */
export function splitCategories(column: ColumnSums, leaf: Leaf, rules: Rules): Split | null {
  const start = gainToBeat(leaf, rules);
  const best: Best = { gain: start, chosen: [], left: { gradient: 0, hessian: 0 } };
  const few = column.bins.count <= FEW;
  const l2 = few ? rules.l2 : rules.l2 + rules.categoryL2;
  const scan = { column, leaf, rules, l2 };
  if (few) oneAgainstRest(scan, best);
  else {
    const ordered = inOrder(scan);
    beginningOf(ordered, scan, best);
    beginningOf(ordered.toReversed(), scan, best);
  }
  if (best.chosen.length === 0) return null;
  return {
    gain: best.gain - start,
    left: best.left,
    leftValue: valueOf(best.left, l2, leaf),
    rightValue: valueOf(without(leaf, best.left), l2, leaf),
    missingLeft: false,
    lastLeft: -1,
    chosen: best.chosen,
  };
}

const sumsOf = ({ gradients, hessians }: ColumnSums, bin: number): Sums => ({
  gradient: gradients[bin]!,
  hessian: hessians[bin]!,
});

const rowsOf = ({ rows, hessian }: Leaf, part: number): number => Math.round((part * rows) / hessian);

const isEnough = ({ hessian }: Sums, leaf: Leaf, { minLeafHessian, minLeafRows }: Rules): boolean =>
  hessian >= minLeafHessian && rowsOf(leaf, hessian) >= minLeafRows;

function oneAgainstRest(scan: Scan, best: Best): void {
  const { leaf, rules } = scan;
  for (let bin = 0; bin < scan.column.bins.count; bin += 1) {
    const left = sumsOf(scan.column, bin);
    if (!isEnough(left, leaf, rules) || !isEnough(without(leaf, left), leaf, rules)) continue;
    consider(scan, best, { left, chosen: [bin] });
  }
}

function inOrder({ column, leaf, rules }: Scan): number[] {
  const bins = Array.from({ length: column.bins.count }, (_, bin) => bin);
  const place = (bin: number): number => column.gradients[bin]! / (column.hessians[bin]! + rules.categorySmooth);
  const enough = bins.filter((bin) => rowsOf(leaf, column.hessians[bin]!) >= rules.categoryRows);
  return enough.toSorted((a, b) => place(a) - place(b) || a - b);
}

function beginningOf(ordered: readonly number[], scan: Scan, best: Best): void {
  const { column, leaf, rules } = scan;
  const most = Math.min(MOST_CHOSEN, Math.floor((ordered.length + 1) / 2));
  let left: Sums = { gradient: 0, hessian: 0 };
  let groupRows = 0;
  for (let i = 0; i < most; i += 1) {
    const added = sumsOf(column, ordered[i]!);
    left = { gradient: left.gradient + added.gradient, hessian: left.hessian + added.hessian };
    groupRows += rowsOf(leaf, added.hessian);
    if (!isEnough(left, leaf, rules)) continue;
    const right = without(leaf, left);
    if (!isEnough(right, leaf, rules) || rowsOf(leaf, right.hessian) < MIN_GROUP_ROWS) break;
    if (groupRows < MIN_GROUP_ROWS) continue;
    groupRows = 0;
    consider(scan, best, { left, chosen: ordered.slice(0, i + 1) });
  }
}

function consider({ leaf, l2 }: Scan, best: Best, { left, chosen }: Omit<Best, 'gain'>): void {
  const right = without(leaf, left);
  const gain = gainOf(left, valueOf(left, l2, leaf), l2) + gainOf(right, valueOf(right, l2, leaf), l2);
  if (gain > best.gain) Object.assign(best, { gain, left, chosen });
}
