/** Ids in columns: four words each, which compare as the text of the ids does. A million of them as text would take 90 MB. */
export type Ids = Uint32Array;

export const WORDS = 4;

/** Writes an id at a place of a column. */
export function putId(ids: Ids, place: number, id: string): void {
  const at = place * WORDS;
  ids[at] = Number.parseInt(id.slice(0, 8), 16);
  ids[at + 1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
  ids[at + 2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
  ids[at + 3] = Number.parseInt(id.slice(28), 16);
}

export function idsOf(texts: readonly string[]): Ids {
  const ids = new Uint32Array(texts.length * WORDS);
  texts.forEach((text, place) => putId(ids, place, text));
  return ids;
}

const hex = (word: number): string => word.toString(16).padStart(8, '0');

export function idAt(ids: Ids, place: number): string {
  const at = place * WORDS;
  const [a, b, c, d] = [hex(ids[at]!), hex(ids[at + 1]!), hex(ids[at + 2]!), hex(ids[at + 3]!)];
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

/** Below zero where the one id comes before the other. */
export function compareIds(a: Ids, aPlace: number, [b, bPlace]: readonly [Ids, number]): number {
  const [left, right] = [aPlace * WORDS, bPlace * WORDS];
  for (let word = 0; word < WORDS; word += 1) {
    const apart = a[left + word]! - b[right + word]!;
    if (apart !== 0) return apart;
  }
  return 0;
}

/** True where a place holds the same id as the one before it. */
export function isSameAsBefore(ids: Ids, place: number): boolean {
  const at = place * WORDS;
  for (let word = at; word < at + WORDS; word += 1) if (ids[word] !== ids[word - WORDS]) return false;
  return true;
}

/** True where a place holds this id, which is alone in its column. */
export function isIdAt(ids: Ids, place: number, id: Ids): boolean {
  const at = place * WORDS;
  for (let word = 0; word < WORDS; word += 1) if (ids[at + word] !== id[word]) return false;
  return true;
}

/** Where an id stands in an ascending column; -1 where it does not. */
export const findId = (ids: Ids, id: string): number => placeOfId(ids, idsOf([id]), 0);

/** Where the id at a place of another column stands. */
export function placeOfId(ids: Ids, other: Ids, place: number): number {
  let low = 0;
  let high = ids.length / WORDS - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareIds(ids, middle, [other, place]);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
