import type { DayNumber } from '../asking/day.ts';
import type { Histories } from './histories.ts';
import { findId } from './person-ids.ts';

/** A part of the people: the histories of some, of whom those that are skipped stand in another part with all that is theirs. */
export interface Part {
  readonly histories: Histories;
  /** 1 for who is skipped; null where nobody is. */
  readonly skip: Uint8Array | null;
}

/**
 * All known persons who ever bought, merged customers as the person for whom they stand. Two parts: what was read once, and
 * those who have bought since or are of a circle, told anew.
 */
export interface People {
  readonly parts: readonly Part[];
  /** The stores by the number that stands for them in the histories. */
  readonly storeIds: readonly string[];
  readonly steady: Steady;
}

/** All states with the same `of` are the same in what was before the day that each of them names. */
export interface Steady {
  readonly of: object;
  readonly before: DayNumber;
}

/** The histories of all but some, who stand in others. */
export const partsOf = (most: Histories, others: Histories, told: readonly string[]): Part[] =>
  told.length === 0
    ? [{ histories: most, skip: null }]
    : [
        { histories: most, skip: skipOf(most, told) },
        { histories: others, skip: null },
      ];

function skipOf({ ids, persons }: Histories, told: readonly string[]): Uint8Array {
  const skip = new Uint8Array(persons);
  for (const id of told) {
    const person = findId(ids, id);
    if (person >= 0) skip[person] = 1;
  }
  return skip;
}

/** Calls for every person, part by part. */
export function forEachPerson(
  { parts }: Pick<People, 'parts'>,
  visit: (histories: Histories, person: number) => void,
): void {
  for (const { histories, skip } of parts) {
    for (let person = 0; person < histories.persons; person += 1) {
      if (skip === null || skip[person] === 0) visit(histories, person);
    }
  }
}
