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

/** What a customer has shown by a day. */
export interface Shown {
  readonly visitDays: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly recencyDays: number;
  /** Null below two visit days. */
  readonly medianGapDays: number | null;
}

export interface Yardstick {
  readonly gapDays: number;
  readonly isOwn: boolean;
}

/** The gap that a customer's absence is measured by. */
export function yardstickOf(
  { visitDays, medianGapDays }: Pick<Shown, 'visitDays' | 'medianGapDays'>,
  merchantGap: number | null,
): Yardstick {
  if (visitDays >= OWN_RHYTHM_VISIT_DAYS && medianGapDays !== null) return { gapDays: medianGapDays, isOwn: true };
  return { gapDays: merchantGap ?? FALLBACK_GAP_DAYS, isOwn: false };
}

/** The places of the classes among ACTIVITY_CLASSES: new, active, cooling, sleeping, lost. */
export type ActivityPlace = 0 | 1 | 2 | 3 | 4;
/** Among LOYALTY_CLASSES: new, occasional, regular, devoted. */
export type LoyaltyPlace = 0 | 1 | 2 | 3;

/** How present a customer is, in gaps since the last visit. New: came on one day, and it is not yet time to worry. */
export function activityOf(
  { visitDays, recencyDays }: Pick<Shown, 'visitDays' | 'recencyDays'>,
  gapDays: number,
): ActivityPlace {
  const gap = Math.max(LEAST_GAP_DAYS, gapDays);
  if (recencyDays <= ACTIVE_GAPS * gap) return visitDays === 1 ? 0 : 1;
  if (recencyDays <= COOLING_GAPS * gap) return 2;
  return recencyDays <= SLEEPING_GAPS * gap ? 3 : 4;
}

/** What a customer has shown by coming back: visit days, and the days from the first to the last of them. */
export function loyaltyOf({
  visitDays,
  firstDay,
  lastDay,
}: Pick<Shown, 'visitDays' | 'firstDay' | 'lastDay'>): LoyaltyPlace {
  const reaches = (least: typeof REGULAR): boolean =>
    visitDays >= least.visitDays && lastDay - firstDay >= least.spanDays;
  if (visitDays === 1) return 0;
  if (reaches(DEVOTED)) return 3;
  return reaches(REGULAR) ? 2 : 1;
}
