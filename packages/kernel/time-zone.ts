import { DAY_MS, HOUR_MS } from './clock.ts';

/** True for an IANA name that this runtime knows, such as Asia/Shanghai. */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

// Offsets change only at whole quarter hours, so one look-up serves each quarter. The cache is bounded:
// 100,000 quarters are three years of one zone.
const QUARTER_MS = HOUR_MS / 4;
const MAX_CACHED = 100_000;
const offsets = new Map<string, Map<number, number>>();

/** How far the zone's wall clock is ahead of UTC at an instant, in milliseconds. Throws RangeError for an unknown zone. */
export function zoneOffsetMs(instantMs: number, zone: string): number {
  let cache = offsets.get(zone);
  if (!cache) offsets.set(zone, (cache = new Map()));
  const quarter = Math.floor(instantMs / QUARTER_MS);
  const known = cache.get(quarter);
  if (known !== undefined) return known;
  const offset = computeOffset(quarter * QUARTER_MS, zone);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(quarter, offset);
  return offset;
}

function computeOffset(instantMs: number, zone: string): number {
  const part: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of formatterOf(zone).formatToParts(instantMs)) {
    if (type === 'era') beforeChrist = value === 'BC';
    else part[type] = Number(value);
  }
  const year = beforeChrist ? 1 - part.year! : part.year!;
  return Date.UTC(year, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - instantMs;
}

/**
 * The instant at which a zone's wall clock shows `wallMs` (the wall time read as if it were UTC). Where the clock
 * was put back and shows the time twice, the first; where it skipped the time, the instant as far after the gap.
 */
export function wallToInstantMs(wallMs: number, zone: string): number {
  const early = wallMs - zoneOffsetMs(wallMs - DAY_MS, zone);
  if (early + zoneOffsetMs(early, zone) === wallMs) return early;
  const late = wallMs - zoneOffsetMs(wallMs + DAY_MS, zone);
  if (late + zoneOffsetMs(late, zone) === wallMs) return late;
  return early;
}

/** What the zone's wall clock shows at an instant, as milliseconds that read like UTC. */
export const instantToWallMs = (instantMs: number, zone: string): number => instantMs + zoneOffsetMs(instantMs, zone);

/**
 * The store's business day of an instant as YYYY-MM-DD: a day that starts at `dayStartMinute` after midnight, so
 * that a bar's 1 a.m. still belongs to the evening before.
 */
export function businessDay(instantMs: number, zone: string, dayStartMinute = 0): string {
  return new Date(instantToWallMs(instantMs, zone) - dayStartMinute * 60_000).toISOString().slice(0, 10);
}
