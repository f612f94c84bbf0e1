import { seededRandom } from '@shuke/kernel';
import {
  bootstrapInterval,
  fitUplift,
  nameOf,
  qiniOf,
  ranked,
  upliftAt,
  type Experiment,
  type Interval,
  type Learner,
  type Ranked,
} from '@shuke/models/uplift';

const TRAINED_SHARE = 0.7;

/** The test part of one split, ranked by a model of its training part. */
export interface Tested {
  readonly rows: Int32Array;
  readonly ranking: Ranked;
  readonly learner: string;
}

/** How rows are ranked by what is learnt from the training part. */
export type Ranker = (train: Experiment, test: Experiment) => { scores: ArrayLike<number>; learner: string };

/** Shuffles all rows with a seed, lets a ranker learn from the first 70 % and rank the rest. */
export function split(experiment: Experiment, seed: number, ranker: Ranker): Tested {
  const random = seededRandom(seed);
  const order = Int32Array.from({ length: experiment.x.rows }, (_, i) => i);
  for (let i = order.length - 1; i > 0; i -= 1) {
    const other = random.int(i + 1);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  const cut = Math.floor(TRAINED_SHARE * order.length);
  const rows = order.subarray(cut);
  const test = rowsOf(experiment, rows);
  const { scores, learner } = ranker(rowsOf(experiment, order.subarray(0, cut)), test);
  return { rows, ranking: ranked({ scores, treated: test.treated, outcome: test.outcome }), learner };
}

function rowsOf({ x, treated, outcome, kind }: Experiment, rows: Int32Array): Experiment {
  const picked = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => values[row]!);
  const columns = x.columns.map(picked);
  return { x: { rows: rows.length, columns }, treated: picked(treated), outcome: picked(outcome), kind };
}

export const meanQini = (splits: readonly Tested[], counts?: Int32Array): number =>
  meanOf(splits.map(({ ranking, rows }) => qiniOf(ranking, counts && rows.map((row) => counts[row]!)).coefficient));

export const meanUplift = (splits: readonly Tested[], share: number): number =>
  meanOf(splits.map(({ ranking }) => upliftAt(ranking.ranking, share)));

/** Draws customers of the whole experiment anew, each with its place in every split: the splits overlap and are not independent. */
export const qiniOfSplits = (splits: readonly Tested[], customers: number, draws: number): Interval =>
  bootstrapInterval(customers, (counts) => meanQini(splits, counts), { draws });

export const byUplift =
  (learners?: readonly Learner[]): Ranker =>
  (train, test) => {
    const fitted = fitUplift(train, { learners });
    if (!fitted.ok) throw new Error(fitted.refusal.code);
    return { scores: fitted.value.model(test.x).effect, learner: nameOf(fitted.value.learner) };
  };

/** The trap: those likeliest to act are offered first, whether or not the offer changes anything. */
export const byChance =
  (learner: Learner): Ranker =>
  (train, test) => {
    const fitted = fitUplift(train, { learners: [learner] });
    if (!fitted.ok) throw new Error(fitted.refusal.code);
    const { effect, without } = fitted.value.model(test.x);
    return { scores: effect.map((gain, i) => gain + without[i]!), learner: 'chance' };
  };

export const byLot =
  (seed: number): Ranker =>
  (_, test) => {
    const random = seededRandom(1000 + seed);
    return { scores: Float64Array.from({ length: test.x.rows }, () => random.next()), learner: 'lot' };
  };

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
