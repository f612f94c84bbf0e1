import { counterKey, countersOf, type Counter, type UsageRow } from './usage.ts';

/** How a batch moves one count. */
export interface CountMove extends Counter {
  readonly by: number;
  /** The most that it may come to; null where the batch only gives back, which is never refused. */
  readonly cap: number | null;
}

export interface Admission {
  /** In the order of the rows: whether the row fits. */
  readonly fits: boolean[];
  readonly moves: CountMove[];
}

interface Tally {
  readonly counter: Counter;
  readonly before: number;
  used: number;
  cap: number;
}

/**
 * Judges a batch against counts that are locked, in order of arrival: a group fits where each of its rows does, and one
 * that does not leaves nothing behind. A count given back below zero stays at zero: its uses were made before the cap.
 */
export function admitUsage(rows: readonly UsageRow[], usedBefore: ReadonlyMap<string, number>): Admission {
  const fits = rows.map(() => false);
  const tallies = new Map<string, Tally>();
  const tallyOf = (counter: Counter): Tally => {
    const key = counterKey(counter);
    const before = usedBefore.get(key) ?? 0;
    const tally = tallies.get(key) ?? { counter, before, used: before, cap: 0 };
    tallies.set(key, tally);
    return tally;
  };
  for (const group of inGroups(rows)) {
    const steps = group.flatMap((at) => countersOf(rows[at]!).map((counter) => ({ counter, by: rows[at]!.uses })));
    const undo: [Tally, number, number][] = [];
    const isFit = steps.every(({ counter: { cap, ...counter }, by }) => {
      const tally = tallyOf(counter);
      undo.push([tally, tally.used, tally.cap]);
      if (by > 0) tally.cap = Math.max(tally.cap, cap);
      tally.used = Math.max(0, tally.used + by);
      return by <= 0 || tally.used <= cap;
    });
    for (const at of group) fits[at] = isFit;
    if (!isFit) for (const [tally, used, cap] of undo.toReversed()) Object.assign(tally, { used, cap });
  }
  return { fits, moves: [...tallies.values()].flatMap(moveOf) };
}

function moveOf({ counter, before, used, cap }: Tally): CountMove[] {
  const by = used - before;
  return by === 0 ? [] : [{ ...counter, by, cap: by > 0 ? cap : null }];
}

/** The places of the rows by group, each group where its first row stands. */
function inGroups(rows: readonly UsageRow[]): number[][] {
  const groups = new Map<string | number, number[]>();
  rows.forEach((row, at) => {
    const name = row.group ?? at;
    groups.set(name, [...(groups.get(name) ?? []), at]);
  });
  return [...groups.values()];
}
