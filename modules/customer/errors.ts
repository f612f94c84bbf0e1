import type { Refusal } from '@shuke/kernel';

/** What is wrong with an identifier by itself. */
export type IdentifierRefusal = Refusal<'identifier_invalid' | 'identifier_is_card_number'>;

export type CustomerRefusal = IdentifierRefusal | Refusal<'identifier_taken' | 'customer_not_found'>;

/** Why nothing is said of who somebody is. */
export type RecognitionRefusal =
  IdentifierRefusal | MemberCodeRefusal | Refusal<'recognition_store_unknown' | 'forbidden'>;

export type MemberCodeRefusal = Refusal<'member_code_invalid' | 'member_code_expired' | 'member_code_used'>;

/** Why a code of a phone does not prove anything. */
export type VerificationRefusal = Refusal<
  'verification_not_found' | 'verification_expired' | 'verification_wrong' | 'verification_for_keys'
>;

/** What every command can answer that takes a key. */
export type KeyReused = Refusal<'idempotency_key_reused'>;
