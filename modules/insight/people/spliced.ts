import type { Histories } from './histories.ts';
import { compareIds, WORDS } from '@shuke/kernel';

const OF_PLACES = ['day', 'store', 'orders', 'netMinor', 'visits', 'gapHalves'] as const;

/** Some persons of some histories, who follow one another. */
export interface Run {
  readonly from: Histories;
  readonly first: number;
  readonly until: number;
}

/** The histories that runs of persons come to, one after the other. */
export function inARow(runs: readonly Run[]): Histories {
  const persons = runs.reduce((all, { first, until }) => all + until - first, 0);
  const places = runs.reduce((all, { from, first, until }) => all + from.start[until]! - from.start[first]!, 0);
  const row = {
    persons,
    ids: new Uint32Array(persons * WORDS),
    start: new Uint32Array(persons + 1),
    day: new Int32Array(places),
    store: new Uint16Array(places),
    orders: new Uint32Array(places),
    netMinor: new Float64Array(places),
    visits: new Uint32Array(places),
    gapHalves: new Int32Array(places),
  };
  let [person, place] = [0, 0];
  for (const { from, first, until } of runs) {
    const [firstPlace, lastPlace] = [from.start[first]!, from.start[until]!];
    row.ids.set(from.ids.subarray(first * WORDS, until * WORDS), person * WORDS);
    for (const name of OF_PLACES) row[name].set(from[name].subarray(firstPlace, lastPlace), place);
    for (let at = first; at < until; at += 1) row.start[person++] = place + from.start[at]! - firstPlace;
    place += lastPlace - firstPlace;
  }
  row.start[persons] = places;
  return row;
}

/** The persons of both, those who are in both as the others have them. Both ascend, and so does what comes of them. */
export function spliced(most: Histories, others: Histories): Histories {
  if (others.persons === 0) return most;
  const runs: Run[] = [];
  let first = 0;
  for (let other = 0; other < others.persons; other += 1) {
    const until = firstNotBelow(most, others, other);
    if (until > first) runs.push({ from: most, first, until });
    runs.push({ from: others, first: other, until: other + 1 });
    const isThere = until < most.persons && compareIds(most.ids, until, [others.ids, other]) === 0;
    first = isThere ? until + 1 : until;
  }
  if (first < most.persons) runs.push({ from: most, first, until: most.persons });
  return inARow(runs);
}

/** The first person whose id is not below that of another one. */
function firstNotBelow({ ids, persons }: Histories, others: Histories, other: number): number {
  let [low, high] = [0, persons];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareIds(ids, middle, [others.ids, other]) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
