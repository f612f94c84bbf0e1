import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { mixtureRadius, tuningFor } from './confidence-sequence.ts';
import { cupedTheta, overallMean, withoutCovariate } from './cuped.ts';
import { mean, variance } from './moments.ts';
import { shortened, upperCap } from './winsorise.ts';

/** The fewest customers a group may have. Below this a mean of sales, most of which are zero, is far from normal. */
export const MIN_ARM = 50;

export type SampleRefusal = 'sample_one_armed' | 'sample_too_small' | 'sample_not_finite' | 'sample_unpaired';

/** One group: a number a customer, in any unit, such as minor units of net sales since the offers went out. */
export interface Arm {
  readonly outcomes: Float64Array;
  /** What was known of each before, in the same order: spend in the 90 days before. Both groups or neither. */
  readonly covariates?: Float64Array;
}

export interface LiftOptions {
  /** The variance of the difference that is expected at the end, in the unit squared; chosen without the outcomes. */
  readonly expectedVariance: number;
  /** How often the interval may miss the truth at any look at all; .05 unless told. */
  readonly alpha?: number;
  /** Outcomes and covariates above this quantile of the ones that are not zero are shortened; .99 unless told, 1 for never. */
  readonly winsoriseAt?: number;
}

export interface LiftInterval {
  /** Treated less control, of means a customer, adjusted and winsorised. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** What outcomes were shortened to; Infinity where nobody bought. */
  readonly cap: number;
  /** The weight of the covariate; 0 without one. */
  readonly theta: number;
}

/**
 * The difference of means between treated and control with an interval that holds at every look at once: an asymptotic
 * confidence sequence (Waudby-Smith et al. 2021) whose clock is the estimated variance of the difference, for groups of
 * unequal size and variance, winsorised and, with covariates, adjusted by CUPED. Refuses samples that cannot carry one.
 */
export function liftInterval(
  treated: Arm,
  control: Arm,
  { expectedVariance, alpha = 0.05, winsoriseAt = 0.99 }: LiftOptions,
): Result<LiftInterval, Refusal<SampleRefusal>> {
  const fault = faultOf(treated, control);
  if (fault) return fault;
  const cap = upperCap([treated.outcomes, control.outcomes], winsoriseAt);
  const { theta, groups } = adjusted([treated, control], cap, winsoriseAt);
  const [one, other] = groups as [Float64Array, Float64Array];
  const difference = mean(one) - mean(other);
  const clock = variance(one) / one.length + variance(other) / other.length;
  const radius = mixtureRadius(clock, { alpha, tuning: tuningFor(expectedVariance, alpha) });
  const standardError = Math.sqrt(clock);
  return ok({ difference, low: difference - radius, high: difference + radius, standardError, cap, theta });
}

function faultOf(treated: Arm, control: Arm) {
  const arms = [treated, control];
  if (arms.some(({ outcomes }) => outcomes.length === 0)) return refuse('sample_one_armed');
  const smallest = Math.min(treated.outcomes.length, control.outcomes.length);
  if (smallest < MIN_ARM) return refuse('sample_too_small', { smallest, atLeast: MIN_ARM });
  if ((treated.covariates === undefined) !== (control.covariates === undefined)) return refuse('sample_unpaired');
  const unpaired = arms.some(({ outcomes, covariates }) => covariates && covariates.length !== outcomes.length);
  if (unpaired) return refuse('sample_unpaired');
  const finite = (values?: Float64Array): boolean => values === undefined || values.every(Number.isFinite);
  const numbers = arms.every(({ outcomes, covariates }) => finite(outcomes) && finite(covariates));
  return numbers ? null : refuse('sample_not_finite');
}

function adjusted(arms: readonly Arm[], cap: number, winsoriseAt: number): { theta: number; groups: Float64Array[] } {
  const outcomes = arms.map((arm) => shortened(arm.outcomes, cap));
  const given = arms.flatMap(({ covariates }) => (covariates ? [covariates] : []));
  if (given.length < arms.length) return { theta: 0, groups: outcomes };
  const covariateCap = upperCap(given, winsoriseAt);
  const covariates = given.map((values) => shortened(values, covariateCap));
  const paired = outcomes.map((values, i) => ({ outcomes: values, covariates: covariates[i]! }));
  const theta = cupedTheta(paired);
  const centre = overallMean(covariates);
  return { theta, groups: paired.map((pair) => withoutCovariate(pair, theta, centre)) };
}
