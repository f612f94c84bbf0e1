import * as contract from '@shuke/contract';
import { guestRoute, publicRoute, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { givePhone } from './give-phone.ts';
import { readMenu, readStores } from './menu.ts';
import { orderFromPhone, quoteForGuest } from './order-from-phone.ts';
import { ownOrder, ownOrders, ownPayment } from './own-orders.ts';
import { signIn, signOut } from './sign-in.ts';
import { ownCoupons, ownPoints, readGuest } from './wallet.ts';

const WECHAT_REFUSALS = [
  ...(['mini_program_account_not_found', 'mini_program_code_invalid', 'mini_program_guest_blocked'] as const),
  ...(['mini_program_busy', 'mini_program_misconfigured'] as const),
] as const;

/** What a cart of a phone can be refused for: what a till's can, but for what only staff can name. */
const CART_REFUSALS = [
  ...(['order_store_unknown', 'store_closed', 'customer_not_found', 'product_not_sold'] as const),
  ...(['order_duplicate_coupon', 'coupon_not_found', 'coupon_of_another_customer'] as const),
  ...(['coupon_already_redeemed_on_order', 'coupon_expired', 'coupon_not_yet_valid', 'coupon_used_up'] as const),
  ...(['coupon_held_by_another_order', 'cart_too_large', 'cart_invalid', 'quantity_invalid'] as const),
  ...(['price_invalid', 'amount_overflow', 'guest_invalid'] as const),
] as const;

const sessionRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    url: '/v1/mini-program/sessions',
    summary: "Sign a guest in by the code that WeChat gives the guest's phone",
    access: 'public',
    body: contract.MiniProgramSignIn,
    answer: contract.MiniProgramSignedIn,
    status: 201,
    refusals: WECHAT_REFUSALS,
    handle: (services, { body, address }) => signIn(services, { ...body, address }),
  }),
  guestRoute({
    method: 'DELETE',
    url: '/v1/mini-program/sessions/current',
    summary: 'Sign the guest out on this phone',
    access: 'guest',
    handle: (ctx) => signOut(ctx),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/me',
    summary: 'Who is signed in, by hints, and what is asked of who joins',
    access: 'guest',
    answer: contract.MiniProgramGuest,
    handle: (ctx) => readGuest(ctx),
  }),
  guestRoute({
    method: 'POST',
    url: '/v1/mini-program/phone',
    summary: 'Join with the number that WeChat tells for a code, and with what was agreed to',
    access: 'guest',
    body: contract.MiniProgramPhone,
    answer: contract.MiniProgramJoined,
    refusals: [...WECHAT_REFUSALS, 'consent_missing', 'consent_outdated', 'joins_flooded', 'identifier_invalid'],
    handle: (ctx, { body }) => givePhone(ctx, body),
  }),
];

const shopRoutes: Route[] = [
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/stores',
    summary: 'The stores that are open for business',
    access: 'guest',
    query: contract.MiniProgramStoresQuery,
    answer: contract.MiniProgramStores,
    handle: async (ctx, { query }) => ok(await readStores(ctx, query)),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/menu',
    summary: 'What a store sells, with its prices there and what is left, a page at a time',
    access: 'guest',
    query: contract.MiniProgramMenuQuery,
    answer: contract.MiniProgramMenu,
    refusals: ['catalog_store_unknown'],
    handle: (ctx, { query }) => readMenu(ctx, query),
  }),
  guestRoute({
    method: 'POST',
    url: '/v1/mini-program/quotes',
    summary: 'What a cart costs this guest now',
    access: 'guest',
    body: contract.MiniProgramCart,
    answer: contract.Quote,
    refusals: CART_REFUSALS,
    handle: (ctx, { body }) => quoteForGuest(ctx, body),
  }),
];

const ownRoutes: Route[] = [
  guestRoute({
    method: 'POST',
    url: '/v1/mini-program/orders',
    summary: 'Order, and be asked to pay in WeChat; the order is made by itself once the money has come',
    access: 'guest',
    keyed: true,
    body: contract.MiniProgramOrder,
    answer: contract.MiniProgramOrdered,
    status: 201,
    refusals: [
      ...CART_REFUSALS,
      ...(['mini_program_orders_flooded', 'quote_changed', 'out_of_stock', 'insufficient_balance'] as const),
      ...(['payment_account_not_found', 'payment_account_ambiguous', 'payment_scene_not_taken'] as const),
      ...(['payment_under_way', 'order_ref_reused', 'idempotency_key_reused'] as const),
    ],
    handle: (ctx, { key, body, address }) => orderFromPhone(ctx, { key, order: body, address }),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/orders',
    summary: "The guest's own orders, the newest first",
    access: 'guest',
    query: contract.MiniProgramOrdersQuery,
    answer: contract.MiniProgramOrders,
    handle: (ctx, { query }) => ownOrders(ctx, query),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/orders/:orderId',
    summary: "One of the guest's own orders",
    access: 'guest',
    params: contract.MiniProgramOrderParams,
    answer: contract.MiniProgramOrderView,
    refusals: ['order_not_found'],
    handle: (ctx, { params }) => ownOrder(ctx, params.orderId),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/payments/:paymentId',
    summary: "One of the guest's own payments",
    access: 'guest',
    params: contract.MiniProgramPaymentParams,
    answer: contract.MiniProgramPayment,
    refusals: ['payment_not_found'],
    handle: (ctx, { params }) => ownPayment(ctx, params.paymentId),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/coupons',
    summary: "The guest's own coupons",
    access: 'guest',
    answer: contract.MiniProgramCoupons,
    handle: (ctx) => ownCoupons(ctx),
  }),
  guestRoute({
    method: 'GET',
    url: '/v1/mini-program/points',
    summary: "The guest's own points and tier",
    access: 'guest',
    answer: contract.MiniProgramPoints,
    handle: (ctx) => ownPoints(ctx),
  }),
];

export const miniProgramGuestRoutes: Route[] = [...sessionRoutes, ...shopRoutes, ...ownRoutes];
