import type { Purchases } from '../rule/question.ts';
import type { Span } from '../rule/days.ts';
import { dayNumber } from '../rule/days.ts';
import { countOf, numbersIn, type Bits } from './bits.ts';
import { rangesOf } from './goods.ts';
import { maskOf, numbersMask, weekdayMask } from './masks.ts';
import type { OrderRows, Postings, Rows } from './postings.ts';

/** Rows that fit: their numbers stand in `at`, so many of them, until the next are asked for. */
export interface Batch {
  readonly rows: Rows;
  readonly at: Int32Array;
  readonly size: number;
}

export interface Scanned {
  readonly span: Span;
  /** Whether lines are walked over, or orders. */
  readonly byLine: boolean;
  /** Whose purchases alone are looked at, where not everybody's. */
  readonly among: Bits | null;
}

// What is selected of so many rows stays in the nearest cache until it is used.
const ROWS = 4096;
/** Where at most one in so many people is looked at, their orders are gone to one by one. */
const FEW = 16;
/** And where the days have at most one in so many orders: those of all other days are passed more quickly than these are gone to. */
const FEW_ORDERS = 40;

/** Walks over the purchases that are meant: the orders, or the lines of the goods and nothing else. */
export function* scan(postings: Postings, of: Purchases, scanned: Scanned): Generator<Batch> {
  const rows: Rows = scanned.byLine ? postings.lines : postings.orders;
  const steps = stepsOf(postings, of, scanned);
  for (const batch of piecesOf(postings, of, scanned)) {
    let { size } = batch;
    for (const step of steps) size = step(batch.at, size);
    if (size > 0) yield { rows, at: batch.at, size };
  }
}

/** The days of a span, counted from the first one. */
export function daysIn({ firstDay, days }: Postings, { from, to }: Span): { from: number; to: number } {
  return {
    from: from === null ? 0 : Math.max(0, dayNumber(from) - firstDay),
    to: Math.min(days - 1, dayNumber(to) - firstDay),
  };
}

type Piece = Pick<Batch, 'at' | 'size'>;

/** The rows of the span, some thousands at a time. */
function* piecesOf(postings: Postings, of: Purchases, { span, byLine, among }: Scanned): Generator<Piece> {
  const days = daysIn(postings, span);
  if (days.to < days.from) return;
  const { orders, lines } = postings;
  if (byLine) {
    for (const range of rangesOf(postings, of)) yield* rowsInRange(lines.day, range, days);
    return;
  }
  if (among && countOf(among) * FEW < postings.size) yield* ordersOfFew(orders, among, days);
  else if ((orders.dayStarts[days.to + 1]! - orders.dayStarts[days.from]!) * FEW_ORDERS < orders.day.length)
    yield* ordersOfDays(orders, days);
  else yield* rowsInRange(orders.day, [0, orders.day.length], days);
}

function* rowsInRange(day: Uint16Array, [start, end]: readonly [number, number], days: Days): Generator<Piece> {
  const at = new Int32Array(ROWS);
  for (let first = start; first < end; first += ROWS) {
    yield { at, size: ofDays(day, { first, end: Math.min(end, first + ROWS), ...days }, at) };
  }
}

function* ordersOfDays({ byDay, dayStarts }: OrderRows, { from, to }: Days): Generator<Piece> {
  const end = dayStarts[to + 1]!;
  // A copy, for what is walked over is written to.
  for (let first = dayStarts[from]!; first < end; first += ROWS) {
    const at = byDay.slice(first, Math.min(end, first + ROWS));
    yield { at, size: at.length };
  }
}

interface Days {
  readonly from: number;
  readonly to: number;
}

function* ordersOfFew({ starts, day }: OrderRows, among: Bits, { from, to }: Days): Generator<Piece> {
  let at = new Int32Array(ROWS);
  let size = 0;
  for (const one of numbersIn(among)) {
    const [start, end] = [starts[one]!, starts[one + 1]!];
    if (size + end - start > at.length) {
      yield { at, size };
      size = 0;
      if (end - start > at.length) at = new Int32Array(end - start);
    }
    for (let row = start; row < end; row += 1) {
      at[size] = row;
      if (day[row]! >= from && day[row]! <= to) size += 1;
    }
  }
  yield { at, size };
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

function stepsOf(postings: Postings, of: Purchases, { byLine, among }: Scanned): Step[] {
  const { orders, lines, firstDay, days } = postings;
  const order = byLine ? lines.order : null;
  const { person } = byLine ? lines : orders;
  const ofOrder = (column: Uint8Array | Uint16Array, mask: Uint8Array): Step =>
    order
      ? (at, size) => keepMasked(at, size, { row: order, column, mask })
      : (at, size) => keepMasked(at, size, { row: null, column, mask });
  return [
    ...(among ? [(at: Int32Array, size: number) => keepAmong(at, size, { person, among })] : []),
    ...(of.kept && byLine ? [(at: Int32Array, size: number) => keepHeld(at, size, lines.gone)] : []),
    ...(of.storeIds ? [ofOrder(orders.store, maskOf(postings.storeIds, of.storeIds))] : []),
    ...(of.sources ? [ofOrder(orders.source, maskOf(postings.orderSources, of.sources))] : []),
    ...(of.hours ? [ofOrder(orders.hour, numbersMask(24, of.hours))] : []),
    ...(of.weekdays ? [ofOrder(orders.day, weekdayMask(days, { firstDay, weekdays: of.weekdays }))] : []),
  ];
}

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

interface Masked {
  /** The order of each row, where a row is not an order itself. */
  readonly row: Int32Array | null;
  readonly column: Uint8Array | Uint16Array;
  readonly mask: Uint8Array;
}

function keepMasked(at: Int32Array, size: number, { row: orderOf, column, mask }: Masked): number {
  let kept = 0;
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    at[kept] = row;
    kept += mask[column[orderOf === null ? row : orderOf[row]!]!]!;
  }
  return kept;
}
