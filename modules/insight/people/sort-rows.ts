import { WORDS, type Ids } from '@shuke/kernel';

const DIGITS = 1 << 16;

/** Rows in the order of a key that is a small whole number; those of the same key stay as they stood. */
export function byKey(rows: Uint32Array, keyOf: ArrayLike<number>, keys: number): Uint32Array {
  const ends = new Uint32Array(keys + 1);
  for (let i = 0; i < rows.length; i += 1) ends[keyOf[rows[i]!]! + 1]! += 1;
  for (let key = 0; key < keys; key += 1) ends[key + 1]! += ends[key]!;
  const ordered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const key = keyOf[rows[i]!]!;
    ordered[ends[key]!] = rows[i]!;
    ends[key]! += 1;
  }
  return ordered;
}

export function countingUp(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  return rows;
}

// Beyond so many steps a row, rows are not in order but for some, and a sort that halves is quicker.
const MOST_STEPS = 32;

/** Sorts some of the rows, which mostly are in order, those that are equal in any order. */
export function sortRange(
  rows: Uint32Array,
  { from, until }: { from: number; until: number },
  compare: (a: number, b: number) => number,
): void {
  let left = MOST_STEPS * (until - from);
  for (let i = from + 1; i < until && left >= 0; i += 1) {
    const row = rows[i]!;
    let at = i;
    for (; at > from && compare(rows[at - 1]!, row) > 0; at -= 1) rows[at] = rows[at - 1]!;
    rows[at] = row;
    left -= i - at;
  }
  if (left < 0) rows.subarray(from, until).sort(compare);
}

/** The places of ids in ascending order: by their digits of 16 bits, the last first, those left out in which all are alike. */
export function ascending(ids: Ids): Uint32Array {
  const count = ids.length / WORDS;
  let places = countingUp(count);
  const digits = new Uint16Array(count);
  for (let digit = 2 * WORDS - 1; digit >= 0; digit -= 1) {
    const [word, shift] = [digit >> 1, digit % 2 === 0 ? 16 : 0];
    let differs = false;
    for (let place = 0; place < count; place += 1) {
      digits[place] = (ids[place * WORDS + word]! >>> shift) & 0xffff;
      differs ||= digits[place] !== digits[0];
    }
    if (differs) places = byKey(places, digits, DIGITS);
  }
  return places;
}
