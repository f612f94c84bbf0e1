import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { minimise } from '../math/lbfgs.ts';
import { digamma, logGamma } from '../math/special.ts';
import type { CustomerBaseRefusal } from './summary.ts';

/** What customers spent at their repeat purchases, in the same order. */
export interface Spending {
  /** x: how many purchases the mean is of; who has none is left out. Whole numbers. */
  readonly frequency: ArrayLike<number>;
  /** Their mean, in any unit of money, such as margin. Customers who brought nothing or less are left out of a fit. */
  readonly meanSpend: ArrayLike<number>;
}

export interface SpendFit {
  /** Without a unit, without a unit, and in the unit of money. */
  readonly p: number;
  readonly q: number;
  readonly v: number;
  readonly logLikelihood: number;
  /** The mean over all customers, p·v/(q − 1); Infinity where q ≤ 1, so that no customer's is believed either. */
  readonly populationMean: number;
  /**
   * How frequency and spend go together among these customers, −1 to 1. The model takes them for independent: where
   * this is far from 0, frequent customers' spend is estimated wrongly.
   */
  readonly correlation: number;
  readonly customers: number;
  /** Customers with a repeat purchase whose mean is zero or below, which the model has no place for. */
  readonly leftOut: number;
  readonly converged: boolean;
}

// Of the logarithms of p, q and v; the last is an amount of money in any unit.
const BOUNDS = { low: [-14, -14, -30], high: [14, 14, 30] };

/**
 * Gamma-Gamma (Fader & Hardie, note 25, 2013, after Colombo & Jiang 1999): a purchase is worth Gamma(p, ν) to the shop and ν
 * differs between customers as Gamma(q, v). Fitted by L-BFGS on the logarithms of p, q and v.
 */
export function fitSpend(spending: Spending): Result<SpendFit, Refusal<CustomerBaseRefusal>> {
  const fault = faultOfSpending(spending);
  if (fault) return fault;
  const repeats = repeatsOf(spending);
  if (repeats.x.length === 0) return refuse('customer_base_empty');
  const size = repeats.x.length;
  const found = minimise(
    (logs, gradient) => {
      const parameters = logs.map((log) => Math.exp(log));
      const value = logLikelihood(repeats, parameters, gradient);
      for (let i = 0; i < 3; i += 1) gradient[i]! *= -parameters[i]! / size;
      return -value / size;
    },
    { start: Float64Array.from([2, 3, 2 * repeats.middle], Math.log), bounds: BOUNDS },
  );
  const [p, q, v] = found.point.map((log) => Math.exp(log)) as unknown as [number, number, number];
  const populationMean = q > 1 ? (p * v) / (q - 1) : Number.POSITIVE_INFINITY;
  const repeating = Array.from(spending.frequency).filter((x) => x > 0).length;
  return ok({
    p,
    q,
    v,
    populationMean,
    logLikelihood: -found.value * size,
    correlation: correlationOf(repeats),
    customers: size,
    leftOut: repeating - size,
    converged: found.converged,
  });
}

/**
 * What each customer's next purchases are worth on average: own mean and population mean, weighted by how much the own
 * says. Customers without a repeat purchase get the population mean.
 */
export function expectedSpend({ p, q, v }: SpendFit, { frequency, meanSpend }: Spending): Float64Array {
  return Float64Array.from(frequency, (x, i) =>
    q > 1 || x > 0 ? (p * (v + x * Math.max(0, meanSpend[i]!))) / (p * x + q - 1) : NaN,
  );
}

function faultOfSpending({ frequency, meanSpend }: Spending): Result<never, Refusal<CustomerBaseRefusal>> | null {
  if (frequency.length !== meanSpend.length) return refuse('customer_base_uneven');
  for (let at = 0; at < frequency.length; at += 1) {
    const [x, mean] = [frequency[at]!, meanSpend[at]!];
    if (!Number.isFinite(x) || !Number.isFinite(mean)) return refuse('customer_base_not_finite', { at });
    if (x < 0) return refuse('customer_base_negative', { at });
    if (!Number.isInteger(x)) return refuse('customer_base_not_whole', { at });
  }
  return null;
}

interface Repeats {
  readonly x: Float64Array;
  readonly mean: Float64Array;
  /** The middle of the means, where a search begins. */
  readonly middle: number;
  /** How many customers have each x. */
  readonly byFrequency: ReadonlyMap<number, number>;
}

function repeatsOf({ frequency, meanSpend }: Spending): Repeats {
  const kept = Array.from(frequency, (_, i) => i).filter((i) => frequency[i]! > 0 && meanSpend[i]! > 0);
  const x = Float64Array.from(kept, (i) => frequency[i]!);
  const mean = Float64Array.from(kept, (i) => meanSpend[i]!);
  const byFrequency = new Map<number, number>();
  for (const one of x) byFrequency.set(one, (byFrequency.get(one) ?? 0) + 1);
  return { x, mean, middle: mean.toSorted()[Math.floor(kept.length / 2)] ?? 1, byFrequency };
}

// ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln m + px ln x − (px + q) ln(v + x m), of each customer.
function logLikelihood({ x, mean, byFrequency }: Repeats, parameters: Float64Array, gradient: Float64Array): number {
  const [p, q, v] = parameters as unknown as [number, number, number];
  let sum = x.length * (q * Math.log(v) - logGamma(q));
  let [byP, byQ, byV] = [0, x.length * (Math.log(v) - digamma(q)), (x.length * q) / v];
  for (const [one, count] of byFrequency) {
    const both = digamma(p * one + q);
    sum += count * (logGamma(p * one + q) - logGamma(p * one));
    byP += count * one * (both - digamma(p * one));
    byQ += count * both;
  }
  for (let i = 0; i < x.length; i += 1) {
    const total = x[i]! * mean[i]!;
    const logBoth = Math.log(v + total);
    const logTotal = Math.log(total);
    sum += p * x[i]! * (logTotal - logBoth) - Math.log(mean[i]!) - q * logBoth;
    byP += x[i]! * (logTotal - logBoth);
    byQ -= logBoth;
    byV -= (p * x[i]! + q) / (v + total);
  }
  gradient.set([byP, byQ, byV]);
  return sum;
}

function correlationOf({ x, mean }: Repeats): number {
  const [centreX, centreMean] = [averageOf(x), averageOf(mean)];
  let [both, ofX, ofMean] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    both += (x[i]! - centreX) * (mean[i]! - centreMean);
    ofX += (x[i]! - centreX) ** 2;
    ofMean += (mean[i]! - centreMean) ** 2;
  }
  return ofX === 0 || ofMean === 0 ? 0 : both / Math.sqrt(ofX * ofMean);
}

const averageOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
