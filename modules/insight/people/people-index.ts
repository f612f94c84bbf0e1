import { must } from '@shuke/kernel';
import type { Asks, Reader } from '../copy/asks.ts';
import { bytesOf, historiesOf, NO_MOVEMENTS, restrictedTo, type Histories } from './histories.ts';
import { movementsOf, readAllMovements, storePlaces, type StorePlaces } from './movements.ts';
import { toldAnew } from './told-anew.ts';
import { partsOf, type People, type Steady } from './people.ts';
import { readHorizon, readMarks, readMerged, readTail, type Horizon, type Marks } from './people-store.ts';

/** What was read once of a merchant's people. It stays right while nothing below its horizon changes. */
interface Base {
  readonly horizon: Horizon;
  readonly marks: Marks;
  readonly stores: StorePlaces;
  readonly histories: Histories;
  /** The same restricted to a store, as they are asked for. */
  readonly byStore: Map<number, Histories>;
  /** Who stands for whom, and for each way in which they are asked for what is the same while that is. */
  merged: { readonly by: string; readonly steady: Map<string | null, object> };
}

/** The people of one state of a merchant's data. */
export interface PeopleNow {
  /** All of them, or as one store knows them. */
  of(storeId: string | null): People;
}

const EVER = '9999-12-31';
// Beyond so many movements since, reading everything again is cheaper than telling so many anew each time.
const MOST_TOLD_ANEW = 50_000;

/** Reads everybody. Two to three seconds for a million people on the copy, and some 100 MB. */
async function readBase(reader: Reader): Promise<Base> {
  const stores = storePlaces();
  const horizon = await readHorizon(reader);
  const marks = await readMarks(reader, horizon);
  const histories = historiesOf(await readAllMovements(reader, stores, { asOf: EVER }));
  return { horizon, marks, stores, histories, byStore: new Map(), merged: { by: '', steady: new Map() } };
}

/** The people as they are now, by what was read before; null where it is not true any more or too much came since. */
async function peopleSince(reader: Reader, base: Base): Promise<PeopleNow | null> {
  const marks = await readMarks(reader, base.horizon);
  if (!isSame(marks, base.marks)) return null;
  const tail = movementsOf(await readTail(reader, base.horizon), base.stores);
  if (tail.rows > MOST_TOLD_ANEW) return null;
  const merged = await readMerged(reader);
  const anew = toldAnew(base.histories, tail, merged);
  const before = tail.day.reduce((first, day) => Math.min(first, day), Infinity);
  const steadyOf = steadyWhile(base, merged);
  const known = new Map<string | null, People>();
  return {
    of(storeId) {
      // The same people for the same store, for what was counted of them is remembered with them.
      let people = known.get(storeId);
      if (!people) {
        const steady = { of: steadyOf(storeId), before };
        known.set(storeId, (people = peopleFrom(base, anew, { storeId, steady })));
      }
      return people;
    },
  };
}

/** Names what was read once, as long as the same customers stand for one another. */
function steadyWhile(base: Base, merged: ReadonlyMap<string, string>): (storeId: string | null) => object {
  const by = [...merged]
    .map((pair) => pair.join(' '))
    .toSorted()
    .join();
  if (base.merged.by !== by) base.merged = { by, steady: new Map() };
  const { steady } = base.merged;
  return (storeId) => {
    const known = steady.get(storeId) ?? {};
    steady.set(storeId, known);
    return known;
  };
}

const isSame = (a: Marks, b: Marks): boolean =>
  a.orders === b.orders && a.payable === b.payable && a.refunds === b.refunds;

function peopleFrom(
  base: Pick<Base, 'histories' | 'stores' | 'byStore'>,
  anew: ReturnType<typeof toldAnew>,
  { storeId, steady }: { readonly storeId: string | null; readonly steady: Steady },
): People {
  const storeIds = base.stores.ids();
  if (storeId === null) return { parts: partsOf(base.histories, anew.histories, anew.told), storeIds, steady };
  const store = storeIds.indexOf(storeId);
  let most = base.byStore.get(store);
  if (!most) base.byStore.set(store, (most = restrictedTo(base.histories, store)));
  return { parts: partsOf(most, restrictedTo(anew.histories, store), anew.told), storeIds, steady };
}

const sizeOf = ({ histories, byStore }: Base): number =>
  [histories, ...byStore.values()].reduce((all, one) => all + bytesOf(one), 0);

/** The people up to a day by a transaction of PostgreSQL, of whom nothing is kept. */
export async function readPeople(
  asks: Asks,
  { asOf, storeId = null }: { asOf: string; storeId?: string | null },
): Promise<People> {
  const stores = storePlaces();
  const histories = historiesOf(await readAllMovements(asks, stores, { asOf }));
  const anew = toldAnew(histories, NO_MOVEMENTS, await readMerged(asks));
  const steady = { of: anew, before: -Infinity };
  return peopleFrom({ histories, stores, byStore: new Map() }, anew, { storeId, steady });
}

/** The people of merchants, kept in the memory of this process. */
export interface PeopleIndex {
  people(reader: Reader): Promise<PeopleNow>;
}

/**
 * Keeps what was read of people between questions, of the merchants asked for last, in at most so many bytes. It is checked
 * against the data of each question, by counts and sums below a horizon, and what came later is read then: an answer is
 * that of the reader's state, however long ago the rest was read. The copy tells its state by its position.
 */
export function peopleIndex(limitBytes: number): PeopleIndex {
  const bases = new Map<string, Base>();
  const answered = new WeakMap<Base, { position: number; people: PeopleNow }>();

  // A map keeps the order in which its keys were set: the last is who was asked for last.
  const keep = (merchantId: string, base: Base): void => {
    bases.delete(merchantId);
    bases.set(merchantId, base);
    let bytes = 0;
    for (const [id, one] of [...bases].toReversed()) {
      bytes += sizeOf(one);
      if (bytes > limitBytes) bases.delete(id);
    }
  };
  const since = async (reader: Reader, base: Base): Promise<PeopleNow | null> => {
    const last = answered.get(base);
    const isCopy = reader.engine === 'duckdb';
    if (isCopy && last && last.position === reader.position) return last.people;
    const people = await peopleSince(reader, base);
    if (people && isCopy) answered.set(base, { position: reader.position, people });
    return people;
  };
  return {
    async people(reader) {
      const known = bases.get(reader.merchantId);
      const people = known && (await since(reader, known));
      const base = people ? known : await readBase(reader);
      keep(reader.merchantId, base);
      return people ?? must(await since(reader, base), 'what was read of a state is true of it');
    },
  };
}
