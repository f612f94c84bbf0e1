import type { Purchases } from '../rule/question.ts';
import type { Span } from '../rule/days.ts';
import type { Bits } from './bits.ts';
import { daysIn, type Days } from './days-in.ts';
import { rangesOf } from './goods.ts';
import { maskOf, numbersMask, weekdayMask } from './masks.ts';
import type { Postings } from './postings.ts';

/** Lines that fit: their rows stand in `at`, so many of them, until the next are asked for. */
export interface Batch {
  readonly at: Int32Array;
  readonly size: number;
}

export interface Scanned {
  readonly span: Span;
  /** Whose purchases alone are looked at, where not everybody's. */
  readonly among: Bits | null;
}

// What is selected of so many rows stays in the nearest cache until it is used.
const ROWS = 4096;

/** Walks over the lines of the goods that are meant, and over nothing else. */
export function* scan(postings: Postings, of: Purchases, { span, among }: Scanned): Generator<Batch> {
  const days = daysIn(postings, span);
  if (days.to < days.from) return;
  const steps = stepsOf(postings, of, among);
  const at = new Int32Array(ROWS);
  for (const [start, rangeEnd] of rangesOf(postings, of)) {
    for (let first = start; first < rangeEnd; first += ROWS) {
      let size = ofDays(postings.lines.day, { first, end: Math.min(rangeEnd, first + ROWS), ...days }, at);
      for (const step of steps) size = step(at, size);
      if (size > 0) yield { at, size };
    }
  }
}

/** Writes the rows of some days, and answers how many. Without a branch in it, for which rows fit is as good as random. */
function ofDays(day: Uint16Array, { first, end, from, to }: Days & { first: number; end: number }, at: Int32Array) {
  const width = to - from;
  let size = 0;
  for (let row = first; row < end; row += 1) {
    at[size] = row;
    size += (day[row]! - from) >>> 0 <= width ? 1 : 0;
  }
  return size;
}

/** Keeps of some rows those that fit, in their place, and answers how many. */
type Step = (at: Int32Array, size: number) => number;

function stepsOf(postings: Postings, of: Purchases, among: Bits | null): Step[] {
  const { lines, firstDay, days, names } = postings;
  return [
    ...(of.weekdays ? [masked(lines.day, weekdayMask(days, { firstDay, weekdays: of.weekdays }))] : []),
    ...(of.storeIds ? [masked(lines.store, maskOf(names.storeIds, of.storeIds))] : []),
    ...(of.sources ? [masked(lines.source, maskOf(names.orderSources, of.sources))] : []),
    ...(of.hours ? [masked(lines.hour, numbersMask(24, of.hours))] : []),
    ...(among ? [(at: Int32Array, size: number) => keepAmong(at, size, { person: lines.person, among })] : []),
    ...(of.kept ? [(at: Int32Array, size: number) => keepHeld(at, size, lines.gone)] : []),
  ];
}

const masked =
  (column: Uint8Array | Uint16Array, mask: Uint8Array): Step =>
  (at, size) => {
    let kept = 0;
    for (let i = 0; i < size; i += 1) {
      const row = at[i]!;
      at[kept] = row;
      kept += mask[column[row]!]!;
    }
    return kept;
  };

function keepAmong(at: Int32Array, size: number, { person, among }: { person: Int32Array; among: Bits }): number {
  let kept = 0;
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    const one = person[row]!;
    at[kept] = row;
    kept += (among[one >>> 5]! >>> (one & 31)) & 1;
  }
  return kept;
}

function keepHeld(at: Int32Array, size: number, gone: Bits): number {
  let kept = 0;
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    at[kept] = row;
    kept += 1 - ((gone[row >>> 5]! >>> (row & 31)) & 1);
  }
  return kept;
}
