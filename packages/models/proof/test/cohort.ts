import { seededRandom, type Random } from '@shuke/kernel';

/** A cohort of simulated customers whose spending grows day by day. What they are is hidden from what is tested. */
export interface Cohort {
  readonly treated: number;
  readonly control: number;
  readonly days: number;
  /** How a customer's visits are spread: at random, or regular with little deviation. */
  readonly visits: 'random' | 'regular';
  /** How much more a treated customer spends at each visit, as a share. */
  readonly effect: number;
}

export interface Grown {
  /** By day, then by customer: net sales since day 0. The treated stand first. */
  readonly totals: readonly Float64Array[];
  readonly before: Float64Array;
  /** By day: the true effect on a customer's total, in expectation over what treated customers do. */
  readonly truth: readonly number[];
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

// Heavy buyers come often and stay so; tickets are log-normal with a long tail, as in a real shop.
export function grow(seed: number, cohort: Cohort): Grown {
  const random = seededRandom(seed);
  const size = cohort.treated + cohort.control;
  const totals = Array.from({ length: cohort.days }, () => new Float64Array(size));
  const before = new Float64Array(size);
  const added = new Float64Array(cohort.days);
  for (let i = 0; i < size; i += 1) {
    const gap = 10 * Math.exp(0.5 * normal(random));
    const ticket = Math.exp(3 + 0.4 * normal(random));
    const spend = (): number => ticket * Math.exp(0.5 * normal(random));
    const next = (): number =>
      cohort.visits === 'random' ? -Math.log(1 - random.next()) * gap : Math.max(0.5, gap * (1 + 0.2 * normal(random)));
    let at = -90 + random.next() * gap;
    for (; at < 0; at += next()) before[i] = before[i]! + spend();
    for (; at < cohort.days; at += next()) {
      const sale = spend();
      const extra = i < cohort.treated ? sale * cohort.effect : 0;
      const day = Math.floor(at);
      totals[day]![i] = totals[day]![i]! + sale + extra;
      added[day] = added[day]! + extra;
    }
  }
  return { totals: cumulative(totals), before, truth: cumulativeSum(added).map((sum) => sum / cohort.treated) };
}

function cumulative(days: readonly Float64Array[]): Float64Array[] {
  const sums: Float64Array[] = [];
  for (const day of days) {
    const earlier = sums.at(-1);
    sums.push(earlier ? day.map((value, i) => value + earlier[i]!) : day);
  }
  return sums;
}

function cumulativeSum(values: Float64Array): number[] {
  let sum = 0;
  return Array.from(values, (value) => (sum += value));
}
