import type { Columns } from '../asking/columns.ts';
import type { Asks } from '../copy/asks.ts';
import type { Movements } from './histories.ts';
import { idAt, isIdAt, isSameAsBefore, WORDS, type Ids } from './person-ids.ts';
import { BEFORE_ALL, readMovements } from './people-store.ts';

/** The places of a merchant's stores, in the order in which they were met. */
export interface StorePlaces {
  /** The place of the store whose id stands at a place of a column. */
  placeAt(ids: Ids, place: number): number;
  /** The stores by their places. */
  ids(): string[];
}

export function storePlaces(): StorePlaces {
  const known: Ids[] = [];
  const byWord = new Map<number, number[]>();
  const placeAt = (ids: Ids, place: number): number => {
    const word = ids[place * WORDS + WORDS - 1]!;
    const sharing = byWord.get(word) ?? [];
    const found = sharing.find((store) => isIdAt(ids, place, known[store]!));
    if (found !== undefined) return found;
    const store = known.push(ids.slice(place * WORDS, (place + 1) * WORDS)) - 1;
    byWord.set(word, [...sharing, store]);
    return store;
  };
  return { placeAt, ids: () => known.map((id) => idAt(id, 0)) };
}

export function movementsOf(columns: Columns, stores: StorePlaces): Movements {
  const { rows } = columns;
  const storeIds = columns.ids('store_id');
  const store = new Uint16Array(rows);
  for (let row = 0; row < rows; row += 1) store[row] = stores.placeAt(storeIds, row);
  return {
    rows,
    ids: columns.ids('customer_id'),
    day: Int32Array.from(columns.numbers('day')),
    store,
    orders: Uint32Array.from(columns.numbers('orders')),
    netMinor: Float64Array.from(columns.numbers('net')),
  };
}

// Rows of PostgreSQL come as objects, 200 bytes each, until they are put in columns.
const CHUNK_ROWS = 500_000;
const ALL_ROWS = 1_000_000_000;

/** All movements up to a day. An engine of columns gives them at once. */
export async function readAllMovements(
  asks: Asks,
  stores: StorePlaces,
  { asOf, chunkRows = 'columns' in asks ? ALL_ROWS : CHUNK_ROWS }: { asOf: string; chunkRows?: number },
): Promise<Movements> {
  const chunks: Movements[] = [];
  for (let after = BEFORE_ALL; ;) {
    const chunk = movementsOf(await readMovements(asks, { after, asOf, limit: chunkRows }), stores);
    // A chunk that is full may have cut its last customer in two, who is read again; one customer alone is read whole.
    const isLast = chunk.rows < chunkRows;
    const kept = isLast ? chunk : firstRows(chunk, startOfLast(chunk));
    if (kept.rows > 0) chunks.push(kept);
    if (isLast) return joined(chunks);
    if (kept.rows === 0) return readAllMovements(asks, stores, { asOf, chunkRows: 2 * chunkRows });
    after = idAt(kept.ids, kept.rows - 1);
  }
}

function startOfLast({ rows, ids }: Movements): number {
  let start = rows - 1;
  while (start > 0 && isSameAsBefore(ids, start)) start -= 1;
  return start;
}

const firstRows = ({ ids, day, store, orders, netMinor }: Movements, rows: number): Movements => ({
  rows,
  ids: ids.subarray(0, rows * WORDS),
  day: day.subarray(0, rows),
  store: store.subarray(0, rows),
  orders: orders.subarray(0, rows),
  netMinor: netMinor.subarray(0, rows),
});

function joined(chunks: readonly Movements[]): Movements {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const rows = chunks.reduce((all, chunk) => all + chunk.rows, 0);
  const whole = {
    rows,
    ids: new Uint32Array(rows * WORDS),
    day: new Int32Array(rows),
    store: new Uint16Array(rows),
    orders: new Uint32Array(rows),
    netMinor: new Float64Array(rows),
  };
  let at = 0;
  for (const chunk of chunks) {
    whole.ids.set(chunk.ids, at * WORDS);
    whole.day.set(chunk.day, at);
    whole.store.set(chunk.store, at);
    whole.orders.set(chunk.orders, at);
    whole.netMinor.set(chunk.netMinor, at);
    at += chunk.rows;
  }
  return whole;
}
