import { allocate } from '@shuke/kernel';

const remainders: number[] = [];

/** An amount that is split over some entries of a list of weights, which sum to `total`. */
export interface Split {
  readonly amount: number;
  readonly total: number;
  readonly indices: readonly number[];
  /** Entry i lies at `at + i`. */
  readonly weights: Float64Array;
  readonly at: number;
}

/**
 * Splits an amount by the weights, so that the shares sum to it: largest remainder, ties to the earlier index. Writes
 * the shares by index. No share exceeds its weight where the amount does not exceed the total.
 */
export function spread({ amount, total, indices, weights, at }: Split, shares: Float64Array): void {
  const count = indices.length;
  if (amount * total > Number.MAX_SAFE_INTEGER) {
    const exact = allocate(
      amount,
      indices.map((index) => weights[at + index]!),
    );
    for (let i = 0; i < count; i++) shares[indices[i]!] = exact[i]!;
    return;
  }
  let left = amount;
  for (let i = 0; i < count; i++) {
    const index = indices[i]!;
    const product = weights[at + index]! * amount;
    const share = Math.floor(product / total);
    remainders[i] = product - share * total;
    shares[index] = share;
    left -= share;
  }
  for (; left > 0; left--) {
    let largest = 0;
    for (let i = 1; i < count; i++) if (remainders[i]! > remainders[largest]!) largest = i;
    remainders[largest] = -1;
    shares[indices[largest]!]! += 1;
  }
}
