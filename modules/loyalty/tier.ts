import { must } from '@shuke/kernel';
import { addDays, addMonths } from './calendar.ts';
import type { Programme, Tier } from './programme.ts';

/** Where a customer stands, as it is stored. Without a tier, or in one that the programme no longer has, it is the lowest. */
export interface Standing {
  readonly tierId: string | null;
  /** The day on which the tier was reached; null for the one that everybody has. */
  readonly since: string | null;
  /** From this day on the tier may fall. */
  readonly reviewOn: string | null;
}

export const NEW_STANDING: Standing = { tierId: null, since: null, reviewOn: null };

/** The tier of a standing; null where the programme has none. */
export function tierOf({ tiers }: Pick<Programme, 'tiers'>, { tierId }: Pick<Standing, 'tierId'>): Tier | null {
  return tiers.find((tier) => tier.tierId === tierId) ?? tiers[0] ?? null;
}

/** Points that a customer earned within the last so many months. */
export type EarnedWithin = (months: number) => number;

/** The highest tier whose threshold was reached within its window. */
const earnedTier = (tiers: readonly Tier[], earned: EarnedWithin): Tier =>
  must(
    tiers.findLast((tier) => tier.threshold <= Math.max(0, earned(tier.windowMonths))),
    'the lowest tier needs nothing',
  );

export interface Judgement {
  readonly standing: Standing;
  /** Null where the tier stays and only the day of its review moves. */
  readonly change: { readonly to: Tier; readonly why: 'upgrade' | 'downgrade' } | null;
}

interface Facts {
  readonly standing: Standing;
  readonly earned: EarnedWithin;
  readonly day: string;
}

/** What becomes of a standing on a day: it rises at once, and falls by the programme's policy. Null where nothing changes. */
export function judgeTier(programme: Programme, { standing, earned, day }: Facts): Judgement | null {
  const current = tierOf(programme, standing);
  if (current === null) return null;
  const reached = earnedTier(programme.tiers, earned);
  if (reached.rank > current.rank) return moved(programme, { to: reached, why: 'upgrade', day });
  // What cannot fall needs no review; a tier that the programme no longer has may have left one.
  if (current.rank === programme.tiers[0]?.rank) {
    return standing.reviewOn === null ? null : { standing: { ...standing, reviewOn: null }, change: null };
  }
  if (standing.reviewOn !== null && day < standing.reviewOn) return null;
  if (reached.rank < current.rank) {
    return moved(programme, { to: fallTo(programme, current, reached), why: 'downgrade', day });
  }
  return { standing: { ...standing, reviewOn: nextReview(programme, day) }, change: null };
}

function fallTo({ tiers, downgrade }: Programme, current: Tier, reached: Tier): Tier {
  if (downgrade.policy !== 'one_step') return reached;
  return must(
    tiers.findLast((tier) => tier.rank < current.rank),
    'a tier that falls has one below it',
  );
}

function moved(
  programme: Programme,
  { to, why, day }: { to: Tier; why: 'upgrade' | 'downgrade'; day: string },
): Judgement {
  const isLowest = to.rank === programme.tiers[0]?.rank;
  const reviewOn = isLowest ? null : nextReview(programme, day);
  return { standing: { tierId: to.tierId, since: day, reviewOn }, change: { to, why } };
}

const nextReview = ({ downgrade: { policy, reviewMonths } }: Programme, day: string): string =>
  policy === 'to_earned' ? addDays(day, 1) : addMonths(day, reviewMonths);

/** The different windows over which a programme counts, in months. */
export const windowsOf = ({ tiers }: Programme): number[] => [
  ...new Set(tiers.filter(({ threshold }) => threshold > 0).map(({ windowMonths }) => windowMonths)),
];

/** The tier above and how many points are missing to it; null in the highest. */
export function progressOf(
  { tiers }: Programme,
  tier: Tier,
  earned: EarnedWithin,
): { readonly next: Tier; readonly missing: number } | null {
  const next = tiers.find(({ rank }) => rank > tier.rank);
  return next ? { next, missing: Math.max(0, next.threshold - Math.max(0, earned(next.windowMonths))) } : null;
}

/** What is known of a member beyond the tier; what is not known meets no condition. */
export interface MemberFacts {
  readonly channel: string | null;
  readonly newcomer: boolean | null;
  readonly shareBps: number | null;
}

/** The keys of what a member of a tier is entitled to. */
export const rightsOf = (tier: Tier, { channel, newcomer, shareBps }: MemberFacts): string[] =>
  tier.rights
    .filter((right) => right.channels === undefined || (channel !== null && right.channels.includes(channel)))
    .filter((right) => right.newcomer === undefined || right.newcomer === newcomer)
    .filter((right) => right.minShareBps === undefined || (shareBps !== null && shareBps >= right.minShareBps))
    .map(({ key }) => key);
