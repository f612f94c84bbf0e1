import { NewOrder, OrderParams, OrderRecorded, OrdersQuery, OrderSummary, OrderView, pageOf } from '@shuke/contract';
import { getCustomer } from '@shuke/customer';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { billRoutes } from './bill/routes.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { getOrder, listOrders } from './order-queries.ts';
import { payRoutes } from './pay/routes.ts';
import { printRoutes } from './print/routes.ts';
import { recordOrder } from './record-order.ts';
import { settlementRoutes } from './settlement/routes.ts';
import { shiftRoutes } from './shift/routes.ts';

export const orderRoutes: Route[] = [
  ...checkoutRoutes,
  ...payRoutes,
  ...billRoutes,
  ...shiftRoutes,
  ...printRoutes,
  ...settlementRoutes,
  route({
    method: 'POST',
    url: '/v1/orders',
    summary: "Record a till's receipt and redeem the coupons on it",
    access: 'order:write',
    keyed: true,
    body: NewOrder,
    answer: OrderRecorded,
    status: 201,
    refusals: [
      ...(['order_ref_reused', 'order_store_unknown', 'order_store_not_yours', 'order_time_out_of_range'] as const),
      ...(['order_too_many_lines', 'order_quantity_out_of_range', 'order_amount_out_of_range'] as const),
      ...(['order_total_too_large', 'order_duplicate_coupon', 'unknown_sku', 'idempotency_key_reused'] as const),
      ...(['identifier_invalid', 'identifier_is_card_number'] as const),
      ...(['coupon_not_found', 'coupon_of_another_customer', 'coupon_already_redeemed_on_order'] as const),
      ...(['coupon_expired', 'coupon_not_yet_valid', 'coupon_used_up', 'coupon_held_by_another_order'] as const),
      ...(['coupon_min_spend_not_met', 'coupon_item_not_in_basket'] as const),
    ],
    handle: (ctx, { key, body }) => recordOrder(ctx, { key, order: body }),
  }),
  route({
    method: 'GET',
    url: '/v1/orders',
    summary: 'Orders of a customer or a period, the newest first',
    access: 'order:read',
    query: OrdersQuery,
    answer: pageOf(OrderSummary),
    refusals: ['customer_not_found'],
    handle: async (ctx, { query }) => {
      // Nobody's orders and those of a customer whom nobody knows are different answers.
      const known = query.customerId === undefined ? ok(null) : await getCustomer(ctx, query.customerId);
      return known.ok ? ok(await listOrders(ctx, query)) : known;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/orders/:orderId',
    summary: 'One order with its lines',
    access: 'order:read',
    params: OrderParams,
    answer: OrderView,
    refusals: ['order_not_found'],
    handle: (ctx, { params }) => getOrder(ctx, params.orderId),
  }),
];
