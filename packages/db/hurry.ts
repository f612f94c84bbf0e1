import type { Db } from './ctx.ts';

/** What happens in a process that somebody there waits for: events were written; events were stamped. */
export type Signal = 'written' | 'stamped';

type Listeners = Record<Signal, Set<() => void>>;

const all = new WeakMap<Db, Listeners>();

function listenersOf(db: Db): Listeners {
  const known = all.get(db) ?? { written: new Set(), stamped: new Set() };
  all.set(db, known);
  return known;
}

/**
 * Says that a guest waits for what follows from events that were committed just now, so that this process looks for them at once.
 * Other processes find them at their next look.
 */
export const hurry = (db: Db, signal: Signal = 'written'): void => {
  for (const wake of listenersOf(db)[signal]) wake();
};

export interface Hurry {
  /** True once for each time that somebody hurried since it was asked last. */
  taken(): boolean;
  stop(): void;
}

/** Wakes a loop that sleeps. A signal while it works is kept: it may have come behind the look. */
export function onHurry(db: Db, signal: Signal, wake: () => void): Hurry {
  let isPending = false;
  const listener = (): void => {
    isPending = true;
    wake();
  };
  listenersOf(db)[signal].add(listener);
  return {
    taken: () => {
      const was = isPending;
      isPending = false;
      return was;
    },
    stop: () => void listenersOf(db)[signal].delete(listener),
  };
}
