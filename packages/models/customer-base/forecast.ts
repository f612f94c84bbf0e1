import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { byTrees, none, overall, total, type Correction } from './correction.ts';
import { Course } from './course.ts';
import { historiesOf, type Purchases } from './histories.ts';
import type { ModelName } from './models.ts';
import type { CustomerBaseRefusal } from './summary.ts';

export interface ForecastOptions {
  /** The last day that counts. Nothing after it is looked at. */
  readonly until: number;
  /** How many days to look ahead. */
  readonly days: number;
}

export interface Candidate {
  readonly model: ModelName;
  readonly correction: 'none' | 'overall' | 'trees';
  /** The mean Poisson deviance of a customer over the rolling origins; smaller is better. What the choice is made by. */
  readonly deviance: number;
  /** The mean, and the mean size, of the error of the total over the rolling origins, as a share. */
  readonly bias: number;
  readonly error: number;
}

export interface Forecast {
  /** In ascending order. */
  readonly customers: Int32Array;
  /** Days with a purchase that each is expected to have. */
  readonly expected: Float64Array;
  readonly chosen: Candidate;
  /** All that were tried, best first. */
  readonly candidates: readonly Candidate[];
}

/**
 * Purchases to come of each customer: a model of the customer base, corrected by what it got wrong before.
 *
 * Protocol. Days are named by their share of the history, from its first day to `until`. The model is fitted anew at each
 * of the origins .5, .55, … .9, on what was known then; in the first half customers are too new to say how old ones behave.
 * A candidate is a model and a correction, which learns from the origins before an examination what came between each
 * and the examination. Examinations are at .65, .7, … .85, each on all that came from there to `until`. The candidate with the
 * smallest mean deviance is then given all origins with what came up to `until`, and forecasts from there. Nothing after
 * `until` is ever read, so a holdout period may follow in the same columns.
 *
 * Refuses columns with a fault, and a history too short or too thin for origins.
 */
export function forecast(
  purchases: Purchases,
  { until, days }: ForecastOptions,
): Result<Forecast, Refusal<CustomerBaseRefusal>> {
  if (!Number.isFinite(until) || !Number.isFinite(days)) return refuse('customer_base_not_finite');
  if (days <= 0) return refuse('customer_base_negative');
  const histories = historiesOf(purchases);
  if (!histories.ok) return histories;
  const course = new Course(histories.value, until);
  if (!course.isLongEnough()) return refuse('customer_base_history_too_short', { days: course.length });
  const candidates = CANDIDATES.map((one) => examined(course, one)).toSorted((a, b) => a.deviance - b.deviance);
  const chosen = candidates[0]!;
  const now = course.origin(until, { model: chosen.model, until: until + days });
  const past = course.origins(until, { model: chosen.model, until });
  return ok({ customers: now.customers, expected: CORRECTIONS[chosen.correction](past, now), chosen, candidates });
}

const EXAMINATIONS = [0.65, 0.7, 0.75, 0.8, 0.85];
const CORRECTIONS: Readonly<Record<Candidate['correction'], Correction>> = { none, overall, trees: byTrees };
const CANDIDATES = (['bg/nbd', 'mbg/nbd'] as const).flatMap((model) =>
  (['none', 'overall', 'trees'] as const).map((correction) => ({ model, correction })),
);

function examined(course: Course, { model, correction }: Pick<Candidate, 'model' | 'correction'>): Candidate {
  const errors: number[] = [];
  const deviances: number[] = [];
  for (const share of EXAMINATIONS) {
    const day = course.dayAt(share);
    const now = course.origin(day, { model, until: course.until });
    const expected = CORRECTIONS[correction](course.origins(day, { model, until: day }), now);
    const came = now.expected.map((_, i) => now.parts.reduce((sum, part) => sum + part.came[i]!, 0));
    errors.push(total(expected) / total(came) - 1);
    deviances.push(meanDeviance(expected, came));
  }
  return { model, correction, deviance: mean(deviances), bias: mean(errors), error: mean(errors.map(Math.abs)) };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function meanDeviance(expected: Float64Array, came: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < came.length; i += 1) {
    const surprise = came[i]! === 0 ? 0 : came[i]! * Math.log(came[i]! / expected[i]!);
    sum += 2 * (surprise - came[i]! + expected[i]!);
  }
  return sum / came.length;
}
