import { Type, type Static } from 'typebox';
import { Id, Instant } from '../wire.ts';

export const TAG_DIMENSIONS = [
  'taste',
  'avoidance',
  'cuisine',
  'category',
  'dish',
  'variant',
  'occasion',
  'habit',
  'free',
] as const;
export type TagDimension = (typeof TAG_DIMENSIONS)[number];

export const TAG_SOURCES = ['order', 'note', 'message', 'staff', 'rule', 'reaction'] as const;
export type TagSource = (typeof TAG_SOURCES)[number];

/** How a word of the lexicon behaves: an ingredient is wanted or not, of a scale there is a little and a lot. */
export const WORD_KINDS = ['ingredient', 'scale', 'manner', 'diet', 'occasion', 'habit'] as const;
export type WordKind = (typeof WORD_KINDS)[number];

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);

const Dimension = Type.Enum([...TAG_DIMENSIONS]);
const Value = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: '^[^\\p{C}\\p{Z}]([^\\p{C}]*[^\\p{C}\\p{Z}])?$',
  description: 'A key of the lexicon, a SKU, a category, or a few words of a free tag',
});
const Intensity = Type.Integer({
  minimum: 1,
  maximum: 3,
  description: '1 a little, 2 as usual, 3 a lot; of what is avoided, 1 less of it and 3 none',
});

export const NewTag = Type.Object(
  {
    dimension: Dimension,
    value: Value,
    intensity: Type.Optional(Intensity),
    allergy: Type.Optional(Type.Boolean({ description: 'Only of what is avoided' })),
  },
  closed,
);
export type NewTag = Static<typeof NewTag>;

export const TagSaid = Type.Object({ evidenceId: Id });

const EvidenceView = Type.Object({
  evidenceId: Id,
  source: Type.String(),
  likes: Type.Boolean(),
  weight: Type.Number(),
  orderId: orNull(Id),
  lineNo: orNull(Type.Integer()),
  noteId: orNull(Id),
  staffId: orNull(Id),
  at: Instant,
});

const Names = { nameEn: Type.String(), nameZh: Type.String() };

export const TagView = Type.Object({
  dimension: Dimension,
  value: Type.String(),
  ...Names,
  likes: Type.Boolean(),
  intensity: Intensity,
  allergy: Type.Boolean(),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  shown: Type.Boolean({ description: 'Sure enough, and not said better by a finer tag' }),
  refinedBy: orNull(Type.String({ description: 'The finer tag, as dimension:value' })),
  evidenceCount: Type.Integer(),
  lastEvidenceAt: Instant,
  evidence: Type.Array(EvidenceView, { description: 'The last ten that count, the newest first' }),
});
export type TagView = Static<typeof TagView>;

export const TagsView = Type.Object({ items: Type.Array(TagView) });

export const TagParams = Type.Object({ customerId: Id, dimension: Dimension, value: Value });
export const RetractionParams = Type.Object({ customerId: Id, retractionId: Id });
export const TagRetracted = Type.Object({ retractionId: Id });

const Suggestion = Type.Object({ dimension: Dimension, value: Type.String(), ...Names });
export const TagSuggestionsView = Type.Object({ items: Type.Array(Suggestion) });

const Term = Type.String({ minLength: 1, maxLength: 40 });
export const NewWord = Type.Object(
  {
    key: Type.String({ pattern: '^[a-z0-9_]{1,40}$', description: 'The canonical key' }),
    kind: Type.Enum([...WORD_KINDS]),
    nameEn: Type.String({ minLength: 1, maxLength: 40 }),
    nameZh: Type.String({ minLength: 1, maxLength: 40 }),
    terms: Type.Array(Term, { maxItems: 50, description: 'How guests write it; none switches the word off' }),
  },
  closed,
);
export type NewWord = Static<typeof NewWord>;

export const WordView = Type.Object({
  key: Type.String(),
  kind: Type.Enum([...WORD_KINDS]),
  nameEn: Type.String(),
  nameZh: Type.String(),
  terms: Type.Array(Type.String()),
  own: Type.Boolean({ description: 'Set by the merchant' }),
});
export type WordView = Static<typeof WordView>;
export const LexiconView = Type.Object({ items: Type.Array(WordView) });
