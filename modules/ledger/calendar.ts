import { businessDay, DAY_MS, HOUR_MS, refuse, ok, wallToInstantMs, type Refusal, type Result } from '@shuke/kernel';

/** How a merchant counts days: the zone of its clock, and how long after midnight its day begins. */
export interface DayCount {
  readonly timeZone: string;
  readonly dayStartMinute: number;
}

/** Business days, both included, and the instants that they last: from `since` until before `until`. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly since: Date;
  readonly until: Date;
}

const MAX_DAYS = 3_660;
const EARLIEST = '1970-01-02';
const LATEST = '2999-12-31';
const DEFAULT_DAYS = 30;

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The instant at which a day of the merchant's begins. */
const startOf = (day: string, { timeZone, dayStartMinute }: DayCount): Date =>
  new Date(wallToInstantMs(Date.parse(`${day}T00:00:00Z`) + dayStartMinute * 60_000, timeZone));

/** The period of a report: what was asked for, else the 30 days that end today. Refuses what is turned round or too long. */
export function periodOf(
  asked: { readonly from?: string; readonly to?: string },
  { now, count }: { now: Date; count: DayCount },
): Result<Period, Refusal<'period_invalid'>> {
  const to = asked.to ?? businessDay(now.getTime(), count.timeZone, count.dayStartMinute);
  if (to < EARLIEST || to > LATEST) return refuse('period_invalid', { maxDays: MAX_DAYS });
  const from = asked.from ?? addDays(to, 1 - DEFAULT_DAYS);
  const isWrong = from > to || from < EARLIEST || addDays(from, MAX_DAYS) <= to;
  if (isWrong) return refuse('period_invalid', { maxDays: MAX_DAYS });
  return ok({ from, to, since: startOf(from, count), until: startOf(addDays(to, 1), count) });
}

/**
 * The day that is still under way where the calendar is last (UTC−12): a lot that ended on it or before can be spent nowhere
 * on earth. Lots may be posted as expired late, but never while a store somewhere still takes them.
 */
export const lastDayOnEarth = (now: Date): string => utcDay(new Date(now.getTime() - 12 * HOUR_MS));

export const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

/** The instant at which a day of UTC is over. */
export const utcDayEnd = (day: string): Date => new Date(`${addDays(day, 1)}T00:00:00Z`);

// A transaction carries the instant of its beginning and commits later; what began a whole day ago has long committed.
const MARGIN_DAYS = 2;

/** The newest day of UTC to which nothing more can be added. */
export const lastSettledDay = (now: Date): string => addDays(utcDay(now), -MARGIN_DAYS);
