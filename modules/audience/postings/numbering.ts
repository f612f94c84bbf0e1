import { joined, part, words, type Part } from '../sql/part.ts';

/** The number of a word among names, in SQL, and -1 of one that is none of them: numbers travel, texts do not. */
export function numberOf(column: string, names: readonly string[]): Part {
  if (names.length === 0) return words('-1');
  const cases = names.map((name, number) => part` when ${name} then ${words(String(number))}`);
  return part`case ${words(column)}${joined(cases, '')} else -1 end`;
}
