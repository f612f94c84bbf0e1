import {
  CheckedOut,
  CheckoutRequest,
  OrderParams,
  Quote,
  QuoteRequest,
  RefundRequest,
  RefundView,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ASK_REFUSALS } from './ask-refusals.ts';
import { checkOut, quote } from './checkout/check-out.ts';
import { refundOrder } from './refund/refund-order.ts';

/** What a sale can be refused for beside what its quote can. */
export const CHECKOUT_REFUSALS = [
  ...(['order_ref_reused', 'quote_changed', 'out_of_stock', 'insufficient_balance'] as const),
  ...(['shift_not_found', 'shift_closed', 'bill_not_found'] as const),
  ...(['bill_not_open', 'bill_changed', 'bill_lines_differ', 'seller_not_found'] as const),
  ...(['tender_amount_invalid', 'tender_card_misplaced', 'tender_repeated', 'tenders_differ_from_due'] as const),
  ...(['stored_card_not_found', 'stored_card_blocked', 'insufficient_stored_value'] as const),
] as const;

export const checkoutRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/quotes',
    summary: 'Price a cart for a guest: the best combination, what was not used and why, what would unlock more',
    access: 'order:read',
    body: QuoteRequest,
    answer: Quote,
    refusals: [...ASK_REFUSALS, 'suggestions_too_many'],
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
    refusals: [...ASK_REFUSALS, ...CHECKOUT_REFUSALS],
    handle: (ctx, { body }) => checkOut(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/v1/orders/:orderId/refunds',
    summary: 'Take goods of an order back: tenders, coupons, points and stamps go back by their share',
    access: 'order:write',
    keyed: true,
    params: OrderParams,
    body: RefundRequest,
    answer: RefundView,
    status: 201,
    refusals: [
      ...(['order_not_found', 'order_not_refundable', 'refund_line_unknown', 'refund_exceeds_bought'] as const),
      ...(['refund_quantity_invalid', 'shift_not_found', 'shift_closed', 'idempotency_key_reused'] as const),
      ...(['order_store_unknown', 'order_store_not_yours'] as const),
    ],
    handle: (ctx, { key, params, body }) => refundOrder(ctx, { key, orderId: params.orderId, refund: body }),
  }),
];
