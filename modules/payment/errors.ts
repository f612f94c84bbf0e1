import type { Refusal } from '@shuke/kernel';

export type AccountRefusal = Refusal<
  'payment_account_not_found' | 'payment_account_exists' | 'payment_account_incomplete' | 'payment_store_unknown'
>;

/** Why no payment begins, in the order in which the reasons are looked for. */
export type StartRefusal = Refusal<
  | 'payment_code_missing'
  | 'payment_code_unknown'
  | 'payment_account_not_found'
  | 'payment_account_ambiguous'
  | 'payment_scene_not_taken'
  | 'payment_under_way'
>;

export type PaymentNotFound = Refusal<'payment_not_found'>;
export type RefundRetryRefusal = Refusal<'payment_refund_not_found' | 'payment_refund_not_failed'>;
export type DifferenceRefusal = Refusal<
  'payment_difference_not_found' | 'payment_difference_resolved' | 'payment_action_not_possible'
>;
export type KeyReused = Refusal<'idempotency_key_reused'>;
