import type { DayNumber } from '../asking/day.ts';
import { classify, type Classified } from './classes.ts';
import type { People } from './people.ts';
import { standingsOf } from './standings.ts';

const latest = new WeakMap<People, Classified>();

/**
 * Everybody with their classes as of a day. The day that was asked for last is remembered as long as this state of the people
 * is, for a page asks for it several times: some 36 MB for a million people.
 */
export function classifiedAsOf(people: People, asOf: DayNumber): Classified {
  const known = latest.get(people);
  if (known?.asOf === asOf) return known;
  const classified = classify(standingsOf(people, asOf));
  latest.set(people, classified);
  return classified;
}
