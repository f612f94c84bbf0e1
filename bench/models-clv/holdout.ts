import { fit, forecast, score, summarise, type Candidate, type ModelName } from '@shuke/models/customer-base';
import { CDNOW_CALIBRATED_UNTIL, CDNOW_HOLDOUT_DAYS, type Cdnow } from '@shuke/testkit/data/cdnow';
import { assert, seededRandom } from '@shuke/kernel';

export interface Missed {
  readonly name: string;
  readonly expected: number;
  /** Of the total, in percent of what came. */
  readonly errorPct: number;
  /** The mean absolute error of a customer. */
  readonly mae: number;
}

export interface Holdout {
  readonly customers: number;
  readonly came: number;
  readonly models: readonly Missed[];
  readonly forecast: Missed;
  /** Half the width of the 95 % interval of the forecast's error of the total, in percent, by resampling customers. */
  readonly noisePct: number;
  readonly chosen: Candidate;
  readonly candidates: readonly Candidate[];
}

const MODELS: readonly ModelName[] = ['bg/nbd', 'mbg/nbd', 'pareto/nbd'];

/**
 * What the models and the forecast make of the 39 weeks after calibration. They are given the purchases up to its last
 * day and no others; the rest is counted here, once, after all has been chosen.
 */
export function judgeHoldout(purchases: Cdnow): Holdout {
  const known = before(purchases);
  const summary = valueOf(summarise(known, { until: CDNOW_CALIBRATED_UNTIL, daysPerUnit: 7 }));
  const found = valueOf(forecast(known, { until: CDNOW_CALIBRATED_UNTIL, days: CDNOW_HOLDOUT_DAYS }));
  const came = cameAfter(purchases, summary.customers);
  const models = MODELS.map((model) => {
    const scores = valueOf(score(valueOf(fit(summary, { model })), summary, CDNOW_HOLDOUT_DAYS / 7));
    return missed(model, scores.expected, came);
  });
  const { chosen, candidates } = found;
  const name = `${chosen.model} × ${chosen.correction}`;
  const forecasted = missed(name, found.expected, came);
  const noisePct = noiseOf(found.expected, came);
  return { customers: came.length, came: total(came), models, forecast: forecasted, noisePct, chosen, candidates };
}

const RESAMPLES = 300;

// Who happened to be in the data set moves the error of even a perfect forecast.
function noiseOf(expected: Float64Array, came: Float64Array): number {
  const random = seededRandom(RESAMPLES);
  const errors = Array.from({ length: RESAMPLES }, () => {
    let [sum, actual] = [0, 0];
    for (let i = 0; i < came.length; i += 1) {
      const one = random.int(came.length);
      sum += expected[one]!;
      actual += came[one]!;
    }
    return 100 * (sum / actual - 1);
  });
  const mean = errors.reduce((sum, error) => sum + error, 0) / RESAMPLES;
  return 1.96 * Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (RESAMPLES - 1));
}

function before({ customers, days }: Cdnow): Pick<Cdnow, 'customers' | 'days'> {
  const kept = Array.from(days.keys()).filter((i) => days[i]! <= CDNOW_CALIBRATED_UNTIL);
  return { customers: Int32Array.from(kept, (i) => customers[i]!), days: Int32Array.from(kept, (i) => days[i]!) };
}

function cameAfter({ customers, days }: Cdnow, order: Int32Array): Float64Array {
  const visits = new Map<number, Set<number>>();
  for (const [i, day] of days.entries()) {
    const own = visits.get(customers[i]!) ?? new Set();
    visits.set(customers[i]!, day > CDNOW_CALIBRATED_UNTIL ? own.add(day) : own);
  }
  return Float64Array.from(order, (customer) => visits.get(customer)?.size ?? 0);
}

function missed(name: string, expected: Float64Array, came: Float64Array): Missed {
  const off = expected.map((value, i) => Math.abs(value - came[i]!));
  const sum = total(expected);
  return { name, expected: sum, errorPct: 100 * (sum / total(came) - 1), mae: total(off) / off.length };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function valueOf<T>(result: { ok: true; value: T } | { ok: false }): T {
  assert(result.ok, 'the data set has no fault');
  return result.value;
}
