import { ok, type Refusal, type Result } from '@shuke/kernel';
import type { Fit } from './fit.ts';
import { models } from './models.ts';
import { faultOf, type CustomerBaseRefusal, type Summary } from './summary.ts';

export interface Scores {
  /** For each customer the probability of being still one, at the end of what is known. */
  readonly alive: Float64Array;
  /** Purchases expected within the horizon after it. */
  readonly expected: Float64Array;
}

/** What a fit says of customers, who need not be those it was made from. `horizon` in the fit's unit of time. */
export function score(
  { model, parameters }: Pick<Fit, 'model' | 'parameters'>,
  summary: Summary,
  horizon: number,
): Result<Scores, Refusal<CustomerBaseRefusal>> {
  const fault = faultOf(summary);
  if (fault) return fault;
  const outlook = models[model].outlook(parameters, horizon);
  const size = summary.frequency.length;
  const alive = new Float64Array(size);
  const expected = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const customer = { x: summary.frequency[i]!, recency: summary.recency[i]!, age: summary.age[i]! };
    alive[i] = outlook.alive(customer);
    expected[i] = alive[i]! * outlook.whileAlive(customer);
  }
  return ok({ alive, expected });
}
