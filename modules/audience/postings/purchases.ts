import { dayPlus, type Span } from '../rule/days.ts';
import { isByLine, type AtHome, type Bought, type Edge, type Purchases } from '../rule/question.ts';
import type { Asked } from './asked.ts';
import { bitsOf, isEmpty, takeAway, type Bits } from './bits.ts';
import { isNow } from './cost.ts';
import { daysIn, type Days } from './days-in.ts';
import { homesUpTo } from './homes.ts';
import { maskOf } from './masks.ts';
import { measuresOf } from './measures.ts';
import type { LineRows, Postings } from './postings.ts';
import { scan, type Batch } from './scan.ts';
import { tally } from './tally.ts';

/** Who bought so often, so much, for so much. */
export function boughtIn({ postings, among }: Asked, bought: Bought): Bits {
  const { of, span } = bought;
  const { orders, days, unitsMilli, amountMinor } = bought;
  if (!orders && !days && !unitsMilli && !amountMinor) return whoIn({ postings, among }, of, span);
  if (!isByLine(of) && canAskOrders(postings, bought)) return tally({ postings, among }, bought);
  const measures = measuresOf(postings, bought);
  const buyers = bitsOf(postings.size);
  for (const batch of scan(postings, of, { span, among })) {
    mark(postings.lines, batch, buyers);
    for (const { add } of measures) add(batch);
  }
  for (const { keep } of measures) keep(buyers);
  return buyers;
}

/** Units are those of lines, and so are the amounts beside them. An order knows the units of its lines, and not what they came to. */
const canAskOrders = ({ isEachOrderOfLines }: Postings, { unitsMilli, amountMinor }: Bought): boolean =>
  unitsMilli === undefined || (isEachOrderOfLines && amountMinor === undefined);

/** Who has any such purchase. */
function whoIn({ postings, among }: Asked, of: Purchases, span: Span): Bits {
  const { firstBought, lastBought, size, days } = postings;
  const { from, to } = daysIn(postings, span);
  // Who had bought anything by a day, or has since one: that is when they bought first, and last.
  if (isAny(of) && from === 0) return bitsWhere(size, firstBought, { from: 0, to });
  if (isAny(of) && to === days - 1) return bitsWhere(size, lastBought, { from, to });
  if (!isByLine(of)) return tally({ postings, among }, { of, span });
  const buyers = bitsOf(size);
  for (const batch of scan(postings, of, { span, among })) mark(postings.lines, batch, buyers);
  return buyers;
}

const isAny = (of: Purchases): boolean => !isByLine(of) && !of.storeIds && !of.sources && !of.hours && !of.weekdays;

/** The people whose day lies between two; nobody's day is NEVER. */
function bitsWhere(size: number, day: Uint16Array, { from, to }: Days): Bits {
  const found = bitsOf(size);
  for (let one = 0; one < size; one += 1) {
    found[one >>> 5]! |= (Number(day[one]! >= from) & Number(day[one]! <= to)) << (one & 31);
  }
  return found;
}

function mark({ person }: LineRows, { at, size }: Batch, bits: Bits): void {
  for (let i = 0; i < size; i += 1) {
    const one = person[at[i]!]!;
    bits[one >>> 5]! |= 1 << (one & 31);
  }
}

/** Whose first or last such purchase lies in the span: who bought in it, and not before or not after. */
export function edgeIn({ postings, among }: Asked, { is, of, span, asOf }: Edge): Bits {
  const { size, firstBought, lastBought } = postings;
  const asked = { postings, among };
  const until = span.to < asOf ? span.to : asOf;
  const days = daysIn(postings, { from: span.from, to: until });
  if (isAny(of) && is === 'first') return bitsWhere(size, firstBought, days);
  if (isAny(of) && isNow(postings, asOf)) return bitsWhere(size, lastBought, days);
  const within = is === 'first' ? { from: null, to: until } : { from: span.from, to: asOf };
  if (isByLine(of)) return edgeByLine(asked, of, { ...days, within });
  const inside = whoIn(asked, of, { from: span.from, to: until });
  const other = is === 'first' ? beforeOf(span) : afterOf(span, asOf);
  if (other === null || isEmpty(inside)) return inside;
  return takeAway(inside, whoIn({ postings, among: inside }, of, other));
}

const beforeOf = ({ from }: Span): Span | null => (from === null ? null : { from: null, to: dayPlus(from, -1) });
const afterOf = ({ to }: Span, asOf: string): Span | null => (to >= asOf ? null : { from: dayPlus(to, 1), to: asOf });

/** Who has such a line on some days, and of a longer time on no others. */
function edgeByLine(
  { postings, among }: Asked,
  of: Purchases,
  { from, to, within }: Days & { readonly within: Span },
): Bits {
  const { lines, size } = postings;
  const [inside, outside] = [bitsOf(size), bitsOf(size)];
  for (const { at, size: count } of scan(postings, of, { span: within, among })) {
    for (let i = 0; i < count; i += 1) {
      const one = lines.person[at[i]!]!;
      const day = lines.day[at[i]!]!;
      const isInside = Number(day >= from) & Number(day <= to);
      inside[one >>> 5]! |= isInside << (one & 31);
      outside[one >>> 5]! |= (1 - isInside) << (one & 31);
    }
  }
  return takeAway(inside, outside);
}

/** Whose home is such a store. */
export function atHomeIn({ postings, among }: Asked, { which, storeIds, asOf }: AtHome): Bits {
  const upTo = { lastDay: daysIn(postings, { from: null, to: asOf }).to, stores: postings.names.storeIds.length };
  const homes = isNow(postings, asOf) ? postings.homes[which] : homesUpTo(postings.orders, which, { ...upTo, among });
  const wanted = maskOf([...postings.names.storeIds, 'none'], storeIds);
  const none = postings.names.storeIds.length;
  const found = bitsOf(postings.size);
  for (let one = 0; one < homes.length; one += 1) {
    const store = homes[one]!;
    found[one >>> 5]! |= wanted[store < 0 ? none : store]! << (one & 31);
  }
  return found;
}
