import type { Span } from './period.ts';
import { contains } from './period.ts';
import { changeBps, mean, shareBps } from './ratio.ts';
import { dayNumber } from './day.ts';
import type { Question } from './asking.ts';
import type { DaySalesRow, SliceRow } from './sales-store.ts';

/** What the orders of some days sum to. */
export interface Sales {
  readonly orders: number;
  readonly knownOrders: number;
  readonly payableMinor: number;
  readonly knownPayableMinor: number;
}

export function salesIn(rows: readonly DaySalesRow[], span: Span): Sales {
  const sales = { orders: 0, knownOrders: 0, payableMinor: 0, knownPayableMinor: 0 };
  for (const row of rows) {
    if (!contains(span, dayNumber(row.day))) continue;
    sales.orders += row.orders;
    sales.knownOrders += row.known_orders;
    sales.payableMinor += row.payable;
    sales.knownPayableMinor += row.known_payable;
  }
  return sales;
}

/** The figures of one span on the wire. */
export const salesFigures = (sales: Sales, guests: { guests: number; newGuests: number }, question: Question) => ({
  orders: sales.orders,
  payable: question.money(sales.payableMinor),
  averageTicket: question.moneyOrNull(mean(sales.payableMinor, sales.orders)),
  knownOrders: sales.knownOrders,
  anonymousOrders: sales.orders - sales.knownOrders,
  knownPayable: question.money(sales.knownPayableMinor),
  knownOrdersBps: shareBps(sales.knownOrders, sales.orders),
  ...guests,
});

const NOTHING = { orders: 0, known_orders: 0, payable: 0, orders_before: 0, payable_before: 0 };

export type Sums = Omit<SliceRow<unknown>, 'key'>;

export const emptySlice = <Key>(key: Key): SliceRow<Key> => ({ key, ...NOTHING });

/** What all slices come to together. */
export const sumOf = (slices: readonly Sums[]): Sums =>
  slices.reduce(
    (all, one) => ({
      orders: all.orders + one.orders,
      known_orders: all.known_orders + one.known_orders,
      payable: all.payable + one.payable,
      orders_before: all.orders_before + one.orders_before,
      payable_before: all.payable_before + one.payable_before,
    }),
    NOTHING,
  );

export const totalFigures = (all: Sums, question: Question) => ({
  orders: all.orders,
  payable: question.money(all.payable),
  ordersBefore: all.orders_before,
  payableBefore: question.money(all.payable_before),
});

/** One slice on the wire, with its share of all. */
export const sliceFigures = (slice: Sums, all: Sums, question: Question) => ({
  ...totalFigures(slice, question),
  knownOrders: slice.known_orders,
  ordersBps: shareBps(slice.orders, all.orders),
  payableBps: shareBps(slice.payable, all.payable),
  payableChangeBps: changeBps(slice.payable, slice.payable_before),
});
