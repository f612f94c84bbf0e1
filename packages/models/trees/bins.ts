import { distinctOf, parted, rowsOf, sampleOf, type Distinct } from './distinct.ts';

/** A bin of fewer rows than this carries no split worth having (LightGBM's `min_data_in_bin`). */
const MIN_BIN_ROWS = 3;
/** What is nearer to zero than this is zero (LightGBM's `kZeroThreshold`). */
export const ZERO = 1e-35;

/** How the numbers of one column become bins. Bin `count` is what is missing. */
export interface ColumnBins {
  /** How many bins of values; the bin of what is missing comes after them. */
  readonly count: number;
  /** For a number: bin `b` holds values up to `bounds[b]`, the last one all above. */
  readonly bounds: Float64Array;
  /** For a category: the name that bin `b` holds. Null for numbers. */
  readonly categories: Int32Array | null;
}

export interface Binning {
  readonly bins: number;
  readonly seed: number;
}

/**
 * Cuts a column of numbers into intervals of about equal numbers of rows, and one each for few distinct values. Zero is an
 * interval of its own, as in LightGBM: nothing bought, or no change, is a state and not a small number.
 */
export function numberBins(column: ArrayLike<number>, { bins, seed }: Binning): ColumnBins {
  const sample = sampleOf(column, seed);
  const all = distinctOf(sample.values);
  const most = sample.hasMissing ? Math.max(2, bins - 1) : bins;
  const [below] = parted(all, -ZERO);
  const [, above] = parted(all, ZERO);
  const rowsBelow = rowsOf(below);
  const rowsAbove = rowsOf(above);
  const share = rowsBelow / Math.max(1, rowsBelow + rowsAbove);
  const lower = rowsBelow > 0 ? [...boundsOf(below, Math.max(1, Math.floor(share * (most - 1)))), -ZERO] : [];
  const room = most - 1 - lower.length;
  const upper = rowsAbove > 0 && room > 0 ? [ZERO, ...boundsOf(above, room)] : [];
  const bounds = Float64Array.from([...lower, ...upper]);
  return { count: bounds.length + 1, bounds, categories: null };
}

/** One bin a category, for the most frequent ones; the rest shares the bin of what is missing. */
export function categoryBins(column: ArrayLike<number>, { bins }: Binning): ColumnBins {
  const counts = new Map<number, number>();
  for (let i = 0; i < column.length; i += 1) {
    const name = column[i]!;
    if (name >= 0) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const kept = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b).slice(0, bins);
  const categories = Int32Array.from(kept, ([name]) => name);
  return { count: categories.length, bounds: new Float64Array(0), categories };
}

const boundsOf = (all: Distinct, bins: number): number[] =>
  all.values.length <= bins ? eachValue(all) : quantiles(all, bins);

function eachValue({ values, counts }: Distinct): number[] {
  const bounds: number[] = [];
  let rows = 0;
  for (let i = 0; i + 1 < values.length; i += 1) {
    rows += counts[i]!;
    if (rows < MIN_BIN_ROWS) continue;
    bounds.push(middleOf(values[i]!, values[i + 1]!));
    rows = 0;
  }
  return bounds;
}

// A value with more rows than a bin should have gets a bin of its own, and the others share what is left (as LightGBM does).
function quantiles(all: Distinct, most: number): number[] {
  const { values, counts } = all;
  const total = rowsOf(all);
  const bins = Math.max(1, Math.min(most, Math.floor(total / MIN_BIN_ROWS)));
  const heavyFrom = total / bins;
  const heavy = counts.filter((count) => count >= heavyFrom);
  let restRows = total - heavy.reduce((sum, count) => sum + count, 0);
  let restBins = bins - heavy.length;
  let share = restRows / restBins;
  let rows = 0;
  const bounds: number[] = [];
  for (let i = 0; i + 1 < values.length && bounds.length < bins - 1; i += 1) {
    const isHeavy = counts[i]! >= heavyFrom;
    if (!isHeavy) restRows -= counts[i]!;
    rows += counts[i]!;
    const isFull = isHeavy || rows >= share || (counts[i + 1]! >= heavyFrom && rows >= Math.max(1, share / 2));
    if (!isFull) continue;
    bounds.push(middleOf(values[i]!, values[i + 1]!));
    rows = 0;
    if (isHeavy) continue;
    restBins -= 1;
    share = restRows / restBins;
  }
  return bounds;
}

/** The middle of two values, and never the upper one, so that equal values stay on one side whatever is rounded. */
function middleOf(low: number, high: number): number {
  if (low === -Infinity) return -Number.MAX_VALUE;
  if (high === Infinity) return Number.MAX_VALUE;
  const middle = low / 2 + high / 2;
  return middle < high ? Math.max(middle, low) : low;
}
