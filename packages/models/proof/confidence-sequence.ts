import { assert } from '@shuke/kernel';

export interface Boundary {
  /** How often the truth may be outside at any look at all, such as .05. */
  readonly alpha: number;
  /** Of the unit of a variance; from `tuningFor`, and the same at every look. */
  readonly tuning: number;
}

/**
 * How far a sum of variance `variance` may stray from its expectation, at every look at once, but for a share `alpha`
 * of cases: √((v + λ) · log((v + λ) / (λα²))). Robbins' normal mixture, whose use with an estimated variance is the
 * asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2021), theorem 2.2; there
 * v = tσ² and λ = σ²/ρ². In the unit of the sum. Before any data (v = 0) it is positive: nothing is known yet.
 */
export function mixtureRadius(variance: number, { alpha, tuning }: Boundary): number {
  assert(variance >= 0 && tuning > 0 && alpha > 0 && alpha < 1, 'a boundary has a variance, a tuning and an alpha');
  const total = variance + tuning;
  return Math.sqrt(total * Math.log(total / (tuning * alpha * alpha)));
}

/**
 * The λ for which the radius is about the smallest when the variance has grown to `expectedVariance` (the same source,
 * appendix B.2). It changes how tight the interval is and when, never whether it holds, provided that it is chosen
 * without looking at the outcomes.
 */
export function tuningFor(expectedVariance: number, alpha: number): number {
  assert(expectedVariance > 0 && alpha > 0 && alpha < 1, 'a tuning is for a positive variance');
  const best = -2 * Math.log(alpha);
  return expectedVariance / (best + Math.log(1 + best));
}
