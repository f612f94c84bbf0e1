import type { Ids } from '@shuke/insight';

// A thread that holds an index loads no other module: insight alone takes two seconds and 80 MB, for it brings the drivers of two databases.

const WORDS = 4;
const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** The id at a place of a column, as text. */
export function idAt(ids: Ids, place: number): string {
  const [a, b, c, d] = [...ids.subarray(WORDS * place, WORDS * place + WORDS)].map(hex) as [
    string,
    string,
    string,
    string,
  ];
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

/** Whether a place holds the same id as the one before it. */
export function isSameAsBefore(ids: Ids, place: number): boolean {
  const at = WORDS * place;
  for (let word = at; word < at + WORDS; word += 1) if (ids[word] !== ids[word - WORDS]) return false;
  return true;
}

/** Where an id stands in an ascending column; -1 where it does not. */
export function findId(ids: Ids, id: string): number {
  const digits = id.replaceAll('-', '');
  const wanted = [0, 8, 16, 24].map((from) => Number.parseInt(digits.slice(from, from + 8), 16));
  let [low, high] = [0, ids.length / WORDS - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const apart = apartFrom(ids, middle, wanted);
    if (apart === 0) return middle;
    if (apart < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function apartFrom(ids: Ids, place: number, wanted: readonly number[]): number {
  for (let word = 0; word < WORDS; word += 1) {
    const apart = ids[WORDS * place + word]! - wanted[word]!;
    if (apart !== 0) return apart;
  }
  return 0;
}
