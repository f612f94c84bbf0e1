import { isByLine, type Purchases, type Sequence } from '../rule/question.ts';
import type { Asked } from './asked.ts';
import { add, bitsOf, has, isEmpty, numbersIn, type Bits } from './bits.ts';
import { rowsIn } from './cost.ts';
import { daysIn, type Days } from './days-in.ts';
import { fits, orderFitOf } from './order-fit.ts';
import type { OrderRows, Postings } from './postings.ts';
import { scan } from './scan.ts';

/**
 * Who bought the one and, on a later day within so many days, the other. Of the rarer one the orders are looked for, and of the other
 * only whether it is in an order near enough to those: most are not, whoever bought it.
 */
export function sequenceIn({ postings, among }: Asked, { first, next, withinDays, span }: Sequence): Bits {
  const isFirstRarer = rowsIn(postings, first) <= rowsIn(postings, next);
  const [rarer, other] = isFirstRarer ? [first, next] : [next, first];
  const days = daysIn(postings, span);
  const rare = ordersIn({ postings, among }, rarer, { span, days });
  const near = postings.scratch.bits('near', postings.orders.person.length);
  if (isFirstRarer) reachForward(postings.orders, { rare, withinDays, days }, near);
  else reachBack(postings.orders, { rare, withinDays, days }, near);
  return isEmpty(near) ? bitsOf(postings.size) : buyersOf(postings, other, { span, near });
}

type Spanned = Pick<Sequence, 'span'>;

/** The orders with such a purchase. */
function ordersIn({ postings, among }: Asked, of: Purchases, { span, days }: Spanned & { readonly days: Days }): Bits {
  const { orders, lines } = postings;
  const found = postings.scratch.bits('rare', orders.person.length);
  if (isByLine(of)) {
    for (const { at, size } of scan(postings, of, { span, among })) {
      for (let i = 0; i < size; i += 1) add(found, lines.order[at[i]!]!);
    }
    return found;
  }
  const fit = orderFitOf(postings, of);
  const isMeant = (at: number): boolean =>
    orders.day[at]! >= days.from && orders.day[at]! <= days.to && (fit === null || fits(orders, at, fit));
  if (among === null) {
    for (let at = 0; at < orders.day.length; at += 1) if (isMeant(at)) add(found, at);
    return found;
  }
  for (const one of numbersIn(among)) {
    for (let at = orders.starts[one]!; at < orders.starts[one + 1]!; at += 1) if (isMeant(at)) add(found, at);
  }
  return found;
}

interface Reach {
  readonly rare: Bits;
  readonly withinDays: number;
  readonly days: Days;
}

/** The orders of later days that are near enough to some. Orders stand person by person in the order of their days. */
function reachForward({ person, day }: OrderRows, { rare, withinDays, days }: Reach, near: Bits): void {
  for (let word = 0; word < rare.length; word += 1) {
    for (let rest = rare[word]!; rest !== 0; rest &= rest - 1) {
      const order = word * 32 + 31 - Math.clz32(rest & -rest);
      const one = person[order]!;
      const today = day[order]!;
      const last = Math.min(days.to, today + withinDays);
      for (let at = order + 1; person[at] === one && day[at]! <= last; at += 1) if (day[at]! > today) add(near, at);
    }
  }
}

/** The orders of earlier days. */
function reachBack({ person, day }: OrderRows, { rare, withinDays, days }: Reach, near: Bits): void {
  for (let word = 0; word < rare.length; word += 1) {
    for (let rest = rare[word]!; rest !== 0; rest &= rest - 1) {
      const order = word * 32 + 31 - Math.clz32(rest & -rest);
      const one = person[order]!;
      const today = day[order]!;
      const first = Math.max(days.from, today - withinDays);
      for (let at = order - 1; person[at] === one && day[at]! >= first; at -= 1) if (day[at]! < today) add(near, at);
    }
  }
}

/** Whose orders of some have such a purchase. */
function buyersOf(postings: Postings, of: Purchases, { span, near }: Spanned & { readonly near: Bits }): Bits {
  const { orders, lines, size } = postings;
  const buyers = bitsOf(size);
  if (isByLine(of)) {
    for (const { at, size: count } of scan(postings, of, { span, among: null })) {
      for (let i = 0; i < count; i += 1) {
        const row = at[i]!;
        const one = lines.person[row]!;
        buyers[one >>> 5]! |= Number(has(near, lines.order[row]!)) << (one & 31);
      }
    }
    return buyers;
  }
  const fit = orderFitOf(postings, of);
  for (let word = 0; word < near.length; word += 1) {
    for (let rest = near[word]!; rest !== 0; rest &= rest - 1) {
      const order = word * 32 + 31 - Math.clz32(rest & -rest);
      if (fit === null || fits(orders, order, fit)) add(buyers, orders.person[order]!);
    }
  }
  return buyers;
}
