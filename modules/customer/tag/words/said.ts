import type { Act } from './modifiers.ts';
import type { Word } from './lexicon.ts';

/** What a note says of one thing. */
export interface Said {
  readonly dimension: 'taste' | 'avoidance' | 'occasion' | 'habit';
  /** The canonical key of the lexicon. */
  readonly value: string;
  readonly likes: boolean;
  /** 1 a little, 2 as usual, 3 a lot; of what is not wanted, 1 is less of it and 3 none. */
  readonly intensity: 1 | 2 | 3;
  readonly allergy: boolean;
  /** Where in the note it stands. */
  readonly span: readonly [number, number];
  readonly confidence: number;
}

/** How it is said: an act, an allergy, or by naming it. */
export interface Mention {
  readonly word: Word;
  readonly act: Act | 'allergy' | null;
  readonly confidence: number;
  readonly span: readonly [number, number];
}

const LIKED: Readonly<Record<'less' | 'more' | 'want' | 'too', 1 | 2 | 3>> = { less: 1, more: 3, want: 2, too: 1 };

/** What a mention means for its word; null where it means nothing. */
export function saidOf({ word, act, confidence, span }: Mention): Said | null {
  const { key: value, kind } = word;
  const base = { value, allergy: false, span, confidence };
  const avoid = (intensity: 1 | 3): Said => ({ ...base, dimension: 'avoidance', likes: false, intensity });
  const like = (intensity: 1 | 2 | 3): Said => ({ ...base, dimension: 'taste', likes: true, intensity });
  if (act === 'allergy') return kind === 'ingredient' ? { ...avoid(3), allergy: true } : null;
  if (kind === 'ingredient') {
    if (act === null) return null;
    if (act === 'no') return avoid(3);
    return act === 'less' || act === 'too' ? avoid(1) : like(LIKED[act]);
  }
  if (kind === 'scale') return act === 'no' ? avoid(3) : like(act === null ? 2 : LIKED[act]);
  // Who says that they are not pregnant or need no bag has said nothing that has to be remembered.
  if (act === 'no') return kind === 'manner' ? avoid(3) : null;
  const dimension = kind === 'manner' || kind === 'diet' ? 'taste' : kind;
  return { ...base, dimension, likes: true, intensity: 2 };
}
