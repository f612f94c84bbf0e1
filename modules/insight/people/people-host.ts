import { bytesOf, restrictedTo, type Histories } from './histories.ts';
import { historyBuilder, type HistoryBuilder } from './history-builder.ts';
import { bytesWithKept } from './kept.ts';
import type { MergeRows } from './merges.ts';
import { movementsOf, storePlaces, type MovementRows, type StorePlaces } from './movements.ts';
import { peopleOf, type People } from './people.ts';
import { nobodyTold, toldSince, type Told } from './told-since.ts';
import { walkOver, type WalkAnswer, type WalkAsked, type WalkName } from './walks.ts';

/** What came of a merchant's people since they were read, and whom customers stand for. */
export interface Since {
  readonly tail: MovementRows;
  readonly merged: MergeRows;
}

export interface AskedWalk<N extends WalkName = WalkName> {
  readonly base: number;
  readonly storeId: string | null;
  readonly name: N;
  readonly asked: WalkAsked<N>;
}

/** The answer to a walk; null where the people are kept no more and have to be read again. */
export type Walked<N extends WalkName> = {
  readonly value: WalkAnswer<N>;
  /** Who had to make room. */
  readonly gone: readonly number[];
} | null;

/** Keeps what was read of the people of merchants, and walks over it. Whoever talks to it numbers what is read. */
export interface PeopleHost {
  begin(base: number, mostRows: number): void;
  rows(base: number, piece: MovementRows): void;
  end(base: number): void;
  /** Says what came since; the walks that follow are of that state. */
  since(base: number, since: Since): void;
  walk<N extends WalkName>(asked: AskedWalk<N>): Walked<N>;
  forget(base: number): void;
  bytes(): number;
}

interface Base {
  readonly stores: StorePlaces;
  readonly histories: Histories;
  /** The same restricted to a store, as they are asked for; the last is who was asked for last. */
  readonly byStore: Map<number, Histories>;
  /** What was told last of what came since, and the people of that state, of all stores or one. */
  told: Told;
  readonly people: Map<string | null, People>;
}

/** Holds at most so many bytes, but for what the last walk needed. */
export function peopleHost(limitBytes: number): PeopleHost {
  const growing = new Map<number, { stores: StorePlaces; builder: HistoryBuilder }>();
  const bases = new Map<number, Base>();
  const bytes = (): number => [...bases.values()].reduce((all, base) => all + bytesOfBase(base), 0);
  return {
    begin: (base, mostRows) => void growing.set(base, { stores: storePlaces(), builder: historyBuilder(mostRows) }),
    rows(base, piece) {
      // A thread that took the place of a dead one does not know what was begun there.
      const { stores, builder } = growing.get(base) ?? {};
      if (stores) builder?.add(movementsOf(piece, stores));
    },
    end(base) {
      const begun = growing.get(base);
      if (!begun) return;
      growing.delete(base);
      const [stores, histories] = [begun.stores, begun.builder.end()];
      bases.set(base, { stores, histories, byStore: new Map(), told: nobodyTold(histories), people: new Map() });
    },
    since(number, { tail, merged }) {
      const base = bases.get(number);
      if (!base) return;
      base.told = toldSince(base.histories, base.told, { tail: movementsOf(tail, base.stores), merged });
      base.people.clear();
    },
    walk({ base: number, storeId, name, asked }) {
      const base = bases.get(number);
      if (!base) return null;
      // A map keeps the order in which its keys were set: the last is who was asked for last.
      bases.delete(number);
      bases.set(number, base);
      const value = walkOver(peopleIn(base, storeId), name, asked);
      return { value, gone: letGo(bases, limitBytes, bytes) };
    },
    forget(base) {
      growing.delete(base);
      bases.delete(base);
    },
    bytes,
  };
}

const bytesOfBase = ({ histories, byStore, told: { anew, gone } }: Base): number =>
  [histories, ...byStore.values()].reduce((all, one) => all + bytesWithKept(one), bytesOf(anew) + bytesOf(gone));

/** Lets go of merchants, those first who were not asked for longest, then of stores of the last one. */
function letGo(bases: Map<number, Base>, limitBytes: number, bytes: () => number): number[] {
  const gone: number[] = [];
  for (const number of [...bases.keys()].slice(0, -1)) {
    if (bytes() <= limitBytes) return gone;
    bases.delete(number);
    gone.push(number);
  }
  const byStore = [...bases.values()].at(-1)?.byStore;
  for (const store of [...(byStore?.keys() ?? [])].slice(0, -1)) {
    if (bytes() <= limitBytes) return gone;
    byStore?.delete(store);
  }
  return gone;
}

function peopleIn(base: Base, storeId: string | null): People {
  // The same people for the same store, for what was found out of them is remembered with them.
  let known = base.people.get(storeId);
  if (!known) base.people.set(storeId, (known = restricted(base, storeId)));
  return known;
}

function restricted({ stores, histories, byStore, told }: Base, storeId: string | null): People {
  const storeIds = stores.ids();
  if (storeId === null) return peopleOf(histories, { ...told, storeIds });
  const store = storeIds.indexOf(storeId);
  const all = byStore.get(store) ?? restrictedTo(histories, store);
  byStore.delete(store);
  byStore.set(store, all);
  const [anew, gone] = [restrictedTo(told.anew, store), restrictedTo(told.gone, store)];
  return peopleOf(all, { ...told, anew, gone, storeIds });
}
