import { clausesOf, type Clause } from './clauses.ts';
import { dictionaryOf, type Dictionary } from './dictionary.ts';
import { foldText } from './fold-text.ts';
import { LEXICON, type Word } from './lexicon.ts';
import { QUESTIONS } from './modifiers.ts';
import { readClause } from './read-clause.ts';
import { saidOf, type Mention, type Said } from './said.ts';
import { scan } from './scan.ts';

export interface ParseOptions {
  /** `lexiconWith` a merchant's own words; those that every shop has unless told. */
  readonly words?: readonly Word[];
  /** What is named and nothing more is an allergy, as on a note of that kind. */
  readonly ofAllergies?: boolean;
}

const dictionaries = new WeakMap<readonly Word[], Dictionary>();

function dictionaryFor(words: readonly Word[]): Dictionary {
  const known = dictionaries.get(words) ?? dictionaryOf(words);
  dictionaries.set(words, known);
  return known;
}

/**
 * What the note of an order, a message or a member of staff says that a person likes and avoids, in Chinese and English.
 * Of one thing the last word counts, but for an allergy, which stays one. What is not understood is left out.
 */
export function parseNote(text: string, { words = LEXICON, ofAllergies = false }: ParseOptions = {}): Said[] {
  const folded = foldText(text);
  let before: Mention[] = [];
  const said = new Map<string, Said>();
  for (const clause of clausesOf(scan(dictionaryFor(words), folded))) {
    if (isQuestion(folded, clause)) continue;
    const mentions = inContext(clause, before).map((one) => (ofAllergies && one.act === null ? asAllergy(one) : one));
    for (const one of mentions.map(saidOf)) {
      if (one && said.get(one.value)?.allergy !== true) said.set(one.value, one);
      if (one?.allergy) said.set(one.value, one);
    }
    before = mentions;
  }
  return [...said.values()].toSorted((a, b) => a.span[0] - b.span[0]);
}

/** The mentions of a clause, some of which are only understood from what was said right before. */
function inContext(clause: Clause, before: readonly Mention[]): Mention[] {
  const mentions = readClause(clause.pieces);
  const heard = clause.pieces.filter(({ is }) => is !== 'filler');
  const isOnlyAllergy = heard.length > 0 && heard.every(({ is }) => is === 'allergy' || is === 'other');
  if (isOnlyAllergy && heard.some(({ is }) => is === 'allergy')) return before.map(asAllergy);
  const last = before.at(-1);
  const isList = heard.every(({ is }) => is === 'word' || is === 'join');
  if (!clause.follows || !isList || !last || last.act === null) return mentions;
  return mentions.map((one) =>
    one.word.kind === 'ingredient' ? { ...one, act: last.act, confidence: Math.min(INHERITED, last.confidence) } : one,
  );
}

// 不要葱，姜: it is likely, not sure, that both are meant.
const INHERITED = 0.6;

const asAllergy = (one: Mention): Mention => ({ ...one, act: 'allergy', confidence: 0.95 });

function isQuestion(folded: string, { pieces }: Clause): boolean {
  const [start, end] = [pieces[0]?.start ?? 0, pieces.at(-1)?.end ?? 0];
  if (/^\s*[?？]/.test(folded.slice(end))) return true;
  const words = folded.slice(start, end);
  return QUESTIONS.some((question) => words.includes(question));
}
