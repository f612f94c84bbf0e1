import * as contract from '@shuke/contract';
import { inRead } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { listAccounts } from './account/account-store.ts';
import { addAccount } from './account/add-account.ts';
import { changeAccount } from './account/change-account.ts';
import { asksOfAll } from './adapter/adapters.ts';
import { callbackPathOf } from './callbacks.ts';
import { miniProgramAccountRoutes } from './mini-program/account-routes.ts';
import { miniProgramGuestRoutes } from './mini-program/guest-routes.ts';
import { acceptOrder, readyOrder, rejectOrder } from './order/decide-order.ts';
import { decideRefund } from './order/decide-refund.ts';
import { linkItemTo, listUnmatched } from './order/match-items.ts';
import { getChannelOrder, listChannelOrders } from './order/order-queries.ts';
import { cancelVoucher } from './voucher/cancel-voucher.ts';
import { consumeVoucher, getConsumption } from './voucher/consume-voucher.ts';
import { prepareVoucher } from './voucher/prepare-voucher.ts';

const STORE_REFUSALS = ['channel_store_unknown', 'channel_store_not_yours'] as const;
const ACCOUNT_REFUSALS = ['channel_account_exists', 'channel_account_incomplete'] as const;

const accountRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/channel-accounts',
    summary: 'The accounts by which stores are connected to platforms, without their secrets',
    access: 'channel:write',
    answer: contract.ChannelAccounts,
    handle: async (ctx) => {
      const accounts = await inRead(ctx, listAccounts);
      const items = accounts.map(({ createdAt, ...account }) => ({
        ...account,
        callbackPath: callbackPathOf(account),
        createdAt: createdAt.toISOString(),
      }));
      return ok({ items, asks: asksOfAll() });
    },
  }),
  route({
    method: 'POST',
    url: '/v1/channel-accounts',
    summary: 'Connect a store to a platform',
    access: 'channel:write',
    keyed: true,
    body: contract.NewChannelAccount,
    answer: contract.ChannelAccountAdded,
    status: 201,
    refusals: [...STORE_REFUSALS, ...ACCOUNT_REFUSALS, 'channel_currency_differs', 'idempotency_key_reused'],
    handle: (ctx, { key, body }) => addAccount(ctx, { key, account: body }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/channel-accounts/:accountId',
    summary: "Change a platform's account, or switch it off",
    access: 'channel:write',
    params: contract.ChannelAccountParams,
    body: contract.ChannelAccountChange,
    refusals: [...ACCOUNT_REFUSALS, 'channel_account_not_found'],
    handle: (ctx, { params, body }) => changeAccount(ctx, params.accountId, body),
  }),
];

const STEP_REFUSALS = ['channel_order_not_found', 'channel_order_moved_on'] as const;

const orderRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/channel-orders',
    summary: "Platforms' orders, the newest first",
    access: 'channel:read',
    query: contract.ChannelOrdersQuery,
    answer: contract.ChannelOrderPage,
    refusals: STORE_REFUSALS,
    handle: (ctx, { query }) => listChannelOrders(ctx, query),
  }),
  route({
    method: 'GET',
    url: '/v1/channel-orders/:channelOrderId',
    summary: "One order of a platform, with who gets it and what the platform doesn't know yet",
    access: 'channel:serve',
    params: contract.ChannelOrderParams,
    answer: contract.ChannelOrderView,
    refusals: ['channel_order_not_found'],
    handle: (ctx, { params }) => getChannelOrder(ctx, params.channelOrderId),
  }),
  route({
    method: 'POST',
    url: '/v1/channel-orders/:channelOrderId/acceptance',
    summary: 'Take an order of a platform on',
    access: 'channel:serve',
    params: contract.ChannelOrderParams,
    answer: contract.ChannelOrderStep,
    refusals: STEP_REFUSALS,
    handle: (ctx, { params }) => acceptOrder(ctx, params.channelOrderId),
  }),
  route({
    method: 'POST',
    url: '/v1/channel-orders/:channelOrderId/readiness',
    summary: "The goods of a platform's order are packed",
    access: 'channel:serve',
    params: contract.ChannelOrderParams,
    answer: contract.ChannelOrderStep,
    refusals: STEP_REFUSALS,
    handle: (ctx, { params }) => readyOrder(ctx, params.channelOrderId),
  }),
  route({
    method: 'POST',
    url: '/v1/channel-orders/:channelOrderId/rejection',
    summary: 'Turn an order of a platform down, or give it up',
    access: 'channel:serve',
    params: contract.ChannelOrderParams,
    body: contract.ChannelRejection,
    answer: contract.ChannelOrderStep,
    refusals: STEP_REFUSALS,
    handle: (ctx, { params, body }) => rejectOrder(ctx, params.channelOrderId, body.reason),
  }),
  route({
    method: 'POST',
    url: '/v1/channel-refunds/:channelRefundId/decision',
    summary: 'Say whether a guest gets money back that they ask a platform for',
    access: 'channel:serve',
    params: contract.ChannelRefundParams,
    body: contract.ChannelRefundDecision,
    refusals: ['channel_refund_not_found', 'channel_refund_decided'],
    handle: (ctx, { params, body }) => decideRefund(ctx, params.channelRefundId, body),
  }),
];

const itemRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/channels/unmatched',
    summary: 'What platforms sold that is no known product yet, each with a suggestion',
    access: 'channel:read',
    answer: contract.UnmatchedItems,
    handle: async (ctx) => ok(await listUnmatched(ctx)),
  }),
  route({
    method: 'PUT',
    url: '/v1/channels/links',
    summary: "Say which product a platform's item is",
    access: 'catalog:write',
    body: contract.ItemLink,
    refusals: ['unknown_sku', 'channel_item_not_found'],
    handle: (ctx, { body }) => linkItemTo(ctx, body),
  }),
];

const voucherRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/vouchers/preparations',
    summary: 'Ask a platform what a voucher is worth, without spending it',
    access: 'channel:serve',
    body: contract.VoucherPreparation,
    answer: contract.VoucherOffered,
    refusals: [...STORE_REFUSALS, 'channel_not_connected', 'voucher_not_valid', 'channel_unreachable'],
    handle: (ctx, { body }) => prepareVoucher(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/v1/vouchers/consumptions',
    summary: 'Spend a voucher, once whatever times out; it becomes an order',
    access: 'channel:serve',
    keyed: true,
    body: contract.VoucherConsumption,
    answer: contract.VoucherConsumed,
    status: 201,
    refusals: [
      ...STORE_REFUSALS,
      ...(['voucher_offer_outdated', 'voucher_under_way', 'idempotency_key_reused'] as const),
      ...(['identifier_invalid', 'identifier_is_card_number'] as const),
    ],
    handle: (ctx, { key, body }) => consumeVoucher(ctx, { key, ask: body }),
  }),
  route({
    method: 'GET',
    url: '/v1/vouchers/consumptions/:consumptionId',
    summary: 'How the consumption of a voucher stands',
    access: 'channel:serve',
    params: contract.VoucherParams,
    answer: contract.VoucherConsumed,
    refusals: ['voucher_consumption_not_found'],
    handle: (ctx, { params }) => getConsumption(ctx, params.consumptionId),
  }),
  route({
    method: 'POST',
    url: '/v1/vouchers/consumptions/:consumptionId/cancellation',
    summary: 'Take the consumption of a voucher back while its platform allows it',
    access: 'channel:serve',
    params: contract.VoucherParams,
    answer: contract.VoucherConsumed,
    refusals: ['voucher_consumption_not_found', 'voucher_not_cancellable'],
    handle: (ctx, { params }) => cancelVoucher(ctx, params.consumptionId),
  }),
];

export const channelRoutes: Route[] = [
  ...accountRoutes,
  ...orderRoutes,
  ...itemRoutes,
  ...voucherRoutes,
  ...miniProgramAccountRoutes,
  ...miniProgramGuestRoutes,
];
