import type { UnknownSku } from '@shuke/catalog';
import type { ClaimRefusal } from '@shuke/coupon';
import type { Refusal } from '@shuke/kernel';
import type { InsufficientBalance } from '@shuke/ledger';
import type { InsufficientStoredValue } from '@shuke/loyalty';
import type { CartRefusal, UnlockRefusal } from '@shuke/pricing';

/** What an order's lines may not be. `facts.line` is the line, counted from 1. */
export type OrderLimitRefusal = Refusal<
  'order_too_many_lines' | 'order_quantity_out_of_range' | 'order_amount_out_of_range' | 'order_total_too_large'
>;

export type OrderRefReused = Refusal<'order_ref_reused'>;

/** What a receipt of a till is refused for, beside what products, customers and coupons say. */
export type ReceiptRefusal =
  | OrderLimitRefusal
  | OrderRefReused
  | Refusal<'order_store_unknown' | 'order_store_not_yours' | 'order_time_out_of_range' | 'order_duplicate_coupon'>;

export type OrderNotFound = Refusal<'order_not_found'>;

/** Why nothing is sold here and now. */
export type PlaceRefusal = Refusal<
  | 'order_store_unknown'
  | 'order_store_not_yours'
  | 'store_closed'
  | 'shift_not_found'
  | 'shift_closed'
  | 'bill_not_found'
  | 'bill_not_open'
  | 'bill_changed'
  | 'seller_not_found'
  | 'bill_lines_differ'
  | 'customer_not_found'
>;

export type TenderRefusal = Refusal<
  | 'tender_amount_invalid'
  | 'tender_card_misplaced'
  | 'tender_repeated'
  | 'tenders_differ_from_due'
  | 'stored_card_not_found'
  | 'stored_card_blocked'
  | 'payment_nothing_due'
>;

/** What an ask at a till is refused for; those of a checkout are among them. */
export type AskRefusal =
  | PlaceRefusal
  | TenderRefusal
  | OrderRefReused
  | ClaimRefusal
  | CartRefusal
  | InsufficientBalance
  | InsufficientStoredValue
  | UnlockRefusal
  | Refusal<'order_duplicate_coupon' | 'product_not_sold' | 'quote_changed' | 'out_of_stock'>;

export type RefundRefusal =
  | PlaceRefusal
  | OrderNotFound
  | ReceiptRefusal
  | Refusal<'order_not_refundable' | 'refund_line_unknown' | 'refund_exceeds_bought' | 'refund_quantity_invalid'>;

/** What every command that takes a key can answer as well. */
export type KeyReused = Refusal<'idempotency_key_reused'>;

/** Why a bill is not the one that was read. */
export type BillStateRefusal = Refusal<'bill_not_found' | 'bill_not_open' | 'bill_changed'>;

/** Why goods cannot stand on a bill or leave it. */
export type BillLineRefusal = Refusal<'order_too_many_lines' | 'order_quantity_out_of_range' | 'bill_line_missing'>;

export type BillRefusal =
  | BillStateRefusal
  | BillLineRefusal
  | UnknownSku
  | Refusal<
      'order_store_unknown' | 'order_store_not_yours' | 'store_closed' | 'customer_not_found' | 'bill_named_twice'
    >;

export type ShiftRefusal = Refusal<
  | 'order_store_unknown'
  | 'order_store_not_yours'
  | 'store_closed'
  | 'shift_not_found'
  | 'shift_closed'
  | 'shift_already_open'
  | 'shift_amount_invalid'
>;
