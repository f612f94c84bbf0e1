import { HOUR_MS } from '@shuke/kernel';
import { Unreadable } from './unknown.ts';

// The providers of China write their wall clock, which has been eight hours ahead all year round since 1992.
const AHEAD_MS = 8 * HOUR_MS;

const wall = (at: Date): string => new Date(at.getTime() + AHEAD_MS).toISOString().slice(0, 19);

/** `2026-11-27T14:05:00+08:00` */
export const shanghaiIso = (at: Date): string => `${wall(at)}+08:00`;

/** `2026-11-27 14:05:00` */
export const shanghaiSpaced = (at: Date): string => wall(at).replace('T', ' ');

/** `20261127140500` */
export const shanghaiDigits = (at: Date): string => wall(at).replaceAll(/\D/g, '');

const WALL = /^(\d{4})-?(\d\d)-?(\d\d)[ T]?(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** Reads a time in any of these ways; without an offset it is Shanghai's. */
export function instantOf(text: string, field: string): Date {
  const [, year, month, day, hour, minute, second, offset = '+08:00'] = WALL.exec(text.trim()) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  if (Number.isNaN(at.getTime())) throw new Unreadable(field);
  return at;
}

/** From ten o'clock of the next day on there is a bill of a day. */
const READY_AFTER_MS = 34 * HOUR_MS;

/** True once the bill of a day must be there if there is one: a provider has none of a day on which nothing happened. */
export const isBillDue = (day: string, now: Date): boolean =>
  now.getTime() >= instantOf(`${day} 00:00:00`, 'day').getTime() + READY_AFTER_MS;
