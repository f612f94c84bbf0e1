import type { TagDimension } from '@shuke/contract';
import type { Word } from './words/lexicon.ts';
import type { Tag } from './show.ts';

export interface Suggestion {
  readonly dimension: TagDimension;
  readonly value: string;
  readonly nameEn: string;
  readonly nameZh: string;
}

// What guests say most at a till, in the order in which a thumb should find it.
const USUAL: readonly (readonly [TagDimension, string])[] = [
  ['avoidance', 'cilantro'],
  ['avoidance', 'spicy'],
  ['taste', 'spicy'],
  ['avoidance', 'scallion'],
  ['avoidance', 'ice'],
  ['taste', 'ice'],
  ['avoidance', 'sweet'],
  ['avoidance', 'oil'],
  ['avoidance', 'peanut'],
  ['avoidance', 'seafood'],
  ['avoidance', 'dairy'],
  ['taste', 'vegetarian'],
  ['taste', 'halal'],
  ['taste', 'light_taste'],
  ['taste', 'small_portion'],
  ['taste', 'warm_drink'],
  ['occasion', 'children'],
  ['occasion', 'birthday'],
  ['occasion', 'business'],
  ['occasion', 'date'],
  ['habit', 'takeaway'],
  ['habit', 'quick'],
  ['habit', 'left_handed'],
];
const MOST_OWN = 12;

/** What staff can add with one tap: the merchant's own words, then the usual; without what is known already. */
export function suggestionsFor(words: readonly Word[], own: ReadonlySet<string>, tags: readonly Tag[]): Suggestion[] {
  const byKey = new Map(words.filter(({ terms }) => terms.length > 0).map((word) => [word.key, word]));
  const known = new Set(tags.filter(({ shown }) => shown).map(({ dimension, value }) => `${dimension}:${value}`));
  const ownWords = words.filter(({ key }) => own.has(key)).slice(0, MOST_OWN);
  const offered = [...ownWords.map((word) => [dimensionOf(word), word.key] as const), ...USUAL];
  return offered.flatMap(([dimension, value]) => {
    const word = byKey.get(value);
    return word && !known.has(`${dimension}:${value}`) ? [{ dimension, value, nameEn: word.en, nameZh: word.zh }] : [];
  });
}

function dimensionOf({ kind }: Word): TagDimension {
  if (kind === 'occasion' || kind === 'habit') return kind;
  return kind === 'ingredient' ? 'avoidance' : 'taste';
}
