import type { Refusal } from '@shuke/kernel';

/** Why staff cannot add a tag, in the order in which the reasons are looked for. */
export type AddTagRefusal = Refusal<'customer_not_found' | 'tag_value_unknown' | 'tags_too_many'>;

export type RetractRefusal = Refusal<'tag_not_found'>;

export type WordRefusal = Refusal<'lexicon_terms_taken'>;
