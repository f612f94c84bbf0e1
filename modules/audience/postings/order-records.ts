import { assert, type Ids } from '@shuke/kernel';
import { NEVER } from './postings.ts';

/** A day, a store with source and hour, an amount, how many lines. */
export const FIELDS = 4;

/**
 * Orders as they were read. What is read in another order comes from all over memory, and there each column would be a miss of
 * its own, so that what an order came to stands together.
 */
export interface OrderRecords {
  readonly person: Int32Array;
  readonly fields: Int32Array;
  /** Microseconds since 1970. */
  readonly at: Float64Array;
  readonly ids: Ids;
}

export const emptyRecords = (count: number): OrderRecords => ({
  person: new Int32Array(count),
  fields: new Int32Array(FIELDS * count),
  at: new Float64Array(count),
  ids: new Uint32Array(4 * count),
});

export const firstRecords = ({ person, fields, at, ids }: OrderRecords, count: number): OrderRecords => ({
  person: person.subarray(0, count),
  fields: fields.subarray(0, FIELDS * count),
  at: at.subarray(0, count),
  ids: ids.subarray(0, 4 * count),
});

/** Below zero where the one order of a person comes before the other: by day, instant and id. */
export function compareRecords({ fields, at, ids }: OrderRecords, a: number, b: number): number {
  const apart = fields[FIELDS * a]! - fields[FIELDS * b]! || at[a]! - at[b]!;
  if (apart !== 0) return apart;
  for (let word = 0; word < 4; word += 1) {
    const byWord = ids[4 * a + word]! - ids[4 * b + word]!;
    if (byWord !== 0) return byWord;
  }
  return 0;
}

/** The first day of any of them, and how many days there are. */
export function daysOf({ fields }: OrderRecords): { firstDay: number; days: number } {
  if (fields.length === 0) return { firstDay: 0, days: 0 };
  let [first, last] = [fields[0]!, fields[0]!];
  for (let at = 0; at < fields.length; at += FIELDS) {
    first = Math.min(first, fields[at]!);
    last = Math.max(last, fields[at]!);
  }
  assert(last - first < NEVER, 'days are counted in two bytes');
  return { firstDay: first, days: last - first + 1 };
}
