import type { DayNumber } from '../asking/day.ts';
import type { Histories, Movements } from './histories.ts';
import { placeOfId } from '@shuke/kernel';

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
  /** Those who are skipped in the first part, as they stand there. */
  readonly gone: Histories;
  /** The stores by the number that stands for them in the histories. */
  readonly storeIds: readonly string[];
  readonly steady: Steady;
}

/** People who were read once and have the same merges are the same in what was before the day that each state of them names. */
export interface Steady {
  readonly merges: object;
  readonly before: DayNumber;
}

interface Others {
  readonly anew: Histories;
  readonly gone: Histories;
  readonly tail: Movements;
  readonly merges: object;
  readonly storeIds: readonly string[];
}

/** The people of what was read once, less some of them as they stood then, with those who are told anew. */
export function peopleOf(all: Histories, { anew, gone, tail, merges, storeIds }: Others): People {
  const before = tail.day.reduce((first, day) => Math.min(first, day), Infinity);
  const rest = { gone, storeIds, steady: { merges, before } };
  if (gone.persons === 0 && anew.persons === 0) return { parts: [{ histories: all, skip: null }], ...rest };
  const skip = new Uint8Array(all.persons);
  for (let at = 0; at < gone.persons; at += 1) skip[placeOfId(all.ids, gone.ids, at)] = 1;
  const parts = [
    { histories: all, skip },
    { histories: anew, skip: null },
  ];
  return { parts, ...rest };
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
