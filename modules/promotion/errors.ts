import type { Refusal } from '@shuke/kernel';
import type { RulesRefusal } from '@shuke/pricing';

export type PromotionNotFound = Refusal<'promotion_not_found'>;

export type StatusRefusal = Refusal<'promotion_ended' | 'promotion_not_live'>;

/** Why a rule cannot be taken: a live set with it could not be priced, or it excludes what is not there. */
export type RuleRefusal = RulesRefusal | PromotionNotFound;

/** Why what was sent cannot be read as a rule. */
export type WireRefusal = Refusal<'invalid_request' | 'promotion_store_unknown'>;

/** What every command that takes a key can answer as well. */
export type KeyReused = Refusal<'idempotency_key_reused'>;
