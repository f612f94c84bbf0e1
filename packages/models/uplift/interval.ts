import { seededRandom } from '@shuke/kernel';
import { qiniOf, ranked, type Ranking } from './qini.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface DrawOptions {
  /** How often customers are drawn anew; 400 unless told. */
  readonly draws?: number;
  readonly seed?: number;
  /** How often the interval should hold the truth; .95 unless told. */
  readonly level?: number;
}

/**
 * The percentile interval of a figure under drawing customers anew with replacement (Efron 1979). `figure` gets how often each customer
 * was drawn. It tells how far chance in who was tested moves the figure, not what learning from other customers would change.
 */
export function bootstrapInterval(
  customers: number,
  figure: (counts: Int32Array) => number,
  { draws = 400, seed = 1, level = 0.95 }: DrawOptions = {},
): Interval {
  const random = seededRandom(seed);
  const figures = Float64Array.from({ length: draws }, () => {
    const counts = new Int32Array(customers);
    for (let i = 0; i < customers; i += 1) counts[random.int(customers)]! += 1;
    return figure(counts);
  }).sort();
  const at = (share: number): number => figures[Math.min(draws - 1, Math.floor(share * draws))]!;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

/** The interval of a ranking's Qini coefficient, with the ranking held as it is. */
export function qiniInterval(ranking: Ranking, options: DrawOptions = {}): Interval {
  const sorted = ranked(ranking);
  return bootstrapInterval(ranking.scores.length, (counts) => qiniOf(sorted, counts).coefficient, options);
}
