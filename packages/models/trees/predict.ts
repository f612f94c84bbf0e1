import { binOfCategory } from './bin-rows.ts';
import { applyLink } from './objective.ts';
import type { Features } from './options.ts';
import { BY_NAME, MISSING_RIGHT, SET_WORDS, type Trees } from './trees.ts';

/** Rows are walked in blocks, so that their numbers and each tree stay in the nearest memory. */
const BLOCK = 256;
/** The bin of a category that training did not know. */
const UNKNOWN = -1;

/** What the trees predict for each row: the chance of a 1, a mean or a rate. Columns are those of the training, in order. */
export function predict(trees: Trees, x: Features): Float64Array {
  return applyLink(trees.objective, predictScores(trees, x));
}

/** The same before the link: log odds, the mean itself, or the logarithm of the rate. */
export function predictScores(trees: Trees, x: Features): Float64Array {
  const scores = new Float64Array(x.rows).fill(trees.base);
  addScores(trees, x, { scores, from: 0, to: trees.roots.length });
  return scores;
}

export interface Adding {
  readonly scores: Float64Array;
  /** Which trees, and which rows where not all. */
  readonly from: number;
  readonly to: number;
  readonly rows?: Int32Array;
}

/** Adds to scores what some of the trees say. */
export function addScores(trees: Trees, x: Features, { scores, from, to, rows }: Adding): void {
  const width = trees.categories.length;
  const block = new Float64Array(BLOCK * width);
  const bins = trees.categories.map((names) => names && binOfCategory(names));
  const count = rows ? rows.length : x.rows;
  for (let begin = 0; begin < count; begin += BLOCK) {
    const size = Math.min(BLOCK, count - begin);
    const chosen = rows ? rows.subarray(begin, begin + size) : null;
    for (let column = 0; column < width; column += 1) {
      const task = { block, at: column, width, begin, size, rows: chosen };
      gather(x.columns[column]!, bins[column]!, task);
    }
    for (let i = 0; i < size; i += 1) {
      const row = chosen ? chosen[i]! : begin + i;
      for (let tree = from; tree < to; tree += 1)
        scores[row]! += leafValue(trees, trees.roots[tree]!, { block, at: i * width });
    }
  }
}

interface GatherTask {
  readonly block: Float64Array;
  readonly at: number;
  readonly width: number;
  readonly begin: number;
  readonly size: number;
  readonly rows: Int32Array | null;
}

function gather(column: ArrayLike<number>, bins: Map<number, number> | null, task: GatherTask): void {
  const { block, at, width, begin, size, rows } = task;
  for (let i = 0; i < size; i += 1) {
    const value = column[rows ? rows[i]! : begin + i]!;
    block[at + i * width] = bins ? (bins.get(value) ?? UNKNOWN) : value;
  }
}

function leafValue(trees: Trees, root: number, { block, at }: { block: Float64Array; at: number }): number {
  const { column, decision, threshold, left, right, values } = trees;
  let node = root;
  while (node >= 0) {
    const value = block[at + column[node]!]!;
    const how = decision[node]!;
    let goesLeft = value <= threshold[node]!;
    if (how !== MISSING_RIGHT) goesLeft = how === BY_NAME ? isChosen(trees, node, value) : !(value > threshold[node]!);
    node = goesLeft ? left[node]! : right[node]!;
  }
  return values[-1 - node]!;
}

const isChosen = ({ sets, threshold }: Trees, node: number, bin: number): boolean =>
  bin !== UNKNOWN && ((sets[threshold[node]! * SET_WORDS + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1;
