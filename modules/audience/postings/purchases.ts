import { dayNumber, dayPlus, type Span } from '../rule/days.ts';
import type { AtHome, Bought, Edge, Purchases, Range } from '../rule/question.ts';
import { isByLine } from '../sql/purchases.ts';
import type { Asked } from './asked.ts';
import { add, bitsOf, countOf, has, takeAway, type Bits } from './bits.ts';
import { homesUpTo } from './homes.ts';
import { maskOf } from './masks.ts';
import type { Postings } from './postings.ts';
import { daysIn, scan, type Batch } from './scan.ts';

/** Who bought so often, so much, for so much. */
export function boughtIn({ postings, among }: Asked, asked: Bought): Bits {
  const { of, span, orders, days, unitsMilli, amountMinor } = asked;
  if (!orders && !days && !unitsMilli && !amountMinor) return whoIn({ postings, among }, of, span);
  const { size } = postings;
  const byLine = isByLine(of) || !canAskOrders(postings, asked);
  const byOrder = orders && { ...counts(postings, byLine), range: orders };
  const byDay = days && { ...counts(postings, true), range: days };
  const byUnits = unitsMilli && { counts: new Float64Array(size), range: unitsMilli };
  const byAmount = amountMinor && { counts: new Float64Array(size), range: amountMinor };
  const buyers = bitsOf(size);
  for (const batch of scan(postings, of, { span, byLine, among })) {
    mark(batch, buyers);
    if (byOrder) countOrders(batch, byOrder);
    if (byDay) countDays(batch, byDay, postings.orders.opens);
    if (byUnits) sumUp(batch, batch.rows.quantityMilli, byUnits.counts);
    if (byAmount) sumUp(batch, batch.rows.amountMinor, byAmount.counts);
  }
  for (const measure of [byOrder, byDay, byUnits, byAmount]) if (measure) keepInRange(buyers, measure);
  return buyers;
}

/** Units are those of lines, and so are the amounts beside them. An order knows the units of its lines, and not what they came to. */
const canAskOrders = ({ isEachOrderOfLines }: Postings, { unitsMilli, amountMinor }: Bought): boolean =>
  unitsMilli === undefined || (isEachOrderOfLines && amountMinor === undefined);

interface Counts {
  readonly counts: Int32Array;
  /** The orders that were counted; none where each stands there once. */
  readonly seen: Bits;
}

const counts = ({ size, orders }: Postings, canRepeat: boolean): Counts => ({
  counts: new Int32Array(size),
  seen: bitsOf(canRepeat ? orders.person.length : 0),
});

/** Who has any such purchase. */
function whoIn({ postings, among }: Asked, of: Purchases, span: Span): Bits {
  const buyers = bitsOf(postings.size);
  const { from, to } = daysIn(postings, span);
  if (from === 0 && isAny(of)) return boughtUpTo(postings, to);
  for (const batch of scan(postings, of, { span, byLine: isByLine(of), among })) mark(batch, buyers);
  return buyers;
}

const isAny = (of: Purchases): boolean => !isByLine(of) && !of.storeIds && !of.sources && !of.hours && !of.weekdays;

/** Who had bought anything by a day: that is when they bought first. */
function boughtUpTo({ firstBought, size }: Postings, day: number): Bits {
  const buyers = bitsOf(size);
  for (let one = 0; one < size; one += 1) buyers[one >>> 5]! |= Number(firstBought[one]! <= day) << (one & 31);
  return buyers;
}

function mark({ rows: { person }, at, size }: Batch, bits: Bits): void {
  for (let i = 0; i < size; i += 1) {
    const one = person[at[i]!]!;
    bits[one >>> 5]! |= 1 << (one & 31);
  }
}

/** Of lines each order once; orders are rows of their own. */
function countOrders({ rows: { person, order }, at, size }: Batch, { counts: sums, seen }: Counts): void {
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    if (order) {
      const no = order[row]!;
      if (has(seen, no)) continue;
      add(seen, no);
    }
    sums[person[row]!]! += 1;
  }
}

/** Each day once: the order with which a person's day opens stands for it. */
function countDays({ rows: { person, order }, at, size }: Batch, { counts: sums, seen }: Counts, opens: Bits): void {
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    let first = order ? order[row]! : row;
    while (!has(opens, first)) first -= 1;
    if (has(seen, first)) continue;
    add(seen, first);
    sums[person[row]!]! += 1;
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
export function edgeIn({ postings, among }: Asked, { is, of, span, asOf }: Edge): Bits {
  const inside = whoIn({ postings, among }, of, { from: span.from, to: span.to < asOf ? span.to : asOf });
  const other = is === 'first' ? beforeOf(span) : afterOf(span, asOf);
  if (other === null || countOf(inside) === 0) return inside;
  return takeAway(inside, whoIn({ postings, among: inside }, of, other));
}

const beforeOf = ({ from }: Span): Span | null => (from === null ? null : { from: null, to: dayPlus(from, -1) });
const afterOf = ({ to }: Span, asOf: string): Span | null => (to >= asOf ? null : { from: dayPlus(to, 1), to: asOf });

/** Whose home is such a store. */
export function atHomeIn({ postings }: Asked, { which, storeIds, asOf }: AtHome): Bits {
  const isNow = dayNumber(asOf) >= postings.firstDay + postings.days - 1;
  const upTo = { lastDay: daysIn(postings, { from: null, to: asOf }).to, stores: postings.storeIds.length };
  const homes = isNow ? postings.homes[which] : homesUpTo(postings.orders, which, upTo);
  const wanted = maskOf([...postings.storeIds, 'none'], storeIds);
  const none = postings.storeIds.length;
  const found = bitsOf(postings.size);
  for (let one = 0; one < homes.length; one += 1) {
    const store = homes[one]!;
    found[one >>> 5]! |= wanted[store < 0 ? none : store]! << (one & 31);
  }
  return found;
}
