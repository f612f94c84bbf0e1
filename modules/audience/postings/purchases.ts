import { dayNumber, type Span } from '../rule/days.ts';
import type { AtHome, Bought, Edge, Purchases, Range, Sequence } from '../rule/question.ts';
import { isByLine } from '../sql/purchases.ts';
import { add, bitsOf, has, type Bits } from './bits.ts';
import type { Postings } from './postings.ts';
import { scan, type Batch } from './scan.ts';

/** Who bought so often, so much, for so much. */
export function boughtIn(postings: Postings, asked: Bought): Bits {
  const { orders, days, unitsMilli, amountMinor } = asked;
  if (!orders && !days && !unitsMilli && !amountMinor) return whoIn(postings, asked.of, asked.span);
  const size = postings.size;
  const byOrder = orders && { counts: new Int32Array(size), range: orders };
  const byDay = days && { counts: new Int32Array(size), range: days };
  const byUnits = unitsMilli && { counts: new Float64Array(size), range: unitsMilli };
  const byAmount = amountMinor && { counts: new Float64Array(size), range: amountMinor };
  const seen = byOrder && (unitsMilli || isByLine(asked.of)) ? bitsOf(postings.orders.person.length) : null;
  const lastDay = byDay ? new Int32Array(size).fill(-1) : null;
  const buyers = bitsOf(size);
  for (const batch of scan(postings, asked.of, { span: asked.span, needsLines: unitsMilli !== undefined })) {
    mark(batch, buyers);
    if (byOrder) countOrders(batch, byOrder.counts, seen);
    if (byDay && lastDay) countDays(batch, byDay.counts, lastDay);
    if (byUnits) sumUp(batch, batch.rows.quantityMilli!, byUnits.counts);
    if (byAmount) sumUp(batch, batch.rows.amountMinor, byAmount.counts);
  }
  for (const measure of [byOrder, byDay, byUnits, byAmount]) if (measure) keepInRange(buyers, measure);
  return buyers;
}

/** Who has any such purchase. */
function whoIn(postings: Postings, of: Purchases, span: Span): Bits {
  const buyers = bitsOf(postings.size);
  for (const batch of scan(postings, of, { span })) mark(batch, buyers);
  return buyers;
}

function mark({ rows: { person }, at, size }: Batch, bits: Bits): void {
  for (let i = 0; i < size; i += 1) {
    const one = person[at[i]!]!;
    bits[one >>> 5]! |= 1 << (one & 31);
  }
}

/** Of lines each order once; orders are rows of their own. */
function countOrders({ rows: { person, order }, at, size }: Batch, counts: Int32Array, seen: Bits | null): void {
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    if (seen && order) {
      const no = order[row]!;
      if (has(seen, no)) continue;
      add(seen, no);
    }
    counts[person[row]!]! += 1;
  }
}

function countDays({ rows: { person }, day, at, size }: Batch, counts: Int32Array, lastDay: Int32Array): void {
  for (let i = 0; i < size; i += 1) {
    const one = person[at[i]!]!;
    if (lastDay[one] === day) continue;
    lastDay[one] = day;
    counts[one]! += 1;
  }
}

// Sums of whole numbers below 2^53 are exact in any order.
function sumUp({ rows: { person }, at, size }: Batch, values: Int32Array, sums: Float64Array): void {
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    sums[person[row]!]! += values[row]!;
  }
}

interface Measure {
  readonly counts: Int32Array | Float64Array;
  readonly range: Range;
}

function keepInRange(buyers: Bits, { counts, range: { least = -Infinity, most = Infinity } }: Measure): void {
  for (let word = 0; word < buyers.length; word += 1) {
    let kept = buyers[word]!;
    for (let rest = kept; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest;
      const count = counts[word * 32 + 31 - Math.clz32(bit)]!;
      if (count < least || count > most) kept &= ~bit;
    }
    buyers[word] = kept;
  }
}

/** Whose first or last such purchase lies in the span: who bought in it, and not before or not after. */
export function edgeIn(postings: Postings, { is, of, span, asOf }: Edge): Bits {
  const inside = whoIn(postings, of, { from: span.from, to: span.to < asOf ? span.to : asOf });
  const other = is === 'first' ? beforeOf(span) : afterOf(span, asOf);
  if (other === null) return inside;
  const outside = bitsOf(postings.size);
  for (const batch of scan(postings, of, { span: other })) mark(batch, outside);
  for (let i = 0; i < inside.length; i += 1) inside[i]! &= ~outside[i]!;
  return inside;
}

const DAY_MS = 86_400_000;
const shifted = (day: string, by: number): string =>
  new Date((dayNumber(day) + by) * DAY_MS).toISOString().slice(0, 10);

const beforeOf = ({ from }: Span): Span | null => (from === null ? null : { from: null, to: shifted(from, -1) });
const afterOf = ({ to }: Span, asOf: string): Span | null => (to >= asOf ? null : { from: shifted(to, 1), to: asOf });

/** Who bought the one and, on a later day within so many days, the other. */
export function sequenceIn(postings: Postings, { first, next, withinDays, span }: Sequence): Bits {
  const found = bitsOf(postings.size);
  const lastFirst = new Int32Array(postings.size).fill(-1 - withinDays);
  const firsts = scan(postings, first, { span });
  let ahead = firsts.next();
  for (const batch of scan(postings, next, { span })) {
    // Of an earlier day, for the other comes on a later one.
    while (!ahead.done && ahead.value.day < batch.day) {
      remember(ahead.value, lastFirst);
      ahead = firsts.next();
    }
    markFollowing(batch, { lastFirst, withinDays, found });
  }
  return found;
}

function remember({ rows: { person }, day, at, size }: Batch, last: Int32Array): void {
  for (let i = 0; i < size; i += 1) last[person[at[i]!]!] = day;
}

interface Following {
  readonly lastFirst: Int32Array;
  readonly withinDays: number;
  readonly found: Bits;
}

function markFollowing({ rows: { person }, day, at, size }: Batch, { lastFirst, withinDays, found }: Following): void {
  for (let i = 0; i < size; i += 1) {
    const one = person[at[i]!]!;
    if (lastFirst[one]! >= day - withinDays) add(found, one);
  }
}

/** Whose home is such a store; null for the usual store of an earlier day, which is left to SQL. */
export function atHomeIn(postings: Postings, { which, storeIds, asOf }: AtHome): Bits | null {
  const isNow = dayNumber(asOf) >= postings.firstDay + postings.days - 1;
  if (which === 'usual' && !isNow) return null;
  const homes = isNow ? postings.homes[which] : lastStores(postings, asOf);
  const wanted = postings.storeIds.map((id) => storeIds.includes(id));
  const found = bitsOf(postings.size);
  for (let one = 0; one < homes.length; one += 1) if (wanted[homes[one]!]) add(found, one);
  return found;
}

function lastStores(postings: Postings, asOf: string): Int32Array {
  const last = new Int32Array(postings.size).fill(-1);
  for (const { rows, at, size } of scan(postings, { kept: false }, { span: { from: null, to: asOf } })) {
    for (let i = 0; i < size; i += 1) last[rows.person[at[i]!]!] = rows.store[at[i]!]!;
  }
  return last;
}
