import { assert } from '@shuke/kernel';

export interface SampleRatio {
  /** Pearson's chi-square with one degree of freedom. */
  readonly chiSquare: number;
  /** How often a deviation at least as large comes by chance alone. */
  readonly pValue: number;
  /** True where chance is no longer a likely reason, so that the comparison should not be believed. */
  readonly suspicious: boolean;
}

// One false alarm in a thousand experiments: a mismatch means a defect in drawing or logging, which is rarer still.
const SUSPICIOUS_P = 0.001;

/**
 * Whether two groups came out in the ratio that they were drawn in. `controlShare` is the share of the control group
 * that was intended, between 0 and 1. Fabijan et al., KDD 2019: a mismatch means that something other than chance
 * decided who is counted, and then no difference between the groups proves anything.
 */
export function sampleRatio(treated: number, control: number, controlShare: number): SampleRatio {
  assert(Number.isInteger(treated) && Number.isInteger(control) && treated >= 0 && control >= 0, 'counts are whole');
  assert(controlShare > 0 && controlShare < 1, 'a share lies between 0 and 1');
  const total = treated + control;
  if (total === 0) return { chiSquare: 0, pValue: 1, suspicious: false };
  const expected = total * controlShare;
  const chiSquare = (control - expected) ** 2 / expected + (control - expected) ** 2 / (total - expected);
  const pValue = erfc(Math.sqrt(chiSquare / 2));
  return { chiSquare, pValue, suspicious: pValue < SUSPICIOUS_P };
}

// The complementary error function for x ≥ 0 to a relative error of 1.2e-7 (Press et al., Numerical Recipes, erfcc).
const SERIES = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
];

function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  const exponent = SERIES.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return Math.min(1, t * Math.exp(-x * x + exponent));
}
