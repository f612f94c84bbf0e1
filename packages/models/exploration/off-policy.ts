import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { LEAST_PROPENSITY } from './policy.ts';

export type EvaluationRefusal =
  'evaluation_empty' | 'evaluation_misshapen' | 'evaluation_not_finite' | 'evaluation_no_overlap';

/** What happened, a decision a row: how probable it was, and what it brought in any unit. */
export interface Logged {
  /** The probability with which the logged action was taken, above 0; clipped from below at .02. */
  readonly propensities: ArrayLike<number>;
  readonly rewards: ArrayLike<number>;
}

/** What another policy would do with the same people, and what a model expects of it where there is one. */
export interface Target {
  /** With which probability the target policy takes the action that was logged. */
  readonly probabilities: ArrayLike<number>;
  /** What a model that has not seen these rows expects of the logged action, and of the target policy as a whole. */
  readonly model?: { readonly ofLogged: ArrayLike<number>; readonly ofTarget: ArrayLike<number> };
}

export interface Estimate {
  /** A decision, in the unit of the rewards. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly standardError: number;
  /** How many decisions drawn by the target policy itself would say as much (Kish 1965). */
  readonly effectiveSampleSize: number;
}

export interface Evaluation {
  /** Inverse propensity scores (Horvitz & Thompson 1952): unbiased, widest. */
  readonly ips: Estimate;
  /** The same divided by the sum of the weights (Hájek 1971): hardly biased, narrower. */
  readonly snips: Estimate;
  /** The model's expectation, corrected by what it missed (Dudík, Langford & Li 2011); null without a model. */
  readonly dr: Estimate | null;
}

const NORMAL_975 = 1.959963984540054;

/**
 * What a policy would have brought a decision, from decisions that were taken by another, with intervals of 95 %. Refuses logs that
 * cannot tell: none, columns of different length, numbers that are none, or a target that does nothing of what was tried.
 */
export function evaluate(logged: Logged, target: Target): Result<Evaluation, Refusal<EvaluationRefusal>> {
  const { rewards, propensities } = logged;
  const columns = [rewards, propensities, target.probabilities, ...(target.model ? Object.values(target.model) : [])];
  if (rewards.length === 0) return refuse('evaluation_empty');
  if (columns.some((column) => column.length !== rewards.length)) return refuse('evaluation_misshapen');
  const sound = columns.every((column) => Array.from(column).every(Number.isFinite));
  if (!sound || Array.from(propensities).some((share) => share <= 0)) return refuse('evaluation_not_finite');
  const weights = Float64Array.from(
    target.probabilities,
    (share, i) => share / Math.max(propensities[i]!, LEAST_PROPENSITY),
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return refuse('evaluation_no_overlap');
  const size = sum ** 2 / weights.reduce((all, weight) => all + weight ** 2, 0);
  return ok({
    ips: estimateOf(
      weights.map((weight, i) => weight * rewards[i]!),
      size,
    ),
    snips: selfNormalised(weights, rewards, size),
    dr: target.model ? doublyRobust(weights, rewards, { size, model: target.model }) : null,
  });
}

function estimateOf(terms: Float64Array, effectiveSampleSize: number): Estimate {
  const value = terms.reduce((sum, term) => sum + term, 0) / terms.length;
  const squares = terms.reduce((sum, term) => sum + (term - value) ** 2, 0);
  const standardError = Math.sqrt(squares / Math.max(1, terms.length - 1) / terms.length);
  const radius = NORMAL_975 * standardError;
  return { value, low: value - radius, high: value + radius, standardError, effectiveSampleSize };
}

/** A ratio of means; its error by linearisation about the value. */
function selfNormalised(weights: Float64Array, rewards: ArrayLike<number>, size: number): Estimate {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const value = weights.reduce((all, weight, i) => all + weight * rewards[i]!, 0) / sum;
  const mean = sum / weights.length;
  return estimateOf(
    weights.map((weight, i) => value + (weight * (rewards[i]! - value)) / mean),
    size,
  );
}

interface Correction {
  readonly size: number;
  readonly model: NonNullable<Target['model']>;
}

function doublyRobust(weights: Float64Array, rewards: ArrayLike<number>, { size, model }: Correction): Estimate {
  return estimateOf(
    weights.map((weight, i) => model.ofTarget[i]! + weight * (rewards[i]! - model.ofLogged[i]!)),
    size,
  );
}
