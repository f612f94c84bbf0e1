import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { formatMinor } from '@shuke/kernel';
import { blockCard } from './block-card.ts';
import { findCard, getCard } from './card-queries.ts';
import { openCard } from './open-card.ts';
import { refundBalance } from './refund-balance.ts';
import { currencyOf, said } from './said.ts';
import { topUp } from './top-up.ts';
import { amountOf, cardView } from './wire.ts';

const PLACE_REFUSALS = ['loyalty_store_unknown', 'loyalty_store_not_yours', 'stored_card_not_found'] as const;

const ownRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/stored-cards',
    summary: 'Open a stored-value card: named for a customer, or a bearer card',
    access: 'loyalty:serve',
    keyed: true,
    body: contract.NewStoredCard,
    answer: contract.StoredCardView,
    status: 201,
    refusals: ['stored_value_not_offered', 'customer_not_found', 'idempotency_key_reused'],
    handle: async (ctx, { key, body: { customerId = null } }) => {
      const opened = await openCard(ctx, { key, customerId });
      return opened.ok ? said(ctx, await getCard(ctx, opened.value.cardId), cardView) : opened;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/stored-cards/lookups',
    summary: 'Find a stored-value card by its number',
    access: 'loyalty:serve',
    body: contract.StoredCardLookup,
    answer: contract.StoredCardView,
    refusals: ['stored_card_not_found'],
    handle: async (ctx, { body }) => said(ctx, await findCard(ctx, body.number), cardView),
  }),
  route({
    method: 'GET',
    url: '/v1/stored-cards/:cardId',
    summary: 'One stored-value card with what it holds',
    access: 'loyalty:read',
    params: contract.StoredCardParams,
    answer: contract.StoredCardView,
    refusals: ['stored_card_not_found'],
    handle: async (ctx, { params }) => said(ctx, await getCard(ctx, params.cardId), cardView),
  }),
  route({
    method: 'POST',
    url: '/v1/stored-cards/:cardId/status',
    summary: 'Block a card that was lost, or open it again; its balance stays',
    access: 'loyalty:serve',
    keyed: true,
    params: contract.StoredCardParams,
    body: contract.StoredCardChange,
    answer: contract.StoredCardStatusView,
    refusals: ['stored_card_not_found', 'idempotency_key_reused'],
    handle: (ctx, { key, params, body }) => blockCard(ctx, { key, ...params, ...body }),
  }),
];

const moneyRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/stored-cards/:cardId/top-ups',
    summary: 'Pay money onto a card; the bonus comes on top by the rules of the programme',
    access: 'loyalty:serve',
    keyed: true,
    params: contract.StoredCardParams,
    body: contract.TopUpBody,
    answer: contract.TopUpView,
    status: 201,
    refusals: [
      ...PLACE_REFUSALS,
      ...(['stored_card_blocked', 'stored_value_not_offered', 'stored_value_limit_exceeded'] as const),
      'idempotency_key_reused',
    ],
    handle: async (ctx, { key, params, body: { amount, way, storeCode } }) => {
      const amountMinor = amountOf(amount, await currencyOf(ctx));
      if (!amountMinor.ok) return amountMinor;
      const paid = await topUp(ctx, { key, ...params, amountMinor: amountMinor.value, way, storeCode });
      return said(ctx, paid, (value, currency) => ({
        topUpId: value.topUpId,
        cardId: value.cardId,
        amount: formatMinor(value.amountMinor, currency),
        bonus: formatMinor(value.bonusMinor, currency),
        balance: formatMinor(value.balanceMinor, currency),
      }));
    },
  }),
  route({
    method: 'POST',
    url: '/v1/stored-cards/:cardId/balance-refunds',
    summary: 'Pay out the money on a card; its bonus is forfeited',
    access: 'loyalty:refund',
    keyed: true,
    params: contract.StoredCardParams,
    body: contract.BalanceRefundBody,
    answer: contract.BalanceRefundView,
    status: 201,
    refusals: [...PLACE_REFUSALS, 'stored_value_empty', 'idempotency_key_reused'],
    handle: async (ctx, { key, params, body }) =>
      said(ctx, await refundBalance(ctx, { key, ...params, ...body }), (value, currency) => ({
        refundId: value.refundId,
        cardId: value.cardId,
        amount: formatMinor(value.amountMinor, currency),
        forfeited: formatMinor(value.forfeitedMinor, currency),
      })),
  }),
];

export const cardRoutes: Route[] = [...ownRoutes, ...moneyRoutes];
