import { median, rhythmOf } from '../people/rhythm.ts';
import type { DayNumber } from '../asking/day.ts';

/** One order of a guest, as far as it says what is usual. */
export interface UsualOrder {
  readonly day: DayNumber;
  readonly storeId: string;
  /** Minutes since the business day began, by the store's clock, so that a late night does not count as a morning. */
  readonly minuteOfDay: number;
  readonly goods: readonly { readonly sku: string; readonly name: string }[];
}

export interface UsualItem {
  readonly sku: string;
  readonly name: string;
  readonly orders: number;
  readonly shareBps: number;
}

export interface Usual {
  readonly items: readonly UsualItem[];
  readonly minuteOfDay: number;
  readonly orders: number;
}

const MOST_ITEMS = 3;
const LEAST_ORDERS = 2;
const LEAST_SHARE_BPS = 2000;

/** What somebody orders usually: goods in two orders at least and a fifth of all, the most ordered first. Null without orders. */
export function usualOf(orders: readonly UsualOrder[]): Usual | null {
  if (orders.length === 0) return null;
  const seen = new Map<string, { name: string; orders: number }>();
  for (const { goods } of orders) {
    for (const [sku, name] of new Map(goods.map((one) => [one.sku, one.name]))) {
      seen.set(sku, { name, orders: (seen.get(sku)?.orders ?? 0) + 1 });
    }
  }
  const items = [...seen]
    .map(([sku, one]) => ({ sku, ...one, shareBps: Math.round((one.orders * 10_000) / orders.length) }))
    .filter((one) => one.orders >= LEAST_ORDERS && one.shareBps >= LEAST_SHARE_BPS)
    .toSorted((a, b) => b.orders - a.orders || (a.sku < b.sku ? -1 : 1))
    .slice(0, MOST_ITEMS);
  const minuteOfDay = Math.floor(median(orders.map((order) => order.minuteOfDay)));
  return { items, minuteOfDay, orders: orders.length };
}

export interface Visits {
  readonly last: { readonly day: DayNumber; readonly storeId: string } | null;
  /** The middle gap between visit days; null with less than three of them, where there is no rhythm to speak of. */
  readonly rhythmDays: number | null;
}

/** When somebody came last, and how often they come. */
export function visitsIn(orders: readonly UsualOrder[]): Visits {
  const days = [...new Set(orders.map(({ day }) => day))].toSorted((a, b) => a - b);
  const last = orders.toSorted((a, b) => a.day - b.day).at(-1);
  return {
    last: last ? { day: last.day, storeId: last.storeId } : null,
    rhythmDays: days.length < 3 ? null : (rhythmOf(days)?.medianGapDays ?? null),
  };
}
