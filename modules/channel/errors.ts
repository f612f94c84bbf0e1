import type { Refusal } from '@shuke/kernel';

export type AccountRefusal = Refusal<
  | 'channel_account_not_found'
  | 'channel_account_exists'
  | 'channel_account_incomplete'
  | 'channel_currency_differs'
  | 'channel_store_unknown'
  | 'channel_store_not_yours'
>;

export type StepRefusal = Refusal<'channel_order_not_found' | 'channel_order_moved_on'>;
export type RefundDecisionRefusal = Refusal<'channel_refund_not_found' | 'channel_refund_decided'>;

export type VoucherRefusal = Refusal<
  | 'channel_not_connected'
  | 'channel_unreachable'
  | 'channel_store_unknown'
  | 'channel_store_not_yours'
  | 'voucher_not_valid'
  | 'voucher_under_way'
  | 'voucher_offer_outdated'
>;

export type KeyReused = Refusal<'idempotency_key_reused'>;
