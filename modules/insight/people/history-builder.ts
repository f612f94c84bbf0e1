import { assert, type Ids, WORDS } from '@shuke/kernel';
import type { Histories, Movements } from './histories.ts';
import { idTable } from './id-table.ts';
import { traceRhythm } from './rhythm-trace.ts';
import { gathered, rowsFor, type Rows } from './rows.ts';
import { ascending, byKey, countingUp, sortRange } from './sort-rows.ts';

/** Makes histories of movements that come piece by piece, in any order. */
export interface HistoryBuilder {
  add(movements: Movements): void;
  end(): Histories;
}

/**
 * Takes at most so many movements. They are put in order here, by counting, in a second for four million: an engine that sorts
 * and groups them takes ten, and several times their size in memory.
 */
export function historyBuilder(mostRows: number): HistoryBuilder {
  const table = idTable();
  const rows = rowsFor(mostRows);
  let count = 0;
  return {
    add(piece) {
      assert(count + piece.rows <= mostRows, 'there are no more movements than were counted');
      rows.day.set(piece.day, count);
      rows.store.set(piece.store, count);
      rows.orders.set(piece.orders, count);
      rows.netMinor.set(piece.netMinor, count);
      for (let row = 0; row < piece.rows; row += 1) rows.person[count + row] = table.numberAt(piece.ids, row);
      count += piece.rows;
    },
    end: () => historiesIn(rows, count, table.ids()),
  };
}

/** The histories that movements come to. */
export function historiesOf(movements: Movements): Histories {
  const builder = historyBuilder(movements.rows);
  builder.add(movements);
  return builder.end();
}

/** The histories that the first rows come to, whose customers are told by their numbers. The rows are used up. */
export function historiesIn(rows: Rows, count: number, met: Ids): Histories {
  const persons = met.length / WORDS;
  const places = ascending(met);
  const ids = new Uint32Array(met.length);
  const rank = new Uint32Array(persons);
  for (let person = 0; person < persons; person += 1) {
    const number = places[person]!;
    rank[number] = person;
    for (let word = 0; word < WORDS; word += 1) ids[person * WORDS + word] = met[number * WORDS + word]!;
  }
  for (let row = 0; row < count; row += 1) rows.person[row] = rank[rows.person[row]!]!;
  const near = gathered(rows, count);
  const order = inOrder(near, persons);
  const grouped = { persons, ids, ...merged(near, { order, into: rows, persons }) };
  return { ...grouped, ...traceRhythm(grouped) };
}

/** The rows by person, day and store. Those of a person mostly come in the order of their days, and are few. */
function inOrder({ person, day, store }: Rows, persons: number): Uint32Array {
  const count = person.length;
  const order = byKey(countingUp(count), person, persons);
  const isLater = (a: number, b: number): number => day[a]! - day[b]! || store[a]! - store[b]!;
  for (let from = 0; from < count;) {
    let until = from + 1;
    while (until < count && person[order[until]!] === person[order[from]!]) until += 1;
    sortRange(order, { from, until }, isLater);
    from = until;
  }
  return order;
}

/** A place for each person, day and store, over the rows as they came: what happened in one store on a day is added up. */
function merged({ person, day, store, orders, netMinor }: Rows, { order, into, persons }: Ordered) {
  const start = new Uint32Array(persons + 1);
  let size = 0;
  let [lastPerson, lastDay, lastStore] = [-1, 0, -1];
  for (let i = 0; i < order.length; i += 1) {
    const row = order[i]!;
    if (person[row] === lastPerson && day[row] === lastDay && store[row] === lastStore) {
      into.orders[size - 1]! += orders[row]!;
      into.netMinor[size - 1]! += netMinor[row]!;
      continue;
    }
    if (person[row] !== lastPerson) start[person[row]!] = size;
    [lastPerson, lastDay, lastStore] = [person[row]!, day[row]!, store[row]!];
    into.day[size] = lastDay;
    into.store[size] = lastStore;
    into.orders[size] = orders[row]!;
    into.netMinor[size] = netMinor[row]!;
    size += 1;
  }
  start[persons] = size;
  return { start, ...firstOf(into, size) };
}

interface Ordered {
  readonly order: Uint32Array;
  readonly into: Rows;
  readonly persons: number;
}

/** The first rows alone: a part of a longer column would keep all of it in memory. */
function firstOf({ day, store, orders, netMinor }: Rows, size: number) {
  if (size === day.length) return { day, store, orders, netMinor };
  return {
    day: day.slice(0, size),
    store: store.slice(0, size),
    orders: orders.slice(0, size),
    netMinor: netMinor.slice(0, size),
  };
}
