import { assert, DAY_MS } from '@shuke/kernel';

/** Days are counted since 1970-01-01 inside the street and written YYYY-MM-DD outside. */
export function dayNumber(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  assert(/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(ms), `a day is written YYYY-MM-DD, not ${day}`);
  return ms / DAY_MS;
}

export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

export const isWeekend = (day: number): boolean => weekday(day) === 0 || weekday(day) === 6;

/** Shanghai's wall clock has stood at +08:00 all year round since 1991. */
export const OFFSET = '+08:00';

/** RFC 3339 with the offset, of a second of a day. */
export const instantText = (day: number, second: number): string =>
  `${new Date(day * DAY_MS + second * 1000).toISOString().slice(0, 19)}${OFFSET}`;
