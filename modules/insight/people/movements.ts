import { blocksOf, type Columns } from '../asking/columns.ts';
import type { Asks } from '../copy/asks.ts';
import type { Movements } from './histories.ts';
import { idAt, isIdAt, isSameAsBefore, WORDS, type Ids } from '@shuke/kernel';
import { allMovements, BEFORE_ALL, movementsStatement } from './people-store.ts';

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

/** Rows of movements as an engine gives them, stores by their ids. */
export interface MovementRows extends Omit<Movements, 'store'> {
  readonly storeIds: Ids;
}

export const rowsOf = (columns: Columns): MovementRows => ({
  rows: columns.rows,
  ids: columns.ids('customer_id'),
  storeIds: columns.ids('store_id'),
  day: Int32Array.from(columns.numbers('day')),
  orders: Uint32Array.from(columns.numbers('orders')),
  netMinor: Float64Array.from(columns.numbers('net')),
});

export function movementsOf({ storeIds, ...rest }: MovementRows, stores: StorePlaces): Movements {
  const store = new Uint16Array(rest.rows);
  for (let row = 0; row < rest.rows; row += 1) store[row] = stores.placeAt(storeIds, row);
  return { ...rest, store };
}

// Rows of PostgreSQL come as objects, 200 bytes each, until they are put in columns.
const CHUNK_ROWS = 500_000;
const EVER = '9999-12-31';

interface Wanted {
  readonly asOf: string;
  readonly chunkRows?: number;
}

/** All movements, piece by piece, in any order. */
export async function* movementPieces(asks: Asks): AsyncGenerator<MovementRows> {
  if (!('blocks' in asks)) return yield* chunksByCustomer(asks, { asOf: EVER });
  for await (const block of blocksOf(asks, allMovements(asks.merchantId))) yield rowsOf(block);
}

async function* chunksByCustomer(asks: Asks, { asOf, chunkRows = CHUNK_ROWS }: Wanted): AsyncGenerator<MovementRows> {
  let after = BEFORE_ALL;
  for (let limit = chunkRows; ;) {
    const pieces: MovementRows[] = [];
    const statement = movementsStatement(asks.merchantId, { after, asOf, limit });
    for await (const block of blocksOf(asks, statement)) pieces.push(rowsOf(block));
    const chunk = joined(pieces);
    if (chunk.rows < limit) return yield chunk;
    // A chunk that is full may have cut its last customer in two, who is read again; one customer alone is read whole.
    const kept = firstRows(chunk, startOfLast(chunk));
    if (kept.rows > 0) {
      after = idAt(kept.ids, kept.rows - 1);
      yield kept;
    } else limit *= 2;
  }
}

/** All movements up to a day at once, from PostgreSQL. */
export async function readAllMovements(asks: Asks, stores: StorePlaces, wanted: Wanted): Promise<Movements> {
  const pieces: MovementRows[] = [];
  for await (const piece of chunksByCustomer(asks, wanted)) pieces.push(piece);
  return movementsOf(joined(pieces), stores);
}

function startOfLast({ rows, ids }: MovementRows): number {
  let start = rows - 1;
  while (start > 0 && isSameAsBefore(ids, start)) start -= 1;
  return start;
}

const firstRows = ({ ids, storeIds, day, orders, netMinor }: MovementRows, rows: number): MovementRows => ({
  rows,
  ids: ids.slice(0, rows * WORDS),
  storeIds: storeIds.slice(0, rows * WORDS),
  day: day.slice(0, rows),
  orders: orders.slice(0, rows),
  netMinor: netMinor.slice(0, rows),
});

function joined(chunks: readonly MovementRows[]): MovementRows {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const rows = chunks.reduce((all, chunk) => all + chunk.rows, 0);
  const whole = {
    rows,
    ids: new Uint32Array(rows * WORDS),
    day: new Int32Array(rows),
    storeIds: new Uint32Array(rows * WORDS),
    orders: new Uint32Array(rows),
    netMinor: new Float64Array(rows),
  };
  let at = 0;
  for (const chunk of chunks) {
    whole.ids.set(chunk.ids, at * WORDS);
    whole.day.set(chunk.day, at);
    whole.storeIds.set(chunk.storeIds, at * WORDS);
    whole.orders.set(chunk.orders, at);
    whole.netMinor.set(chunk.netMinor, at);
    at += chunk.rows;
  }
  return whole;
}
