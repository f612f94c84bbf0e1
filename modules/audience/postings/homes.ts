import { numbersIn, type Bits } from './bits.ts';
import type { OrderRows, Postings } from './postings.ts';
import { inSlices } from './slices.ts';

type Which = keyof Postings['homes'];

interface UpTo {
  /** Counted from the first day. */
  readonly lastDay: number;
  readonly stores: number;
}

/** Finds the stores of some people, and writes them into `homes`. */
type Finder = (homes: Int32Array, from: number, to: number) => void;

/** The store of each person up to a day: of the last order, or of most visit days; of as many the one seen last, then by id. */
export function homesUpTo(orders: OrderRows, which: Which, upTo: UpTo & { readonly among: Bits | null }): Int32Array {
  const homes = noHomes(orders);
  const find = finderOf(orders, which, upTo);
  if (upTo.among === null) find(homes, 0, homes.length);
  else for (const one of numbersIn(upTo.among)) find(homes, one, one + 1);
  return homes;
}

/** The same, so that nobody waits for it. */
export async function homesInSlices(orders: OrderRows, which: Which, upTo: UpTo): Promise<Int32Array> {
  const homes = noHomes(orders);
  const find = finderOf(orders, which, upTo);
  await inSlices(homes.length, (from, to) => find(homes, from, to));
  return homes;
}

const noHomes = ({ starts }: OrderRows): Int32Array => new Int32Array(starts.length - 1).fill(-1);

const finderOf = (orders: OrderRows, which: Which, upTo: UpTo): Finder =>
  which === 'last' ? lastStores(orders, upTo) : usualStores(orders, upTo);

const lastStores =
  ({ starts, day, store }: OrderRows, { lastDay }: UpTo): Finder =>
  (homes, from, to) => {
    for (let one = from; one < to; one += 1) {
      const start = starts[one]!;
      let at = starts[one + 1]! - 1;
      while (at >= start && day[at]! > lastDay) at -= 1;
      if (at >= start) homes[one] = store[at]!;
    }
  };

// Stores are numbered in the order of their ids. What is written of a store for one person is void for the next.
function usualStores({ starts, day, store }: OrderRows, { lastDay, stores }: UpTo): Finder {
  const visitor = new Int32Array(stores).fill(-1);
  const [days, seen] = [new Int32Array(stores), new Int32Array(stores)];
  const isBetter = (one: number, other: number): boolean =>
    (days[one]! - days[other]! || seen[one]! - seen[other]! || other - one) > 0;
  return (homes, from, to) => {
    for (let one = from; one < to; one += 1) {
      let best = -1;
      for (let at = starts[one]!; at < starts[one + 1]! && day[at]! <= lastDay; at += 1) {
        const where = store[at]!;
        const isKnown = visitor[where] === one;
        if (isKnown && seen[where] === day[at]) continue;
        days[where] = isKnown ? days[where]! + 1 : 1;
        visitor[where] = one;
        seen[where] = day[at]!;
        if (best === -1 || isBetter(where, best)) best = where;
      }
      homes[one] = best;
    }
  };
}
