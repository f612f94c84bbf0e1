import type { Word } from './lexicon.ts';
import { AFTER, ALLERGY, FILLERS, JOINS, LOOSE, OPAQUE, TIGHT, type Act } from './modifiers.ts';

/** What a piece of a note is. */
export type Meaning =
  | { readonly is: 'word'; readonly word: Word }
  | { readonly is: 'act'; readonly act: Act; readonly tight: boolean; readonly after: Act | null }
  | { readonly is: 'allergy' | 'join' | 'filler' | 'opaque' };

interface Entry {
  readonly term: string;
  readonly meaning: Meaning;
}

/** All terms by their first character, the longest first: the longest that fits is what is meant. */
export type Dictionary = ReadonlyMap<string, readonly Entry[]>;

/** Everything that a note is read by. */
export function dictionaryOf(words: readonly Word[]): Dictionary {
  const entries = new Map<string, Meaning>();
  const put = (terms: readonly string[], meaning: Meaning): void => terms.forEach((term) => entries.set(term, meaning));
  put(FILLERS, { is: 'filler' });
  for (const act of Object.keys(TIGHT) as Act[]) put(TIGHT[act], actMeaning(act, true));
  for (const act of Object.keys(LOOSE) as Act[]) put(LOOSE[act], actMeaning(act, false));
  for (const [term, after] of AFTER) {
    const before = entries.get(term);
    entries.set(term, before?.is === 'act' ? { ...before, after } : { is: 'act', act: after, tight: true, after });
  }
  put(JOINS, { is: 'join' });
  put(ALLERGY, { is: 'allergy' });
  for (const word of words) put(word.terms, { is: 'word', word });
  put(OPAQUE, { is: 'opaque' });
  return byFirst(entries);
}

// In Chinese what may stand before may stand after as well: 香菜不要.
const actMeaning = (act: Act, tight: boolean): Meaning => ({ is: 'act', act, tight, after: null });

function byFirst(entries: ReadonlyMap<string, Meaning>): Dictionary {
  const all = [...entries].map(([term, meaning]): Entry => ({ term, meaning }));
  const longestFirst = all.toSorted((a, b) => b.term.length - a.term.length);
  return Map.groupBy(longestFirst, ({ term }) => term[0] ?? '');
}

const PLURALS = ['s', 'es'];

const isLatin = (character: string | undefined): boolean => character !== undefined && /[a-z0-9']/.test(character);

export interface Found extends Entry {
  readonly end: number;
}

/** The longest term at a place of a folded text, with its end; an English word may be in the plural, and is whole. */
export function termAt(dictionary: Dictionary, text: string, at: number): Found | null {
  for (const { term, meaning } of dictionary.get(text[at] ?? '') ?? []) {
    if (!text.startsWith(term, at)) continue;
    const end = at + term.length;
    if (!isLatin(term.at(-1)) || isWordEnd(text, end)) return { term, meaning, end };
    const plural =
      meaning.is === 'word'
        ? PLURALS.find((s) => text.startsWith(s, end) && isWordEnd(text, end + s.length))
        : undefined;
    if (plural !== undefined) return { term, meaning, end: end + plural.length };
  }
  return null;
}

// A number may stand right before Chinese, an English word may not end within another.
const isWordEnd = (text: string, end: number): boolean => !isLatin(text[end]);
