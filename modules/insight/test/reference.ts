/**
 * The definitions once more, written down plainly over all orders: no shared code with the module, nothing clever, slow.
 * Days are text, a customer is compared with every other one, a median is found by sorting.
 */

export interface Bought {
  /** True of money paid back, which `payable` then says below zero. */
  readonly isRefund: boolean;
  readonly customer: string | null;
  readonly store: string;
  readonly day: string;
  readonly hour: number;
  readonly source: string;
  readonly payable: number;
  readonly lines: readonly { sku: string; category: string | null; milli: number; amount: number; discount: number }[];
}

/** By customer for whom they stand, who may stand for somebody too. */
export type Links = ReadonlyMap<string, string>;

export const personOf = (links: Links, customer: string): string => {
  const next = links.get(customer);
  return next === undefined ? customer : personOf(links, next);
};

const DAY_MS = 86_400_000;

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

export const bps = (part: number, whole: number): number | null => {
  if (whole <= 0) return null;
  const exact = (Math.abs(part) * 10_000) / whole;
  return Math.sign(part) * Math.floor(exact + 0.5) + 0;
};

export const change = (now: number, before: number): number | null => bps(now - before, before);

export const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const within = (moved: readonly Bought[], from: string, to: string): Bought[] =>
  moved.filter((one) => one.day >= from && one.day <= to);

export const ordersOf = (moved: readonly Bought[]): Bought[] => moved.filter((one) => !one.isRefund);

export const netOf = (moved: readonly Bought[]): number => sum(moved.map((one) => one.payable));

const middle = (values: readonly number[]): number | null => {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return (sorted[low]! + sorted[high]!) / 2;
};

export interface Facts {
  id: string;
  first: string;
  last: string;
  recency: number;
  visitDays: number;
  orders: number;
  monetary: number;
  year: number;
  gap: number | null;
  spread: number | null;
  sku: string | null;
  category: string | null;
  activity: string;
  loyalty: string;
  value: string;
}

export function factsAsOf(orders: readonly Bought[], asOf: string): { gap: number | null; customers: Facts[] } {
  const known = orders.filter((order) => order.customer !== null && order.day <= asOf);
  const customers = distinct(ordersOf(known).map((order) => order.customer!)).map((id) => bare(known, id, asOf));
  const gap = middle(customers.flatMap((one) => (one.gap === null ? [] : [one.gap])));
  const spenders = customers.filter((one) => one.year > 0);
  for (const one of customers) {
    const yardstick = Math.max(7, one.visitDays >= 3 ? one.gap! : (gap ?? 30));
    const gaps = one.recency / yardstick;
    one.activity = gaps <= 2 ? 'active' : gaps <= 3 ? 'cooling' : gaps <= 6 ? 'sleeping' : 'lost';
    if (one.activity === 'active' && one.visitDays === 1) one.activity = 'new';
    const span = daysBetween(one.first, one.last);
    if (one.visitDays === 1) one.loyalty = 'new';
    else if (one.visitDays >= 10 && span >= 90) one.loyalty = 'devoted';
    else one.loyalty = one.visitDays >= 4 && span >= 28 ? 'regular' : 'occasional';
    const rank = spenders.filter((other) => isBetter(other, one, 'year')).length;
    if (one.year <= 0) one.value = 'none';
    else if (rank < spenders.length / 5) one.value = 'top';
    else one.value = rank < spenders.length / 2 ? 'middle' : 'low';
  }
  return { gap, customers: customers.sort((a, b) => (isBetter(a, b, 'monetary') ? -1 : 1)) };
}

function bare(known: readonly Bought[], id: string, asOf: string): Facts {
  const own = known.filter((one) => one.customer === id);
  const days = distinct(ordersOf(own).map((order) => order.day)).sort();
  const gaps = days.slice(1).map((day, i) => daysBetween(days[i]!, day));
  const gap = middle(gaps);
  const last = days.at(-1)!;
  return {
    id,
    first: days[0]!,
    last,
    recency: daysBetween(last, asOf),
    visitDays: days.length,
    orders: ordersOf(own).length,
    monetary: netOf(own),
    year: netOf(within(own, plusDays(asOf, -364), asOf)),
    gap,
    spread: middle(gaps.map((one) => Math.abs(one - gap!))),
    sku: mostBought(own, (line) => line.sku),
    category: mostBought(own, (line) => line.category),
    activity: '',
    loyalty: '',
    value: '',
  };
}

/** On the most lines, then for the most money, then the first in the alphabet. */
function mostBought(own: readonly Bought[], nameOf: (line: Bought['lines'][number]) => string | null): string | null {
  const lines = ordersOf(own).flatMap((order) => order.lines);
  const names = distinct(lines.flatMap((line) => nameOf(line) ?? []));
  const scored = names.map((name) => {
    const named = lines.filter((line) => nameOf(line) === name);
    return { name, count: named.length, amount: sum(named.map((line) => line.amount)) };
  });
  scored.sort((a, b) => b.count - a.count || b.amount - a.amount || (a.name < b.name ? -1 : 1));
  return scored[0]?.name ?? null;
}

const isBetter = (a: Facts, b: Facts, by: 'year' | 'monetary'): boolean => {
  if (a[by] !== b[by]) return a[by] > b[by];
  if (a.visitDays !== b.visitDays) return a.visitDays > b.visitDays;
  if (a.last !== b.last) return a.last > b.last;
  return a.id < b.id;
};

/** Different known customers in a span, and those of them who never bought before it. */
export function guestsIn(moved: readonly Bought[], from: string, to: string) {
  const orders = ordersOf(moved);
  const ids = distinct(within(orders, from, to).flatMap((order) => (order.customer === null ? [] : [order.customer])));
  const fresh = ids.filter((id) => !orders.some((order) => order.customer === id && order.day < from));
  return { guests: ids.length, newGuests: fresh.length };
}

/** What new and returning guests brought in a span, and who is not known. */
export function comingIn(moved: readonly Bought[], from: string, to: string) {
  const inside = within(moved, from, to);
  const isNew = (id: string | null) => {
    const days = ordersOf(moved)
      .filter((order) => order.customer === id)
      .map((order) => order.day)
      .sort();
    return days[0]! >= from && days[0]! <= to;
  };
  const group = (own: readonly Bought[]) => ({
    guests: distinct(ordersOf(own).map((order) => order.customer)).length,
    orders: ordersOf(own).length,
    net: netOf(own),
  });
  const known = inside.filter((one) => one.customer !== null);
  const anonymous = inside.filter((one) => one.customer === null);
  return {
    fresh: group(known.filter((one) => isNew(one.customer))),
    returning: group(known.filter((one) => !isNew(one.customer))),
    anonymous: { orders: ordersOf(anonymous).length, net: netOf(anonymous) },
  };
}

/** Who came first in each of the months that end with that of a day, and what they did in each month since. */
export function cohortsOf(moved: readonly Bought[], lastDay: string, months: number) {
  const known = within(moved, '', lastDay).filter((one) => one.customer !== null);
  const born = new Map<string, string>();
  for (const { customer, day } of ordersOf(known).toSorted((a, b) => (a.day < b.day ? -1 : 1)))
    if (!born.has(customer!)) born.set(customer!, day.slice(0, 7));
  const names = [lastDay.slice(0, 7)];
  while (names.length < months) names.unshift(plusDays(`${names[0]}-01`, -1).slice(0, 7));
  return names.map((month, i) => ({
    month,
    months: names.slice(i).map((later) => {
      const own = known.filter((one) => born.get(one.customer!) === month && one.day.slice(0, 7) === later);
      return { customers: distinct(ordersOf(own).map((one) => one.customer)).length, net: netOf(own) };
    }),
  }));
}

export function salesIn(moved: readonly Bought[], from: string, to: string) {
  const all = within(moved, from, to);
  const inside = ordersOf(all);
  const known = inside.filter((order) => order.customer !== null);
  return {
    orders: inside.length,
    payable: sum(inside.map((order) => order.payable)),
    knownOrders: known.length,
    knownPayable: sum(known.map((order) => order.payable)),
    refunded: -netOf(all.filter((one) => one.isRefund)),
    net: netOf(all),
    knownNet: netOf(all.filter((one) => one.customer !== null)),
  };
}

/** Spends of known customers in a span, the greatest first, with the Gini coefficient by all pairs. */
export function spendsIn(orders: readonly Bought[], from: string, to: string) {
  const inside = within(orders, from, to);
  const ids = distinct(inside.flatMap((order) => (order.customer === null ? [] : [order.customer])));
  const spends = ids
    .map((id) => sum(inside.filter((order) => order.customer === id).map((order) => order.payable)))
    .filter((spend) => spend > 0)
    .sort((a, b) => b - a);
  const total = sum(spends);
  const best = spends.slice(0, Math.floor((spends.length + 4) / 5));
  const apart = sum(spends.flatMap((a) => spends.map((b) => Math.abs(a - b))));
  return {
    spends,
    total,
    best: best.length,
    bestSpend: sum(best),
    bestShare: bps(sum(best), total),
    gini: bps(apart, 2 * spends.length * total),
  };
}
