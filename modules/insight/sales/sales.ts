import type { Question } from '../asking/asking.ts';
import { dayNumber } from '../asking/day.ts';
import { contains, type Span } from '../asking/period.ts';
import { changeBps, mean, shareBps } from '../asking/ratio.ts';
import type { DaySalesRow, SliceRow } from './sales-store.ts';

/** What the orders and refunds of some days sum to. Net is payable less refunded. */
export interface Sales {
  readonly orders: number;
  readonly knownOrders: number;
  readonly payableMinor: number;
  readonly knownPayableMinor: number;
  readonly refundedMinor: number;
  readonly netMinor: number;
  readonly knownNetMinor: number;
}

export function salesIn(rows: readonly DaySalesRow[], span: Span): Sales {
  const sums = { orders: 0, knownOrders: 0, payableMinor: 0, knownPayableMinor: 0, refundedMinor: 0, knownRefunded: 0 };
  for (const row of rows) {
    if (!contains(span, dayNumber(row.day))) continue;
    sums.orders += row.orders;
    sums.knownOrders += row.known_orders;
    sums.payableMinor += row.payable;
    sums.knownPayableMinor += row.known_payable;
    sums.refundedMinor += row.refunded;
    sums.knownRefunded += row.known_refunded;
  }
  const { knownRefunded, ...sales } = sums;
  return {
    ...sales,
    netMinor: sales.payableMinor - sales.refundedMinor,
    knownNetMinor: sales.knownPayableMinor - knownRefunded,
  };
}

/** The figures of one span on the wire. */
export const salesFigures = (sales: Sales, guests: { guests: number; newGuests: number }, question: Question) => ({
  orders: sales.orders,
  payable: question.money(sales.payableMinor),
  refunded: question.money(sales.refundedMinor),
  net: question.money(sales.netMinor),
  averageTicket: question.moneyOrNull(mean(sales.payableMinor, sales.orders)),
  knownOrders: sales.knownOrders,
  anonymousOrders: sales.orders - sales.knownOrders,
  knownPayable: question.money(sales.knownPayableMinor),
  knownOrdersBps: shareBps(sales.knownOrders, sales.orders),
  ...guests,
});

const NOTHING = {
  orders: 0,
  known_orders: 0,
  payable: 0,
  refunded: 0,
  orders_before: 0,
  payable_before: 0,
  refunded_before: 0,
};

export type Sums = Omit<SliceRow<unknown>, 'key'>;

export const emptySlice = <Key>(key: Key): SliceRow<Key> => ({ key, ...NOTHING });

/** What all slices come to together. */
export const sumOf = (slices: readonly Sums[]): Sums =>
  slices.reduce(
    (all, one) => ({
      orders: all.orders + one.orders,
      known_orders: all.known_orders + one.known_orders,
      payable: all.payable + one.payable,
      refunded: all.refunded + one.refunded,
      orders_before: all.orders_before + one.orders_before,
      payable_before: all.payable_before + one.payable_before,
      refunded_before: all.refunded_before + one.refunded_before,
    }),
    NOTHING,
  );

export const totalFigures = (all: Sums, question: Question) => ({
  orders: all.orders,
  payable: question.money(all.payable),
  refunded: question.money(all.refunded),
  net: question.money(all.payable - all.refunded),
  ordersBefore: all.orders_before,
  payableBefore: question.money(all.payable_before),
  netBefore: question.money(all.payable_before - all.refunded_before),
});

/** One slice on the wire, with its share of all. */
export const sliceFigures = (slice: Sums, all: Sums, question: Question) => ({
  ...totalFigures(slice, question),
  knownOrders: slice.known_orders,
  ordersBps: shareBps(slice.orders, all.orders),
  payableBps: shareBps(slice.payable, all.payable),
  netBps: shareBps(slice.payable - slice.refunded, all.payable - all.refunded),
  payableChangeBps: changeBps(slice.payable, slice.payable_before),
});
