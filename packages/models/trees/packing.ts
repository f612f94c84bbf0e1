/**
 * A row's gradient and hessian as one number: whole numbers g · 2^26 + h, which a double adds without rounding as long as a
 * block has at most 2^13 rows. One addition a bin instead of two; and since whole numbers add up to the same in any order,
 * a histogram less its child's is exactly the sibling's, and threads cannot change a result. (Quantised training: Shi et
 * al., NeurIPS 2022, with 14 bits where they use 2 to 5, as a double holds them.)
 */
export const BLOCK_ROWS = 8192;
const LEVELS = BLOCK_ROWS - 1;
const SHIFT = 2 ** 26;
const UNSHIFT = 2 ** -26;

/** 2^32 by the golden ratio: its multiples fill a circle evenly. */
const GOLDEN = 0x9e3779b1;
const TO_UNIT = 2 ** -32;

export interface Scales {
  readonly gradient: number;
  readonly hessian: number;
}

/** How many whole units 1 of either is worth, so that the largest of the rows just fits. */
export function scalesFor(largestGradient: number, largestHessian: number): Scales {
  const fitting = (largest: number): number => (largest > 0 ? LEVELS / largest : 1);
  return { gradient: fitting(largestGradient), hessian: fitting(largestHessian) };
}

export interface Packing {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly packed: Float64Array;
}

export interface PackTask {
  readonly scales: Scales;
  /** Another number each round, so that a row is not rounded the same way for ever. */
  readonly salt: number;
  readonly range: readonly [from: number, to: number];
}

/**
 * Packs some rows. Each is rounded up or down by a share of the circle that belongs to it, so that sums stay right on average
 * even where one wild row makes the unit larger than most gradients.
 */
export function pack({ gradient, hessian, packed }: Packing, { scales, salt, range: [from, to] }: PackTask): void {
  for (let i = from; i < to; i += 1) {
    const up = (Math.imul(i + salt, GOLDEN) >>> 0) * TO_UNIT;
    const g = Math.floor(gradient[i]! * scales.gradient + up);
    packed[i] = g * SHIFT + Math.floor(hessian[i]! * scales.hessian + up);
  }
}

export interface SpreadTask {
  readonly block: Float64Array;
  readonly histograms: Float64Array;
  /** Where the sums of gradients and of hessians begin. */
  readonly gradients: number;
  readonly hessians: number;
  /** True where nothing stands there yet but what another leaf left. */
  readonly isFirst: boolean;
}

/** Adds the sums of a block to a histogram and empties the block. */
export function spread({ block, histograms, gradients, hessians, isFirst }: SpreadTask): void {
  const kept = isFirst ? 0 : 1;
  for (let place = 0; place < block.length; place += 1) {
    const sum = block[place]!;
    const g = Math.floor(sum * UNSHIFT);
    histograms[gradients + place] = kept * histograms[gradients + place]! + g;
    histograms[hessians + place] = kept * histograms[hessians + place]! + (sum - g * SHIFT);
    block[place] = 0;
  }
}
