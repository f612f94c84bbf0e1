import { NO_MOVEMENTS } from '../people/histories.ts';
import { historiesOf } from '../people/history-builder.ts';
import { peopleOf, type People } from '../people/people.ts';
import { idsOf } from '@shuke/kernel';

/** What somebody did: `[day, net, orders, store]`, one order in the first store unless told. */
export type Did = readonly [day: number, netMinor: number, orders?: number, store?: number];

/** An id that sorts as its letter does. */
export const idOf = (letter: string): string =>
  `${letter.charCodeAt(0).toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;

/** Histories by letters, which ascend; days of each ascend too. */
export function historiesFrom(people: Readonly<Record<string, readonly Did[]>>) {
  const rows = Object.entries(people).flatMap(([letter, dids]) => dids.map((did) => ({ id: idOf(letter), did })));
  return historiesOf({
    rows: rows.length,
    ids: idsOf(rows.map(({ id }) => id)),
    day: Int32Array.from(rows, ({ did }) => did[0]),
    netMinor: Float64Array.from(rows, ({ did }) => did[1]),
    orders: Uint32Array.from(rows, ({ did }) => did[2] ?? 1),
    store: Uint16Array.from(rows, ({ did }) => did[3] ?? 0),
  });
}

export const peopleFrom = (people: Readonly<Record<string, readonly Did[]>>): People => {
  const nobody = historiesOf(NO_MOVEMENTS);
  const storeIds = ['s0', 's1', 's2'];
  return peopleOf(historiesFrom(people), { gone: nobody, anew: nobody, tail: NO_MOVEMENTS, merges: {}, storeIds });
};
