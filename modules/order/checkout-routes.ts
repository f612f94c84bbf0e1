import { CheckedOut, CheckoutRequest, Quote, QuoteRequest, type RefusalCode } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { checkOut, quote } from './checkout/check-out.ts';

const ASK: readonly RefusalCode[] = [
  ...(['order_store_unknown', 'order_store_not_yours', 'store_closed', 'customer_not_found'] as const),
  ...(['identifier_invalid', 'identifier_is_card_number', 'product_not_sold', 'order_duplicate_coupon'] as const),
  ...(['coupon_not_found', 'coupon_of_another_customer', 'coupon_already_redeemed_on_order'] as const),
  ...(['coupon_expired', 'coupon_not_yet_valid', 'coupon_used_up', 'coupon_held_by_another_order'] as const),
  ...(['pricing_currency_unknown', 'pricing_currency_foreign', 'cart_too_large', 'cart_invalid'] as const),
  ...(['quantity_invalid', 'price_invalid', 'amount_overflow', 'guest_invalid'] as const),
];

export const checkoutRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/quotes',
    summary: 'Price a cart for a guest: the best combination, what was not used and why, what would unlock more',
    access: 'order:read',
    body: QuoteRequest,
    answer: Quote,
    refusals: [...ASK, 'suggestions_too_many'],
    handle: (ctx, { body }) => quote(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/v1/checkouts',
    summary: 'Sell: price, take the tenders, redeem and earn in one commit; the order number makes it once',
    access: 'order:write',
    body: CheckoutRequest,
    answer: CheckedOut,
    status: 201,
    refusals: [
      ...ASK,
      ...(['order_ref_reused', 'quote_changed', 'out_of_stock', 'insufficient_balance'] as const),
      ...(['shift_not_found', 'shift_closed', 'bill_not_found', 'bill_not_open', 'bill_changed'] as const),
      ...(['tender_amount_invalid', 'tender_card_misplaced', 'tender_repeated', 'tenders_differ_from_due'] as const),
      ...(['stored_card_not_found', 'stored_card_blocked', 'insufficient_stored_value'] as const),
    ],
    handle: (ctx, { body }) => checkOut(ctx, body),
  }),
];
