import type { Span } from '../rule/days.ts';
import type { Purchases, Sequence } from '../rule/question.ts';
import { isByLine } from '../sql/purchases.ts';
import type { Asked } from './asked.ts';
import { add, bitsOf, has, numbersIn, type Bits } from './bits.ts';
import { rowsIn } from './cost.ts';
import type { OrderRows, Postings } from './postings.ts';
import { scan } from './scan.ts';

/** Who bought the one and, on a later day within so many days, the other. Whichever is rarer is looked for first. */
export function sequenceIn({ postings, among }: Asked, { first, next, withinDays, span }: Sequence): Bits {
  const isFirstRarer = rowsIn(postings, first) <= rowsIn(postings, next);
  const rarer = ordersIn({ postings, among }, isFirstRarer ? first : next, span);
  const other = ordersIn({ postings, among: buyersOf(rarer, postings) }, isFirstRarer ? next : first, span);
  const [firsts, nexts] = isFirstRarer ? [rarer, other] : [other, rarer];
  const found = bitsOf(postings.size);
  follow(postings.orders, { firsts, nexts, withinDays }, found);
  return found;
}

/** The orders with such a purchase. */
function ordersIn({ postings, among }: Asked, of: Purchases, span: Span): Bits {
  const found = bitsOf(postings.orders.person.length);
  for (const { rows, at, size } of scan(postings, of, { span, byLine: isByLine(of), among })) {
    for (let i = 0; i < size; i += 1) add(found, rows.order ? rows.order[at[i]!]! : at[i]!);
  }
  return found;
}

/** Whose orders they are. */
function buyersOf(orders: Bits, { size, orders: { person } }: Postings): Bits {
  const buyers = bitsOf(size);
  for (const order of numbersIn(orders)) add(buyers, person[order]!);
  return buyers;
}

interface Steps {
  readonly firsts: Bits;
  readonly nexts: Bits;
  readonly withinDays: number;
}

/** Walks over the orders of both kinds, which stand person by person in the order of their days. */
function follow({ person, day }: OrderRows, { firsts, nexts, withinDays }: Steps, found: Bits): void {
  let one = -1;
  let today = -1;
  // The last day with the one, and the last such day before today.
  let latest = -Infinity;
  let before = -Infinity;
  for (let word = 0; word < firsts.length; word += 1) {
    for (let rest = firsts[word]! | nexts[word]!; rest !== 0; rest &= rest - 1) {
      const order = word * 32 + 31 - Math.clz32(rest & -rest);
      if (person[order] !== one) {
        one = person[order]!;
        latest = -Infinity;
        today = -1;
      }
      if (day[order] !== today) {
        today = day[order]!;
        before = latest;
      }
      if (has(firsts, order)) latest = today;
      if (before >= today - withinDays && has(nexts, order)) add(found, one);
    }
  }
}
