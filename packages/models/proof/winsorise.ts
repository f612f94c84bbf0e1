import { assert } from '@shuke/kernel';

/**
 * The value to which larger ones are shortened: the `quantile` (nearest rank) of all outcomes that are not zero. Most
 * customers buy nothing in a week, so a quantile of all of them would often be zero and shorten every sale away.
 * Infinity where nobody bought. Pass both groups together, so that both are shortened alike.
 */
export function upperCap(groups: readonly Float64Array[], quantile: number): number {
  assert(quantile > 0 && quantile <= 1, 'a quantile is above 0 and at most 1');
  const size = groups.reduce((sum, group) => sum + group.length, 0);
  const bought = new Float64Array(size);
  let count = 0;
  for (const group of groups) {
    for (const value of group) if (value !== 0) bought[count++] = value;
  }
  if (count === 0) return Number.POSITIVE_INFINITY;
  const sorted = bought.subarray(0, count).sort();
  return sorted[Math.ceil(quantile * count) - 1]!;
}

/** A copy in which nothing is above the cap (winsorised at the upper end). */
export const shortened = (values: Float64Array, cap: number): Float64Array =>
  values.map((value) => Math.min(value, cap));
