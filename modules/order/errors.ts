import type { Refusal } from '@shuke/kernel';

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
