import { isWithin, type Bought } from '../rule/question.ts';
import type { Asked } from './asked.ts';
import { bitsOf, keepBoth, type Bits } from './bits.ts';
import { daysIn, type Days } from './days-in.ts';
import { fits, orderFitOf, type OrderFit } from './order-fit.ts';
import type { OrderRows, Postings } from './postings.ts';
import { inRange } from './ranges.ts';

type Ranges = Pick<Bought, 'orders' | 'days' | 'unitsMilli' | 'amountMinor'>;
type Counted = Pick<Bought, 'of' | 'span'> & Ranges;

/** Who has so many such orders, or who has one. */
export function tally({ postings, among }: Asked, { of, span, ...ranges }: Counted): Bits {
  const fit = orderFitOf(postings, of);
  const days = daysIn(postings, span);
  const isEver = days.from === 0 && days.to === postings.days - 1;
  const people = isEver && fit === null ? byTotals(postings, ranges) : byOrders(postings, { fit, days, ranges, among });
  return among === null ? people : keepBoth(people, among);
}

/** By what all orders of each person came to. */
function byTotals({ size, orders: { starts }, totals }: Postings, ranges: Ranges): Bits {
  const counts = new Int32Array(size);
  for (let one = 0; one < size; one += 1) counts[one] = starts[one + 1]! - starts[one]!;
  const found = inRange(counts, { ...ranges.orders, least: Math.max(1, ranges.orders?.least ?? 1) });
  if (ranges.days) keepBoth(found, inRange(totals.days, ranges.days));
  if (ranges.unitsMilli) keepBoth(found, inRange(totals.unitsMilli, ranges.unitsMilli));
  if (ranges.amountMinor) keepBoth(found, inRange(totals.amountMinor, ranges.amountMinor));
  return found;
}

interface Walk {
  readonly fit: OrderFit | null;
  readonly days: Days;
  readonly ranges: Ranges;
  readonly among: Bits | null;
}

/**
 * Orders stand person by person in the order of their days, so that each person is reckoned in one go, from the last order back to
 * the first day that is asked about. Nothing is kept of anybody: sums of all people in memory took as long as adding them up.
 */
function byOrders(postings: Postings, { fit, days, ranges, among }: Walk): Bits {
  const people = whoMay(postings, days, ranges);
  if (among !== null) keepBoth(people, among);
  const { orders, size } = postings;
  const asksSums = ranges.unitsMilli !== undefined || ranges.amountMinor !== undefined;
  const isEnough = !asksSums && ranges.orders === undefined && ranges.days === undefined;
  const found = bitsOf(size);
  const sums: Sums = { orders: 0, days: 0, units: 0, amount: 0 };
  for (let word = 0; word < people.length; word += 1) {
    let kept = 0;
    for (let rest = people[word]!; rest !== 0; rest &= rest - 1) {
      const one = word * 32 + 31 - Math.clz32(rest & -rest);
      reckon(orders, one, { fit, days, asksSums, isEnough, sums });
      if (sums.orders > 0 && isMeant(sums, ranges)) kept |= rest & -rest;
    }
    found[word] = kept;
  }
  return found;
}

/** Who bought at all so late and so early, and so often: most people are told by that alone. Without a branch, for who is is as good as random. */
function whoMay({ size, orders: { starts }, firstBought, lastBought }: Postings, days: Days, ranges: Ranges): Bits {
  const least = Math.max(1, ranges.orders?.least ?? 1, ranges.days?.least ?? 1);
  const people = bitsOf(size);
  for (let one = 0; one < size; one += 1) {
    const isThen = Number(lastBought[one]! >= days.from) & Number(firstBought[one]! <= days.to);
    people[one >>> 5]! |= (isThen & Number(starts[one + 1]! - starts[one]! >= least)) << (one & 31);
  }
  return people;
}

/** What somebody's orders came to. */
interface Sums {
  orders: number;
  days: number;
  units: number;
  amount: number;
}

interface Reckoning {
  readonly fit: OrderFit | null;
  readonly days: Days;
  readonly asksSums: boolean;
  /** Whether the first order that fits says all. */
  readonly isEnough: boolean;
  readonly sums: Sums;
}

function reckon(
  orders: OrderRows,
  one: number,
  { fit, days: { from, to }, asksSums, isEnough, sums }: Reckoning,
): void {
  const { starts, day, quantityMilli, amountMinor } = orders;
  const start = starts[one]!;
  let at = starts[one + 1]! - 1;
  while (at >= start && day[at]! > to) at -= 1;
  let count = 0;
  let days = 0;
  let units = 0;
  let amount = 0;
  let before = -1;
  for (; at >= start && day[at]! >= from; at -= 1) {
    if (fit !== null && !fits(orders, at, fit)) continue;
    count += 1;
    if (isEnough) break;
    days += Number(day[at] !== before);
    before = day[at]!;
    if (!asksSums) continue;
    units += quantityMilli[at]!;
    amount += amountMinor[at]!;
  }
  sums.orders = count;
  sums.days = days;
  sums.units = units;
  sums.amount = amount;
}

const isMeant = (sums: Sums, { orders, days, unitsMilli, amountMinor }: Ranges): boolean =>
  isWithin(sums.orders, orders) &&
  isWithin(sums.days, days) &&
  isWithin(sums.units, unitsMilli) &&
  isWithin(sums.amount, amountMinor);
