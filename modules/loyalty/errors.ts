import type { Refusal } from '@shuke/kernel';

export type ProgrammeRefusal = Refusal<'programme_invalid'>;

/** Why units are not given or taken by hand, in the order in which the reasons are looked for. */
export type PointsRefusal = Refusal<'customer_not_found' | 'points_not_offered' | 'insufficient_points'>;

export type StampRefusal = Refusal<'customer_not_found' | 'stamp_card_not_found' | 'insufficient_stamps'>;

export type StoreRefusal = Refusal<'loyalty_store_unknown' | 'loyalty_store_not_yours'>;

export type OpenCardRefusal = Refusal<'stored_value_not_offered' | 'customer_not_found'>;

export type CardNotFound = Refusal<'stored_card_not_found'>;

/** Why money is not paid in, in the order in which the reasons are looked for. */
export type TopUpRefusal =
  | StoreRefusal
  | CardNotFound
  | Refusal<'stored_card_blocked' | 'stored_value_not_offered' | 'stored_value_limit_exceeded'>;

export type PayOutRefusal = StoreRefusal | CardNotFound | Refusal<'stored_value_empty'>;

/** What every command that takes a key can answer as well. */
export type KeyReused = Refusal<'idempotency_key_reused'>;
