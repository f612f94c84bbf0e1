import { NO_MOVEMENTS, type Histories, type Movements } from './histories.ts';
import { areSameMerges, mergesOf, NO_MERGES, type MergeRows, type Merges } from './merges.ts';
import { compareIds, idAt, WORDS } from '@shuke/kernel';
import { spliced } from './spliced.ts';
import { toldAnew, type ToldAnew } from './told-anew.ts';

/** Who is told anew in a state, and by what: what came since people were read, by customer, and who stands for whom. */
export interface Told extends ToldAnew {
  readonly tail: Movements;
  readonly merges: Merges;
}

export const nobodyTold = (base: Histories): Told => ({
  ...toldAnew(base, NO_MOVEMENTS, NO_MERGES),
  tail: NO_MOVEMENTS,
  merges: NO_MERGES,
});

/** Who is told anew in the next state. From one question to the next few more have bought: those alone are told. */
export function toldSince(base: Histories, last: Told, now: { tail: Movements; merged: MergeRows }): Told {
  const { tail } = now;
  const isSame = areSameMerges(last.merges.rows, now.merged);
  const merges = isSame ? last.merges : mergesOf(now.merged);
  const changed = isSame ? changedSince(last, tail) : null;
  if (changed === null) return { ...toldAnew(base, tail, merges), tail, merges };
  const { anew, gone } = toldAnew(base, changed, NO_MERGES);
  return { anew: spliced(last.anew, anew), gone: spliced(last.gone, gone), tail, merges };
}

/** The movements of customers of whom others are told than before; null where that is not all that has changed. */
function changedSince({ tail: before, merges }: Told, tail: Movements): Movements | null {
  const standing = new Set(merges.personOf.values());
  const rows: number[] = [];
  let known = 0;
  for (let row = 0; row < tail.rows;) {
    const until = endOf(tail, row);
    const knownUntil = known < before.rows ? endOf(before, known) : known;
    const apart = known < before.rows ? compareIds(before.ids, known, [tail.ids, row]) : 1;
    // Somebody who was told anew is not any more: the state is another past.
    if (apart < 0) return null;
    if (apart > 0 || !areSameRows(before, tail, { known, knownUntil, row, until })) {
      const id = idAt(tail.ids, row);
      if (standing.has(id) || merges.personOf.has(id)) return null;
      for (let one = row; one < until; one += 1) rows.push(one);
    }
    if (apart === 0) known = knownUntil;
    row = until;
  }
  return known < before.rows ? null : someOf(tail, rows);
}

/** Where the rows of the customer end to whom a row belongs. */
function endOf({ ids, rows }: Movements, row: number): number {
  let end = row + 1;
  while (end < rows && compareIds(ids, end, [ids, row]) === 0) end += 1;
  return end;
}

interface Ranges {
  readonly known: number;
  readonly knownUntil: number;
  readonly row: number;
  readonly until: number;
}

function areSameRows(before: Movements, tail: Movements, { known, knownUntil, row, until }: Ranges): boolean {
  if (until - row !== knownUntil - known) return false;
  for (let i = 0; i < until - row; i += 1) {
    const [a, b] = [known + i, row + i];
    if (before.day[a] !== tail.day[b] || before.store[a] !== tail.store[b]) return false;
    if (before.orders[a] !== tail.orders[b] || before.netMinor[a] !== tail.netMinor[b]) return false;
  }
  return true;
}

function someOf({ ids, day, store, orders, netMinor }: Movements, rows: readonly number[]): Movements {
  const some = new Uint32Array(rows.length * WORDS);
  rows.forEach((row, i) => some.set(ids.subarray(row * WORDS, (row + 1) * WORDS), i * WORDS));
  return {
    rows: rows.length,
    ids: some,
    day: Int32Array.from(rows, (row) => day[row]!),
    store: Uint16Array.from(rows, (row) => store[row]!),
    orders: Uint32Array.from(rows, (row) => orders[row]!),
    netMinor: Float64Array.from(rows, (row) => netMinor[row]!),
  };
}
