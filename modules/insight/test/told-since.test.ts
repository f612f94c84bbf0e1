import { describe, expect, test } from 'vitest';
import { idsOf, type Random, seededRandom } from '@shuke/kernel';
import { historiesOf } from '../people/history-builder.ts';
import type { Movements } from '../people/histories.ts';
import { mergesOf, type MergeRows } from '../people/merges.ts';
import { toldAnew } from '../people/told-anew.ts';
import { nobodyTold, toldSince } from '../people/told-since.ts';
import { idOf } from './people.ts';

interface Row {
  readonly who: string;
  readonly day: number;
  readonly store: number;
}

const LETTERS = 'abcdefghijklmnop'.split('');

const inOrder = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.who === b.who ? a.day - b.day || a.store - b.store : a.who < b.who ? -1 : 1));

/** Movements as a reader gives them: a row for each customer, day and store. */
function movementsOf(all: readonly Row[]): Movements {
  const groups = [...Map.groupBy(inOrder(all), ({ who, day, store }) => `${who} ${day} ${store}`).values()];
  const rows = groups.map((group) => ({ ...group[0]!, orders: group.length }));
  return {
    rows: rows.length,
    ids: idsOf(rows.map(({ who }) => idOf(who))),
    day: Int32Array.from(rows, ({ day }) => day),
    store: Uint16Array.from(rows, ({ store }) => store),
    orders: Uint32Array.from(rows, ({ orders }) => orders),
    netMinor: Float64Array.from(rows, ({ orders }) => 100 * orders),
  };
}

const mergeRowsOf = (pairs: ReadonlyMap<string, string>): MergeRows => ({
  customerIds: idsOf([...pairs.keys()].toSorted().map(idOf)),
  personIds: idsOf([...pairs.keys()].toSorted().map((who) => idOf(pairs.get(who)!))),
});

const drawn = (random: Random, count: number, fromDay: number): Row[] =>
  Array.from({ length: count }, () => ({
    who: random.pick(LETTERS),
    day: fromDay + random.int(20),
    store: random.int(3),
  }));

describe.each([1, 2, 3])('seed %i', (seed) => {
  test('told from state to state is told as if at once, whatever is sold, merged and taken back', () => {
    const random = seededRandom(seed);
    const base = historiesOf(movementsOf(drawn(random, 60, 0)));
    let told = nobodyTold(base);
    let sold: Row[] = [];
    const merged = new Map<string, string>();
    for (let step = 0; step < 60; step += 1) {
      sold.push(...drawn(random, random.int(3), 10));
      if (random.int(8) === 0) merged.set('a', random.pick(['b', 'c']));
      if (random.int(8) === 0) merged.delete('a');
      // A reader of an older state is handed less than the one before it.
      if (random.int(10) === 0) sold = sold.slice(0, -2);
      const [tail, rows] = [movementsOf(sold), mergeRowsOf(merged)];
      told = toldSince(base, told, { tail, merged: rows });
      const { anew, gone } = toldAnew(base, tail, mergesOf(rows));
      expect({ anew: told.anew, gone: told.gone }).toEqual({ anew, gone });
    }
  });
});
