import { dayNumber } from '../rule/days.ts';
import type { HistoryRow } from './features-store.ts';

/** Somebody with how likely a purchase is; the likeliest stands first. */
export interface Ranked {
  readonly personId: string;
  readonly score: number;
}

/** What a history says on a day, as numbers; NaN where there is nothing to count. Ratios are of a person's own gap. */
export function featuresOf(row: HistoryRow, asOf: string): number[] {
  const today = dayNumber(asOf);
  const since = (day: number | null): number => (day === null ? Number.NaN : today - day);
  const gap = row.days > 1 ? (row.last_day - row.first_day) / (row.days - 1) : Number.NaN;
  const ownGap =
    row.own_days > 1 && row.own_last !== null && row.own_first !== null
      ? (row.own_last - row.own_first) / (row.own_days - 1)
      : Number.NaN;
  return [
    row.days,
    since(row.last_day),
    since(row.first_day),
    gap,
    since(row.last_day) / gap,
    row.lines / row.days,
    row.amount_minor / row.days,
    row.own_days,
    since(row.own_last),
    row.own_days / row.days,
    ownGap,
    since(row.own_last) / ownGap,
    row.near_days,
    since(row.near_last),
    row.related_days,
    since(row.related_last),
  ].map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

export const FEATURES = 16;

/** The list that everybody would make: who bought it most often, then most recently. */
export function naiveRanking(rows: readonly HistoryRow[]): Ranked[] {
  const most = maxOwn(rows);
  return rows
    .toSorted(
      (a, b) =>
        b.own_days - a.own_days ||
        (b.own_last ?? -1) - (a.own_last ?? -1) ||
        b.last_day - a.last_day ||
        (a.person_id < b.person_id ? -1 : 1),
    )
    .map((row) => ({ personId: row.person_id, score: row.own_days / (most + 1) }));
}

const maxOwn = (rows: readonly HistoryRow[]): number => rows.reduce((most, row) => Math.max(most, row.own_days), 0);

export interface Hits {
  readonly named: number;
  readonly buyers: number;
  /** Of those named, who bought. */
  readonly precision: number;
}

/** How many of the first so many bought. */
export function hitsOf(ranked: readonly Ranked[], buyers: ReadonlySet<string>, top: number): Hits {
  const named = ranked.slice(0, top);
  const hits = named.filter(({ personId }) => buyers.has(personId)).length;
  return { named: named.length, buyers: hits, precision: named.length === 0 ? 0 : hits / named.length };
}
