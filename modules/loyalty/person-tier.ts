import { must } from '@shuke/kernel';
import { addMonths } from './calendar.ts';
import { NO_PROGRAMME, type Programme, type Tier } from './programme.ts';
import { judgeTier, NEW_STANDING, tierOf, type EarnedWithin, type Standing } from './tier.ts';

// The tier of a person with several customers is kept nowhere as a history of its own. It follows from what all of them
// earned, as if one had earned it, so that whoever joins or leaves the circle changes it as if they had always, or never, been there.

/** A version of the programme and the day on which it was set. */
export interface Era {
  readonly from: string;
  readonly programme: Programme;
}

export interface EarnedOn {
  readonly day: string;
  readonly amount: number;
}

/** What a person earned, by ascending day, under versions by ascending day, up to a day. */
export interface Earnings {
  readonly eras: readonly Era[];
  readonly earned: readonly EarnedOn[];
  readonly day: string;
}

export interface TierStep {
  readonly day: string;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly why: 'upgrade' | 'downgrade';
  readonly earned: number;
}

export interface TierHistory {
  readonly standing: Standing;
  readonly steps: readonly TierStep[];
}

/** Where the earnings lead, and every step there: judged after each earning, at each review and when the terms change. */
export function tierHistory({ eras, earned, day }: Earnings): TierHistory {
  const within = sumsOf(earned);
  const steps: TierStep[] = [];
  let standing = NEW_STANDING;
  const judge = (on: string, upTo: number): boolean => {
    const programme = eras.findLast(({ from }) => from <= on)?.programme ?? NO_PROGRAMME;
    const facts = { standing, earned: within(on, upTo), day: on };
    const judgement = judgeTier(programme, facts);
    if (judgement?.change)
      steps.push(stepOf(programme, { from: standing, on, earned: facts.earned, ...judgement.change }));
    standing = judgement?.standing ?? standing;
    return judgement !== null;
  };
  const review = (until: string, upTo: number): void => {
    while (standing.reviewOn !== null && standing.reviewOn <= until && judge(standing.reviewOn, upTo));
  };
  for (const moment of momentsOf({ eras, earned, day })) {
    review(moment.day, moment.before);
    judge(moment.day, moment.upTo);
  }
  review(day, earned.length);
  return { standing, steps };
}

interface Moment {
  readonly day: string;
  /** How many earnings there were before it, and with it. */
  readonly before: number;
  readonly upTo: number;
}

/** Nothing happens on other days but reviews, so what was on a day does not change with the day on which one asks. */
function momentsOf({ eras, earned, day }: Earnings): Moment[] {
  const earnings = earned.map((one, i) => ({ day: one.day, before: i, upTo: i + 1 }));
  const changes = eras
    .filter(({ from }) => from <= day)
    .map(({ from }) => ({ day: from, before: firstFrom(earned, from), upTo: firstFrom(earned, from) }));
  return [...earnings, ...changes].toSorted(byDay);
}

const byDay = (a: Moment, b: Moment): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.upTo - b.upTo);

/** The sums within any window, from the sums up to each earning. */
function sumsOf(earned: readonly EarnedOn[]): (on: string, upTo: number) => EarnedWithin {
  const sums = [0];
  for (const { amount } of earned) sums.push(must(sums.at(-1), 'it begins with 0') + amount);
  return (on, upTo) => (months) => sums[upTo]! - sums[Math.min(upTo, firstFrom(earned, addMonths(on, -months)))]!;
}

/** The place of the first earning on a day or later, by halving. */
function firstFrom(earned: readonly EarnedOn[], day: string): number {
  let [low, high] = [0, earned.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (earned[middle]!.day < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Change {
  readonly from: Standing;
  readonly on: string;
  readonly earned: EarnedWithin;
  readonly to: Tier;
  readonly why: 'upgrade' | 'downgrade';
}

const stepOf = (programme: Programme, { from, on, earned, to, why }: Change): TierStep => ({
  day: on,
  fromTier: tierOf(programme, from)?.tierId ?? null,
  toTier: to.tierId,
  why,
  earned: earned(to.windowMonths),
});

/** The highest of some standings; of equals the first. */
export function bestStanding(programme: Pick<Programme, 'tiers'>, standings: readonly Standing[]): Standing {
  const rank = (standing: Standing): number => tierOf(programme, standing)?.rank ?? -1;
  return standings.reduce((best, one) => (rank(one) > rank(best) ? one : best), standings[0] ?? NEW_STANDING);
}
