import { businessDay, DAY_MS, MINUTE_MS, wallToInstantMs } from '@shuke/kernel';
import { ALL_DAYS, type Lot } from '@shuke/ledger';
import type { Validity } from './programme.ts';

// Days are text YYYY-MM-DD of the merchant's calendar: they sort as they follow each other.

const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayAt(msOf(day) + days * DAY_MS);

/** The same day of another month, or the last of that month where it has no such day: one month after 31 January is 28 February. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)));
}

/** The first day of the month after that of a day. */
export const nextMonth = (day: string): string => addMonths(`${day.slice(0, 8)}01`, 1);

/** The first day on which units that are earned on a day can no longer be spent. */
export function endOf(validity: Validity, day: string): string {
  if (validity.kind === 'never_ends') return ALL_DAYS.until;
  if (validity.kind === 'days') return addDays(day, validity.days);
  const end = addMonths(day, validity.months);
  return validity.toMonthEnd ? nextMonth(end) : end;
}

/**
 * The lot of units that are earned on a day. Units that do not pend have no first day, so that all that end together are one
 * row of the ledger, however many days they were earned on.
 */
export const lotOf = (validity: Validity, day: string, pendingDays = 0): Lot => ({
  from: pendingDays === 0 ? ALL_DAYS.from : addDays(day, pendingDays),
  until: endOf(validity, day),
});

/** What a merchant's calendar is made of. */
export interface Calendar {
  readonly timeZone: string;
  readonly dayStartMinute: number;
}

/** The merchant's business day of an instant. */
export const dayOf = ({ timeZone, dayStartMinute }: Calendar, at: Date): string =>
  businessDay(at.getTime(), timeZone, dayStartMinute);

/** The instant at which a business day begins. */
export const startOf = ({ timeZone, dayStartMinute }: Calendar, day: string): Date =>
  new Date(wallToInstantMs(msOf(day) + dayStartMinute * MINUTE_MS, timeZone));
