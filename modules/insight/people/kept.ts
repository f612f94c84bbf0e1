import type { DayNumber } from '../asking/day.ts';
import type { People } from './people.ts';

const MOST_KEPT = 2_000;

/**
 * A place for what was counted of people up to a day. It is kept with their state; where nothing that came since is of such a
 * day, with what stays of them, so that it serves every later state too: what was, does not change because somebody buys.
 */
export function keptByDay<T>(): (people: People, upTo: DayNumber) => Map<string, T> {
  const kept = new WeakMap<object, Map<string, T>>();
  return (people, upTo) => {
    const owner = upTo < people.steady.before ? people.steady.of : people;
    let known = kept.get(owner);
    if (!known || known.size >= MOST_KEPT) kept.set(owner, (known = new Map()));
    return known;
  };
}
