import { assert, DAY_MS } from '@shuke/kernel';

/** A business day as a whole number of days since 1970-01-01, so that gaps are subtractions. */
export type DayNumber = number;

/** Reads `YYYY-MM-DD`. A day that does not exist is a bug: the edge has checked it. */
export function dayNumber(day: string): DayNumber {
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  assert(Number.isSafeInteger(number), 'a business day is a real date');
  return number;
}

export const dayText = (day: DayNumber): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The calendar month of a day, counted from January 1970. */
export function monthNumber(day: DayNumber): number {
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The first day of a month counted from January 1970. */
export const monthStart = (month: number): DayNumber => Date.UTC(1970, month, 1) / DAY_MS;

/** The month as `YYYY-MM`. */
export const monthText = (month: number): string => dayText(monthStart(month)).slice(0, 7);
