import { assert, ok, type Refusal, type Result } from '@shuke/kernel';
import { minimise, type Minimum, type Objective } from '../math/lbfgs.ts';
import { inverted, times, zeros, type Matrix } from '../math/symmetric.ts';
import { models, type Model, type ModelName } from './models.ts';
import { groupRows, type Rows } from './rows.ts';
import { faultOf, type CustomerBaseRefusal, type Summary } from './summary.ts';

/** What is known of the logarithms of the parameters before the customers are looked at: a normal distribution. */
export interface Prior {
  readonly mean: Float64Array;
  readonly covariance: Matrix;
}

export interface FitOptions {
  /** `mbg/nbd` unless told: it lets a customer go after the first purchase too. */
  readonly model?: ModelName;
  /** Makes the fit a maximum a posteriori; without it, maximum likelihood. */
  readonly prior?: Prior;
}

export interface Fit {
  readonly model: ModelName;
  /** In the order of `names`: alpha and beta in the unit of time, the others without one. */
  readonly parameters: Float64Array;
  readonly names: readonly string[];
  /** Of all customers, without the prior. */
  readonly logLikelihood: number;
  /** Of the logarithms of the parameters, from the second derivatives at the maximum; null where they are not curved. */
  readonly covariance: Matrix | null;
  /** Parameters that the customers say next to nothing about, such as those of leaving where nobody seems to leave. */
  readonly unidentified: readonly string[];
  readonly customers: number;
  readonly distinctRows: number;
  readonly converged: boolean;
}

// Of the logarithms, in the order of the parameters. A likelihood that rises for ever, towards no dropout or towards
// customers who are all alike, stops here. A shape of e⁷ leaves a spread of 3 %, which no customers tell from none.
const BOUNDS = { low: [-14, -14, -14, -14], high: [7, 14, 7, 14] };
// Two standard errors of this size span a factor of fifty: the order of magnitude is open.
const UNIDENTIFIED_ERROR = 2;
// A search from afar runs on about so many customers; the rest then costs a few steps.
const SCOUTS = 20_000;

/** Fits a model to a summary by L-BFGS on the logarithms of its parameters. Deterministic. Refuses a summary with a fault. */
export function fit(summary: Summary, options: FitOptions = {}): Result<Fit, Refusal<CustomerBaseRefusal>> {
  const fault = faultOf(summary);
  if (fault) return fault;
  return ok(fitRows(groupRows(summary), { ...options, scouts: scoutsOf(summary) }));
}

interface RowsOptions extends FitOptions {
  readonly scouts?: Rows | null;
}

/** The same for rows grouped before, which must have no fault. No customers at all leave the prior, or where search began. */
export function fitRows(rows: Rows, { model: name = 'mbg/nbd', prior, scouts }: RowsOptions): Fit {
  const model = models[name];
  const penalty = penaltyOf(prior);
  const far = scouts ? search(scouts, { model, start: startOf(scouts, model) }) : null;
  const inverseCurvature = far && inverted(curvatureAt(objectiveOf(scouts!, model), far.point));
  const start = far?.point ?? prior?.mean ?? startOf(rows, model);
  const { point, value, converged } = search(rows, { model, penalty, start, inverseCurvature });
  const covariance = inverted(information(rows, { model, penalty, point, sample: scouts ?? rows }));
  return {
    model: name,
    parameters: point.map((log) => Math.exp(log)),
    names: model.names,
    logLikelihood: (penalty ? pull(point, penalty).value : 0) - value * Math.max(1, rows.customers),
    covariance,
    unidentified: model.names.filter((_, i) => !isIdentified(point, i, covariance)),
    customers: rows.customers,
    distinctRows: rows.count.length,
    converged,
  };
}

function isIdentified(point: Float64Array, i: number, covariance: Matrix | null): boolean {
  const isInside = point[i]! > BOUNDS.low[i]! && point[i]! < BOUNDS.high[i]!;
  return isInside && covariance !== null && Math.sqrt(covariance[i]![i]!) < UNIDENTIFIED_ERROR;
}

function scoutsOf({ frequency, recency, age }: Summary): Rows | null {
  const stride = Math.floor(frequency.length / SCOUTS);
  if (stride < 2) return null;
  const every = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: Math.floor(values.length / stride) }, (_, i) => values[i * stride]!);
  return groupRows({ frequency: every(frequency), recency: every(recency), age: every(age) });
}

// As many purchases as there were on average, spread as customers of a shop usually are.
function startOf(rows: Rows, model: Model): Float64Array {
  let purchases = 1;
  let exposure = 0;
  rows.count.forEach((count, i) => {
    purchases += count * rows.frequency[i]!;
    exposure += count * rows.times[rows.ageAt[i]!]!;
  });
  const alpha = exposure > 0 ? exposure / (2 * purchases) : 1;
  return Float64Array.from([0.5, alpha, ...model.leaving], Math.log);
}

interface Penalty {
  readonly mean: Float64Array;
  readonly precision: Matrix;
}

function penaltyOf(prior: Prior | undefined): Penalty | null {
  if (!prior) return null;
  const precision = inverted(prior.covariance);
  assert(precision, 'the covariance of a prior is positive definite');
  return { mean: prior.mean, precision };
}

interface From {
  readonly model: Model;
  readonly start: Float64Array;
  readonly penalty?: Penalty | null;
  readonly inverseCurvature?: Matrix | null;
}

const search = (rows: Rows, { model, penalty, start, inverseCurvature }: From): Minimum =>
  minimise(objectiveOf(rows, model, penalty), { start, bounds: BOUNDS, inverseCurvature });

// Divided by the customers, so that one tolerance fits all sizes.
function objectiveOf(rows: Rows, model: Model, penalty?: Penalty | null): Objective {
  const size = Math.max(1, rows.customers);
  return (logs, gradient) => {
    const parameters = logs.map((log) => Math.exp(log));
    const value = model.logLikelihood(rows, parameters, gradient);
    const pulled = penalty ? pull(logs, penalty) : null;
    for (let i = 0; i < logs.length; i += 1) {
      gradient[i] = (pulled ? pulled.slopes[i]! : 0) / size - (gradient[i]! * parameters[i]!) / size;
    }
    return ((pulled?.value ?? 0) - value) / size;
  };
}

function pull(logs: Float64Array, { mean, precision }: Penalty): { value: number; slopes: Float64Array } {
  const away = logs.map((log, i) => log - mean[i]!);
  const slopes = times(precision, away);
  return { value: away.reduce((sum, one, i) => sum + (one * slopes[i]!) / 2, 0), slopes };
}

interface At {
  readonly model: Model;
  readonly penalty: Penalty | null;
  readonly point: Float64Array;
  /** Some of the customers, who tell the curvature well enough for all. */
  readonly sample: Rows;
}

// A direction in which nothing is known gets an enormous variance instead of none, so that the others keep theirs.
const LEAST_INFORMATION = 1e-6;

// The second derivatives of the whole objective, prior included.
function information(rows: Rows, { model, penalty, point, sample }: At): Matrix {
  const perCustomer = curvatureAt(objectiveOf(sample, model), point);
  return perCustomer.map((row, i) =>
    row.map((value, k) => {
      const least = i === k ? LEAST_INFORMATION : 0;
      return value * rows.customers + (penalty ? penalty.precision[i]![k]! : 0) + least;
    }),
  );
}

const DIFFERENCE = 1e-4;

// The second derivatives by central differences of the gradient, made symmetric.
function curvatureAt(objective: Objective, point: Float64Array): Matrix {
  const size = point.length;
  const rows = zeros(size);
  for (let i = 0; i < size; i += 1) {
    const [above, below] = [DIFFERENCE, -DIFFERENCE].map((step) => {
      const gradient = new Float64Array(size);
      objective(
        point.map((at, k) => (k === i ? at + step : at)),
        gradient,
      );
      return gradient;
    });
    for (let k = 0; k < size; k += 1) rows[i]![k] = (above![k]! - below![k]!) / (2 * DIFFERENCE);
  }
  return rows.map((row, i) => row.map((value, k) => (value + rows[k]![i]!) / 2));
}
