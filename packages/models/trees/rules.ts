import type { ColumnBins } from './bins.ts';

/** Sums of gradients and hessians, in the whole units of `packing.ts`. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

/** What decides about the splits of one tree, in the same units; a value of 1 is one unit of gradient by one of hessian. */
export interface Rules {
  readonly l2: number;
  readonly minLeafRows: number;
  readonly minLeafHessian: number;
  /** For categories: added to a hessian before categories are put in order, and to `l2`. */
  readonly categorySmooth: number;
  /** Categories of fewer rows choose no side. */
  readonly categoryRows: number;
  readonly categoryL2: number;
  /** True where some column is monotone, so that values are bounded. */
  readonly bounded: boolean;
}

/** A leaf as a split sees it. */
export interface Leaf extends Sums {
  readonly rows: number;
  /** Between which values its answer stays, for what was promised further up. */
  readonly low: number;
  readonly high: number;
}

/** One column of one leaf. */
export interface ColumnSums {
  readonly bins: ColumnBins;
  readonly monotone: -1 | 0 | 1;
  /** The leaf's sums by bin, the bin of what is missing after those of values. */
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/** The best way to split a leaf by one column. */
export interface Split {
  /** How much less the loss is, in whole units; comparable within a tree. */
  readonly gain: number;
  readonly left: Sums;
  /** Values of the two sides, in whole units. */
  readonly leftValue: number;
  readonly rightValue: number;
  readonly missingLeft: boolean;
  /** The last bin on the left, or the bins on the left where they have no order. */
  readonly lastLeft: number;
  readonly chosen: readonly number[] | null;
}

/** A gain below this share of what the leaf has already is rounding. */
const ROUNDING = 1e-10;

/** The value that lowers the loss most: a Newton step, within the bounds. */
export function valueOf({ gradient, hessian }: Sums, l2: number, { low, high }: Pick<Leaf, 'low' | 'high'>): number {
  return Math.min(high, Math.max(low, -gradient / (hessian + l2)));
}

/** Twice how much a value lowers the loss. */
export const gainOf = ({ gradient, hessian }: Sums, value: number, l2: number): number =>
  -(2 * gradient + (hessian + l2) * value) * value;

/** What two sides must gain together to be better than the leaf as it is. */
export function gainToBeat(leaf: Leaf, { l2 }: Rules): number {
  const gain = gainOf(leaf, valueOf(leaf, l2, leaf), l2);
  return gain + Math.abs(gain) * ROUNDING;
}

export const without = (whole: Sums, part: Sums): Sums => ({
  gradient: whole.gradient - part.gradient,
  hessian: whole.hessian - part.hessian,
});
