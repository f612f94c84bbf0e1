import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { zeros } from '../math/symmetric.ts';
import { fitRows, type Fit, type Prior } from './fit.ts';
import type { ModelName } from './models.ts';
import { groupRows, type Rows } from './rows.ts';
import { faultOf, type CustomerBaseRefusal, type Summary } from './summary.ts';

export interface StoreFits {
  /** One for each store, in the order given: what its own customers say, and the chain's where they say little. */
  readonly stores: readonly Fit[];
  /** How stores of this chain differ, in the logarithms of the parameters. A new store has nothing but this. */
  readonly prior: Prior;
  readonly rounds: number;
}

export interface StoreOptions {
  readonly model?: ModelName;
  /** The fewest customers with whom a store counts towards the chain's prior; 100 unless told. */
  readonly leastCustomers?: number;
}

const MOST_ROUNDS = 30;
const SETTLED = 1e-3;
// With a few stores their spread is hardly known; so many imagined stores of the usual spread are added.
const IMAGINED_STORES = 2;
const USUAL_SPREAD = 0.3;

/**
 * Fits every store of a chain with a prior that the chain itself gives (empirical Bayes): EM over stores, in which a
 * store's posterior is taken for normal around its mode. The prior is a guess about a store and never its own proof.
 * A store may have no customers at all; the chain may not.
 */
export function fitStores(
  stores: readonly Summary[],
  { model = 'mbg/nbd', leastCustomers = 100 }: StoreOptions = {},
): Result<StoreFits, Refusal<CustomerBaseRefusal>> {
  const grouped: Rows[] = [];
  for (const [store, summary] of stores.entries()) {
    const fault = summary.frequency.length === 0 && summary.age.length === 0 ? null : faultOf(summary);
    if (fault) return refuse(fault.refusal.code, { store, ...fault.refusal.facts });
    grouped.push(groupRows(summary));
  }
  if (grouped.every(({ customers }) => customers === 0)) return refuse('customer_base_empty');
  const telling = grouped.filter(({ customers }) => customers >= leastCustomers);
  const { prior, rounds } = settledPrior(telling, { model, start: firstPrior(stores, model) });
  return ok({ stores: grouped.map((rows) => fitRows(rows, { model, prior })), prior, rounds });
}

// The chain as if it were one store, and as different as stores usually are.
function firstPrior(stores: readonly Summary[], model: ModelName): Prior {
  const join = (values: (summary: Summary) => ArrayLike<number>): number[] =>
    stores.flatMap((summary) => Array.from(values(summary)));
  const frequency = join((summary) => summary.frequency);
  const rows = groupRows({ frequency, recency: join(({ recency }) => recency), age: join(({ age }) => age) });
  const mean = fitRows(rows, { model }).parameters.map((value) => Math.log(value));
  return { mean, covariance: diagonal(mean.length, USUAL_SPREAD ** 2) };
}

interface From {
  readonly model: ModelName;
  readonly start: Prior;
}

function settledPrior(stores: readonly Rows[], { model, start }: From): { prior: Prior; rounds: number } {
  let prior = start;
  for (let rounds = 1; stores.length > 0 && rounds <= MOST_ROUNDS; rounds += 1) {
    const before = prior;
    prior = improved(stores.map((rows) => fitRows(rows, { model, prior: before })));
    if (prior.mean.every((at, i) => Math.abs(at - before.mean[i]!) < SETTLED)) return { prior, rounds };
  }
  return { prior, rounds: stores.length > 0 ? MOST_ROUNDS : 0 };
}

// The mean and covariance that the stores' posteriors have together.
function improved(fits: readonly Fit[]): Prior {
  const points = fits.map(({ parameters }) => parameters.map((value) => Math.log(value)));
  const size = points[0]!.length;
  const mean = Float64Array.from(
    { length: size },
    (_, i) => points.reduce((sum, at) => sum + at[i]!, 0) / points.length,
  );
  const covariance = diagonal(size, IMAGINED_STORES * USUAL_SPREAD ** 2);
  fits.forEach(({ covariance: own }, store) => {
    const away = points[store]!.map((at, i) => at - mean[i]!);
    for (let i = 0; i < size; i += 1) {
      for (let k = 0; k < size; k += 1) covariance[i]![k]! += away[i]! * away[k]! + own![i]![k]!;
    }
  });
  return { mean, covariance: covariance.map((row) => row.map((value) => value / (fits.length + IMAGINED_STORES))) };
}

function diagonal(size: number, value: number): Float64Array[] {
  const matrix = zeros(size);
  for (let i = 0; i < size; i += 1) matrix[i]![i] = value;
  return matrix;
}
