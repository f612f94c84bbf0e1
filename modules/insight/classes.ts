import type { ActivityClass, LoyaltyClass, ValueClass } from '@shuke/contract';
import type { Standing } from './history.ts';
import { bestCount, bestFirst } from './ranking.ts';
import { merchantGapDays } from './rhythm.ts';

/** From so many visit days on, two gaps, a customer is measured by the own rhythm. */
export const OWN_RHYTHM_VISIT_DAYS = 3;
/** What a merchant is measured by where nobody has come twice yet. */
export const FALLBACK_GAP_DAYS = 30;
// A week holds every weekday once: below it, a closed Sunday would make the daily guests look as if they stayed away.
const LEAST_GAP_DAYS = 7;

/** The classes end at so many gaps of absence, inclusive; beyond the last a customer is lost. */
const ACTIVE_GAPS = 2;
const COOLING_GAPS = 3;
const SLEEPING_GAPS = 6;

const REGULAR = { visitDays: 4, spanDays: 28 };
const DEVOTED = { visitDays: 10, spanDays: 90 };

export interface Yardstick {
  readonly gapDays: number;
  readonly isOwn: boolean;
}

/** The gap that a customer's absence is measured by. */
export function yardstickOf(
  { visitDays, medianGapDays }: Pick<Standing, 'visitDays' | 'medianGapDays'>,
  merchantGap: number | null,
): Yardstick {
  if (visitDays >= OWN_RHYTHM_VISIT_DAYS && medianGapDays !== null) return { gapDays: medianGapDays, isOwn: true };
  return { gapDays: merchantGap ?? FALLBACK_GAP_DAYS, isOwn: false };
}

/** How present a customer is, in gaps since the last visit. New: came on one day, and it is not yet time to worry. */
export function activityOf(
  { visitDays, recencyDays }: Pick<Standing, 'visitDays' | 'recencyDays'>,
  yardstick: Yardstick,
): ActivityClass {
  const gap = Math.max(LEAST_GAP_DAYS, yardstick.gapDays);
  if (recencyDays <= ACTIVE_GAPS * gap) return visitDays === 1 ? 'new' : 'active';
  if (recencyDays <= COOLING_GAPS * gap) return 'cooling';
  return recencyDays <= SLEEPING_GAPS * gap ? 'sleeping' : 'lost';
}

/** What a customer has shown by coming back: visit days, and the days from the first to the last of them. */
export function loyaltyOf({
  visitDays,
  firstDay,
  lastDay,
}: Pick<Standing, 'visitDays' | 'firstDay' | 'lastDay'>): LoyaltyClass {
  const reaches = (least: typeof REGULAR): boolean =>
    visitDays >= least.visitDays && lastDay - firstDay >= least.spanDays;
  if (visitDays === 1) return 'new';
  if (reaches(DEVOTED)) return 'devoted';
  return reaches(REGULAR) ? 'regular' : 'occasional';
}

/** The value classes by rank of the year's spend: a fifth on top, middle to the half, low; none without spend. */
export function valuesOf(standings: readonly Standing[]): Map<string, ValueClass> {
  const ranked = standings
    .filter((one) => one.yearMinor > 0)
    .map(({ customerId, yearMinor, visitDays, lastDay }) => ({
      customerId,
      visitDays,
      lastDay,
      spendMinor: yearMinor,
    }))
    .sort(bestFirst);
  const top = bestCount(ranked.length);
  const half = Math.ceil(ranked.length / 2);
  return new Map(
    ranked.map(({ customerId }, i) => [customerId, i < top ? 'top' : i < half ? 'middle' : 'low'] as const),
  );
}

/** A standing with its classes. */
export interface Classified extends Standing {
  readonly yardstick: Yardstick;
  readonly activity: ActivityClass;
  readonly loyalty: LoyaltyClass;
  readonly value: ValueClass;
}

export interface Classes {
  /** Null where nobody has come on two days. */
  readonly merchantGapDays: number | null;
  readonly customers: readonly Classified[];
}

/** Classifies every customer of a merchant as of one day, in the order given. */
export function classify(standings: readonly Standing[]): Classes {
  const merchantGap = merchantGapDays(standings.map((one) => one.medianGapDays));
  const values = valuesOf(standings);
  const customers = standings.map((standing) => {
    const yardstick = yardstickOf(standing, merchantGap);
    return {
      ...standing,
      yardstick,
      activity: activityOf(standing, yardstick),
      loyalty: loyaltyOf(standing),
      value: values.get(standing.customerId) ?? 'none',
    };
  });
  return { merchantGapDays: merchantGap, customers };
}
