/** A ranking of customers of a randomised experiment, with what happened to each. */
export interface Ranking {
  /** Offered first where highest; equal ones at once. */
  readonly scores: ArrayLike<number>;
  readonly treated: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
}

/** Where a curve bends: after so many customers, what the offers brought in all, in the unit of the outcome. */
export interface CurvePoint {
  readonly customers: number;
  readonly gain: number;
}

export interface Qini {
  readonly curve: readonly CurvePoint[];
  /** The area between the curve and the line of a random order, a customer squared. */
  readonly area: number;
  /** That area as a share of the one of the best order that hindsight could choose; 0 at random, 1 at best. */
  readonly coefficient: number;
}

/**
 * Qini (Radcliffe 2007), as scikit-uplift's `qini_auc_score` normalises it. After the best k customers, the gain is Yt − Yc·Nt/Nc of those
 * k (0 while none of them is a control), taken where the score changes and joined by lines. The coefficient is (A − R)/(P − R): A the
 * area of this curve by trapezoids, R that of the line to its end, P that of the same curve with
 * customers ordered by y·t − y·(1 − t): everyone who answered the offer first, and last everyone who acted without one.
 * `weights` count each customer so often. NaN where no order differs from another.
 */
export function qini(ranking: Ranking, weights?: ArrayLike<number>): Qini {
  return qiniOf(ranked(ranking), weights);
}

/** A ranking sorted once, to be weighed many times. */
export interface Ranked {
  readonly ranking: Ranking;
  readonly order: Int32Array;
  readonly bestOrder: Int32Array;
  readonly best: Float64Array;
}

export function ranked(ranking: Ranking): Ranked {
  const { scores, treated, outcome } = ranking;
  const best = Float64Array.from(outcome, (value, i) => (treated[i] === 1 ? value : -value));
  return { ranking, order: descending(scores), bestOrder: descending(best), best };
}

export function qiniOf({ ranking, order, bestOrder, best }: Ranked, weights?: ArrayLike<number>): Qini {
  const curve = curveOf({ ranking, order, by: ranking.scores, weights });
  const { customers, gain } = curve.at(-1)!;
  const random = (customers * gain) / 2;
  const area = areaUnder(curve) - random;
  const most = areaUnder(curveOf({ ranking, order: bestOrder, by: best, weights })) - random;
  return { curve, area: area / customers ** 2, coefficient: most === 0 ? NaN : area / most };
}

/** The effect of the offer, a customer, among the ⌊share·n⌋ who are ranked highest: mean of the offered less mean of the others. */
export function upliftAt({ scores, treated, outcome }: Ranking, share: number): number {
  const sums = [0, 0];
  const counts = [0, 0];
  for (const row of descending(scores).subarray(0, Math.floor(share * scores.length))) {
    sums[treated[row]!]! += outcome[row]!;
    counts[treated[row]!]! += 1;
  }
  return sums[1]! / counts[1]! - sums[0]! / counts[0]!;
}

function descending(values: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
}

interface Ordered {
  readonly ranking: Ranking;
  readonly order: Int32Array;
  readonly by: ArrayLike<number>;
  readonly weights?: ArrayLike<number>;
}

function curveOf({ ranking: { treated, outcome }, order, by, weights }: Ordered): CurvePoint[] {
  const points: CurvePoint[] = [{ customers: 0, gain: 0 }];
  let [offered, others, answered, acted] = [0, 0, 0, 0];
  for (let i = 0; i < order.length; i += 1) {
    const row = order[i]!;
    const weight = weights ? weights[row]! : 1;
    if (treated[row] === 1) {
      offered += weight;
      answered += weight * outcome[row]!;
    } else {
      others += weight;
      acted += weight * outcome[row]!;
    }
    if (i + 1 < order.length && by[order[i + 1]!] === by[row]) continue;
    points.push({ customers: offered + others, gain: others === 0 ? answered : answered - (acted * offered) / others });
  }
  return points;
}

function areaUnder(curve: readonly CurvePoint[]): number {
  let area = 0;
  for (let i = 1; i < curve.length; i += 1) {
    const [from, to] = [curve[i - 1]!, curve[i]!];
    area += ((to.customers - from.customers) * (from.gain + to.gain)) / 2;
  }
  return area;
}
