import type { RefusalCode } from '@shuke/contract';

/** What a cart can be refused for, be it quoted, sold or that of a bill. */
export const ASK_REFUSALS: readonly RefusalCode[] = [
  ...(['order_store_unknown', 'order_store_not_yours', 'store_closed', 'customer_not_found'] as const),
  ...(['identifier_invalid', 'identifier_is_card_number', 'product_not_sold', 'order_duplicate_coupon'] as const),
  ...(['coupon_not_found', 'coupon_of_another_customer', 'coupon_already_redeemed_on_order'] as const),
  ...(['coupon_expired', 'coupon_not_yet_valid', 'coupon_used_up', 'coupon_held_by_another_order'] as const),
  ...(['pricing_currency_unknown', 'pricing_currency_foreign', 'cart_too_large', 'cart_invalid'] as const),
  ...(['quantity_invalid', 'price_invalid', 'amount_overflow', 'guest_invalid'] as const),
];
