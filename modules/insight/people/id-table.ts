import { WORDS, type Ids } from '@shuke/kernel';

/** Numbers ids in the order in which they are met. */
export interface IdTable {
  /** The number of the id at a place of a column. */
  numberAt(ids: Ids, place: number): number;
  /** All ids by their numbers. */
  ids(): Ids;
}

const EMPTY = -1;

/** An open hash table over columns: a million ids as texts in a map would take 150 MB and ten times as long. */
export function idTable(): IdTable {
  let known = new Uint32Array(64 * WORDS);
  let slots = new Int32Array(128).fill(EMPTY);
  let count = 0;

  const holds = (number: number, ids: Ids, place: number): boolean => {
    const [a, b] = [number * WORDS, place * WORDS];
    // The last word first, for that is where ids differ.
    for (let word = WORDS - 1; word >= 0; word -= 1) if (known[a + word] !== ids[b + word]) return false;
    return true;
  };
  const slotOf = (ids: Ids, place: number): number => {
    const mask = slots.length - 1;
    let slot = hashAt(ids, place) & mask;
    while (slots[slot] !== EMPTY && !holds(slots[slot]!, ids, place)) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = (): void => {
    const larger = new Uint32Array(2 * known.length);
    larger.set(known);
    known = larger;
    slots = new Int32Array(2 * slots.length).fill(EMPTY);
    for (let number = 0; number < count; number += 1) slots[slotOf(known, number)] = number;
  };
  return {
    numberAt(ids, place) {
      const slot = slotOf(ids, place);
      if (slots[slot] !== EMPTY) return slots[slot]!;
      slots[slot] = count;
      for (let word = 0; word < WORDS; word += 1) known[count * WORDS + word] = ids[place * WORDS + word]!;
      count += 1;
      if (count * WORDS === known.length) grow();
      return count - 1;
    },
    ids: () => known.subarray(0, count * WORDS),
  };
}

/** Ids that were made in turn differ in few bits, so that all of them are stirred. */
function hashAt(ids: Ids, place: number): number {
  const at = place * WORDS;
  let hash = 0;
  for (let word = at; word < at + WORDS; word += 1) {
    hash = Math.imul(hash ^ ids[word]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
