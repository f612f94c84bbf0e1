import type { Purchased } from './read-purchases.ts';
import type { Postings } from './postings.ts';

/** The store of the last order of each person, and the one of most visit days; of as many the one seen last, then by id. */
export function homesOf(purchased: Pick<Purchased, 'orders' | 'days'>, persons: number): Postings['homes'] {
  const homes = { last: new Int32Array(persons).fill(-1), usual: new Int32Array(persons).fill(-1) };
  const { starts, at } = byPerson(purchased, persons);
  const day = daysOf(purchased);
  const { store } = purchased.orders;
  for (let one = 0; one < persons; one += 1) {
    const visits = new Map<number, Visits>();
    for (let i = starts[one]!; i < starts[one + 1]!; i += 1) {
      const order = at[i]!;
      homes.last[one] = store[order]!;
      const known = visits.get(store[order]!) ?? { days: 0, last: -1 };
      if (known.last !== day[order]) visits.set(store[order]!, { days: known.days + 1, last: day[order]! });
    }
    homes.usual[one] = usualOf(visits);
  }
  return homes;
}

interface Visits {
  readonly days: number;
  readonly last: number;
}

// Stores are numbered in the order of their ids.
function usualOf(visits: ReadonlyMap<number, Visits>): number {
  let [best, seen] = [-1, { days: 0, last: -1 }];
  for (const [store, own] of visits) {
    const isBetter = own.days - seen.days || own.last - seen.last || best - store;
    if (isBetter > 0) [best, seen] = [store, own];
  }
  return best;
}

/** The orders of each person, in the order of days. */
function byPerson({ orders }: Pick<Purchased, 'orders'>, persons: number): { starts: Int32Array; at: Int32Array } {
  const starts = new Int32Array(persons + 1);
  for (const one of orders.person) starts[one + 1]! += 1;
  for (let i = 1; i <= persons; i += 1) starts[i]! += starts[i - 1]!;
  const next = starts.slice();
  const at = new Int32Array(orders.person.length);
  orders.person.forEach((one, order) => {
    at[next[one]!] = order;
    next[one]! += 1;
  });
  return { starts, at };
}

function daysOf({ orders, days }: Pick<Purchased, 'orders' | 'days'>): Int32Array {
  const dayOf = new Int32Array(orders.person.length);
  for (let day = 0; day < days; day += 1) dayOf.fill(day, orders.starts[day]!, orders.starts[day + 1]!);
  return dayOf;
}
