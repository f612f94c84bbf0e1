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
  | 'customer_not_found'
>;

export type TenderRefusal = Refusal<
  | 'tender_amount_invalid'
  | 'tender_card_misplaced'
  | 'tender_repeated'
  | 'tenders_differ_from_due'
  | 'stored_card_not_found'
  | 'stored_card_blocked'
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
