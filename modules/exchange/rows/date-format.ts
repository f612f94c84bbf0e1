import { DAY_MS, HOUR_MS, MINUTE_MS } from '@shuke/kernel';

/** A date and time as a file writes it. */
export interface Moment {
  /** Wall time read as if it were UTC, or the instant itself where the text says its offset. */
  readonly ms: number;
  readonly isInstant: boolean;
  /** False for a date alone. */
  readonly hasTime: boolean;
}

/** Reads a text, or answers null for what is no such date. */
export type DateReader = (text: string) => Moment | null;

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half' | 'offset';

const TOKENS: readonly (readonly [token: string, part: Part, pattern: string])[] = [
  ['YYYY', 'year', String.raw`\d{4}`],
  ['MM', 'month', String.raw`\d{1,2}`],
  ['DD', 'day', String.raw`\d{1,2}`],
  ['HH', 'hour', String.raw`\d{1,2}`],
  ['mm', 'minute', String.raw`\d{2}`],
  ['ss', 'second', String.raw`\d{2}(?:[.,]\d{1,9})?`],
  ['A', 'half', '[AaPp][Mm]|上午|下午'],
  ['Z', 'offset', String.raw`[Zz]|[+-]\d{2}:?\d{2}`],
];
const COMPACT: Readonly<Record<string, string>> = {
  month: String.raw`\d{2}`,
  day: String.raw`\d{2}`,
  hour: String.raw`\d{2}`,
};

const ISO = 'YYYY-MM-DD[THH:mm[:ss][Z]]';
const UNIX = /^\d{9,11}$/;
const UNIX_MS = /^\d{12,14}$/;
// A format comes from outside and becomes a pattern: what is optional in it is limited, or a row could take seconds.
const MAX_OPTIONAL = 6;
const MAX_DATE_CHARS = 64;

/**
 * Makes a reader for a format of YYYY, MM, DD, HH, mm, ss, A (AM or PM) and Z (an offset), with [ ] around what may be
 * missing; or `iso`, `unix`, `unix_ms`. Null for a format that lacks a year, a month or a day.
 */
export function dateReader(format: string): DateReader | null {
  if (format === 'unix') return (text) => (UNIX.test(text) ? instant(Number(text) * 1000) : null);
  if (format === 'unix_ms') return (text) => (UNIX_MS.test(text) ? instant(Number(text)) : null);
  const compiled = compile(format === 'iso' ? ISO : format);
  if (!compiled) return null;
  const { pattern, parts } = compiled;
  return (text) => {
    if (text.length > MAX_DATE_CHARS) return null;
    const match = pattern.exec(/\s/.test(text) ? text.replaceAll(/\s+/g, ' ') : text);
    return match ? momentOf(parts, match) : null;
  };
}

const instant = (ms: number): Moment => ({ ms, isInstant: true, hasTime: true });

function compile(format: string): { pattern: RegExp; parts: Part[] } | null {
  const parts: Part[] = [];
  // Where the parts touch, as in YYYYMMDD, each has its full width; else 3 and 03 are the same month.
  const isCompact = /YYYY(MM|DD)|MMDD|DDMM|DDYYYY|MMYYYY|HHmm/.test(format);
  let source = '';
  let depth = 0;
  if (format.split('[').length - 1 > MAX_OPTIONAL) return null;
  for (let at = 0; at < format.length;) {
    const token = TOKENS.find(([name]) => format.startsWith(name, at));
    if (token) {
      const [name, part, pattern] = token;
      if (parts.includes(part)) return null;
      parts.push(part);
      source += `(${isCompact ? (COMPACT[part] ?? pattern) : pattern})`;
      at += name.length;
      continue;
    }
    const char = format[at]!;
    if (char === '[') depth += 1;
    if (char === ']') depth -= 1;
    if (depth < 0) return null;
    source += char === '[' ? '(?:' : char === ']' ? ')?' : literal(char);
    at += 1;
  }
  const isWhole = ['year', 'month', 'day'].every((part) => parts.includes(part as Part));
  return isWhole && depth === 0 ? { pattern: new RegExp(`^${source}$`), parts } : null;
}

/** The T of ISO 8601 may be a space, as databases write it. */
function literal(char: string): string {
  if (char === 'T') return '[T ]';
  return char.replaceAll(/[.*+?^${}()|\\]/g, String.raw`\$&`);
}

function momentOf(parts: readonly Part[], match: RegExpExecArray): Moment | null {
  const text = (part: Part): string | undefined => (parts.includes(part) ? match[parts.indexOf(part) + 1] : undefined);
  const [year, month, day] = [Number(text('year')), Number(text('month')), Number(text('day'))];
  const hour = hourOf(text('hour'), text('half'));
  const minute = Number(text('minute') ?? 0);
  const second = Number((text('second') ?? '0').replace(',', '.'));
  const date = Date.UTC(year, month - 1, day);
  const isDate = month >= 1 && month <= 12 && new Date(date).getUTCDate() === day && day >= 1;
  if (!isDate || hour > 23 || minute > 59 || second >= 60) return null;
  const ms = date + hour * HOUR_MS + minute * MINUTE_MS + Math.floor(second * 1000);
  const offset = text('offset');
  const hasTime = text('hour') !== undefined;
  return { ms: ms - offsetMs(offset), isInstant: offset !== undefined, hasTime };
}

/** The hour of the day, or 99 for what is none: 12 AM is 0, 12 PM is 12. */
function hourOf(text: string | undefined, half: string | undefined): number {
  const hour = Number(text ?? 0);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 99;
  const isAfternoon = /^p/i.test(half) || half === '下午';
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z' || offset === 'z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/** Days between a wall time and 1970-01-01. */
export const dayNumber = (wallMs: number): number => Math.floor(wallMs / DAY_MS);

/** A day number as YYYY-MM-DD. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
