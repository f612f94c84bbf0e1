import type { Refusal } from '@shuke/kernel';

/** What is wrong with an identifier by itself. */
export type IdentifierRefusal = Refusal<'identifier_invalid' | 'identifier_is_card_number'>;

export type CustomerRefusal = IdentifierRefusal | Refusal<'identifier_taken' | 'customer_not_found'>;
