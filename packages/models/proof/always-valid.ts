import { assert } from '@shuke/kernel';

/**
 * How much is against "no effect", however often one has looked: the smallest α at which the confidence sequence of
 * `liftInterval` leaves zero out, at most 1. `variance` is that of the difference now (its standard error squared), `tuning` what the
 * sequence was tuned with. Robbins' mixture solved for α: √((v + λ)/λ) · exp(−d² / (2(v + λ))).
 */
export function alwaysValidP(difference: number, { variance, tuning }: { variance: number; tuning: number }): number {
  assert(variance >= 0 && tuning > 0, 'a sequence has a variance and a tuning');
  const total = variance + tuning;
  return Math.min(1, Math.sqrt(total / tuning) * Math.exp((-difference * difference) / (2 * total)));
}

export interface Discovery {
  /** The smallest false discovery rate at which this one would still count. */
  readonly adjusted: number;
  readonly isDiscovery: boolean;
}

/**
 * Which of many comparisons may be called proven when on average at most a share `rate` of those so called may be wrong: the step-up
 * procedure of Benjamini & Hochberg (1995). Twenty campaigns judged one by one at 5 % prove one that did nothing.
 */
export function discoveries(pValues: readonly number[], rate = 0.05): Discovery[] {
  assert(
    pValues.every((p) => p >= 0 && p <= 1),
    'a p-value lies between 0 and 1',
  );
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Float64Array(pValues.length);
  let least = 1;
  for (const [place, i] of order.entries()) {
    least = Math.min(least, (pValues[i]! * pValues.length) / (pValues.length - place));
    adjusted[i] = least;
  }
  return Array.from(adjusted, (value) => ({ adjusted: value, isDiscovery: value <= rate }));
}
