import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';

/**
 * What customers bought, packed: customer c has the baskets `basketStart[c]` to `basketStart[c + 1]`, oldest first, and basket b
 * the items `itemStart[b]` to `itemStart[b + 1]` of `item`, each once. `time` of a basket is in days on any calendar.
 */
export interface Histories {
  readonly customers: number;
  /** Items are numbered from 0 and below this. */
  readonly items: number;
  readonly basketStart: Int32Array;
  readonly itemStart: Int32Array;
  readonly item: Int32Array;
  readonly time: Float64Array;
  /** For which moment each customer is asked about, in the same days. */
  readonly now: Float64Array;
}

export type BasketRefusal = 'baskets_empty' | 'baskets_item_unknown' | 'baskets_time_disordered';

export interface Customer {
  /** Oldest first. */
  readonly baskets: readonly ArrayLike<number>[];
  /** The days of the baskets; without them each basket is one step after the one before. */
  readonly times?: ArrayLike<number>;
  /** The moment to foretell for; one step after the last basket unless told. */
  readonly now?: number;
}

/**
 * Packs customers' baskets. Refuses none at all, items that are not whole numbers from 0 to below `items`, and times that are
 * not finite or go back. An item that stands twice in a basket counts once.
 */
export function packHistories(
  customers: readonly Customer[],
  items: number,
): Result<Histories, Refusal<BasketRefusal>> {
  const basketCount = customers.reduce((sum, { baskets }) => sum + baskets.length, 0);
  if (basketCount === 0) return refuse('baskets_empty');
  const lines = customers.reduce((sum, { baskets }) => baskets.reduce((part, one) => part + one.length, sum), 0);
  const packed = {
    customers: customers.length,
    items,
    basketStart: new Int32Array(customers.length + 1),
    itemStart: new Int32Array(basketCount + 1),
    item: new Int32Array(lines),
    time: new Float64Array(basketCount),
    now: new Float64Array(customers.length),
  };
  const fill = { packed, seenIn: new Int32Array(items).fill(-1), basket: 0, line: 0 };
  for (const [position, customer] of customers.entries()) {
    const code = packOne(fill, customer, position);
    if (code) return refuse(code, { customer: position });
  }
  return ok({ ...packed, item: packed.item.subarray(0, fill.line) });
}

interface Fill {
  readonly packed: { -readonly [K in keyof Histories]: Histories[K] };
  /** In which basket an item was met last, so that a second mention is left out. */
  readonly seenIn: Int32Array;
  basket: number;
  line: number;
}

function packOne(fill: Fill, { baskets, times, now }: Customer, position: number): BasketRefusal | null {
  const { packed, seenIn } = fill;
  let before = -Infinity;
  for (let i = 0; i < baskets.length; i += 1) {
    const time = times?.[i] ?? i;
    if (!Number.isFinite(time) || time < before) return 'baskets_time_disordered';
    before = time;
    for (const item of Array.from(baskets[i]!)) {
      if (!Number.isInteger(item) || item < 0 || item >= packed.items) return 'baskets_item_unknown';
      if (seenIn[item] === fill.basket) continue;
      seenIn[item] = fill.basket;
      packed.item[fill.line] = item;
      fill.line += 1;
    }
    packed.time[fill.basket] = time;
    fill.basket += 1;
    packed.itemStart[fill.basket] = fill.line;
  }
  const asked = now ?? (baskets.length === 0 ? 0 : before + 1);
  if (!Number.isFinite(asked) || asked < before) return 'baskets_time_disordered';
  packed.now[position] = asked;
  packed.basketStart[position + 1] = fill.basket;
  return null;
}

/** The items of one basket. */
export const basketItems = ({ item, itemStart }: Histories, basket: number): Int32Array =>
  item.subarray(itemStart[basket]!, itemStart[basket + 1]!);

/** The histories of some customers, in that order. */
export function selectCustomers(all: Histories, customers: ArrayLike<number>): Histories {
  const picked = Array.from(customers);
  const { basketStart, itemStart } = all;
  const baskets = picked.reduce((sum, c) => sum + basketStart[c + 1]! - basketStart[c]!, 0);
  const lines = picked.reduce((sum, c) => sum + itemStart[basketStart[c + 1]!]! - itemStart[basketStart[c]!]!, 0);
  const some = {
    customers: picked.length,
    items: all.items,
    basketStart: new Int32Array(picked.length + 1),
    itemStart: new Int32Array(baskets + 1),
    item: new Int32Array(lines),
    time: new Float64Array(baskets),
    now: Float64Array.from(picked, (c) => all.now[c]!),
  };
  let [basket, line] = [0, 0];
  for (const [position, c] of picked.entries()) {
    for (let b = basketStart[c]!; b < basketStart[c + 1]!; b += 1) {
      const held = basketItems(all, b);
      some.item.set(held, line);
      line += held.length;
      some.time[basket] = all.time[b]!;
      basket += 1;
      some.itemStart[basket] = line;
    }
    some.basketStart[position + 1] = basket;
  }
  return some;
}
