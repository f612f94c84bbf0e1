import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { listPaymentAccounts } from './account/account-queries.ts';
import { addAccount } from './account/add-account.ts';
import { changeAccount } from './account/change-account.ts';
import { listDifferences } from './bill/difference-queries.ts';
import { reconcileDay } from './bill/reconcile-day.ts';
import { resolveDifference } from './bill/resolve-difference.ts';
import { listAlerts } from './callback/alert-queries.ts';
import { cancelPayment } from './charge/cancel-payment.ts';
import { getPayment } from './charge/payment-queries.ts';
import { listFailedRefunds } from './refund/refund-queries.ts';
import { retryRefund } from './refund/retry-refund.ts';

const ACCOUNT_REFUSALS = ['payment_account_exists', 'payment_account_incomplete'] as const;

const accountRoutes = ({ publicUrl = null }: RouteOptions): Route[] => [
  route({
    method: 'GET',
    url: '/v1/payment-accounts',
    summary: 'The accounts with payment providers, without their secrets, with what is owed by each and due back',
    access: 'payment:write',
    answer: contract.PaymentAccounts,
    handle: async (ctx) => ok(await listPaymentAccounts(ctx)),
  }),
  route({
    method: 'POST',
    url: '/v1/payment-accounts',
    summary: 'Connect a store, or all of them, to a payment provider',
    access: 'payment:write',
    keyed: true,
    body: contract.NewPaymentAccount,
    answer: contract.PaymentAccountAdded,
    status: 201,
    refusals: [...ACCOUNT_REFUSALS, 'payment_store_unknown', 'idempotency_key_reused'],
    handle: (ctx, { key, body }) => addAccount(ctx, { key, account: body, publicUrl }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/payment-accounts/:accountId',
    summary: 'Change an account, or switch it off; what it began goes on',
    access: 'payment:write',
    params: contract.PaymentAccountParams,
    body: contract.PaymentAccountChange,
    refusals: [...ACCOUNT_REFUSALS, 'payment_account_not_found'],
    handle: (ctx, { params, body }) => changeAccount(ctx, params.accountId, body),
  }),
];

const paymentRoutesOf: Route[] = [
  route({
    method: 'GET',
    url: '/v1/payments/:paymentId',
    summary: 'One payment: how it stands, what the guest is to do, its order and what went back',
    access: 'payment:take',
    params: contract.PaymentParams,
    answer: contract.PaymentView,
    refusals: ['payment_not_found'],
    handle: (ctx, { params }) => getPayment(ctx, params.paymentId),
  }),
  route({
    method: 'POST',
    url: '/v1/payments/:paymentId/cancellation',
    summary: 'End a payment: it is reversed as soon as the provider lets it be, and reads as closed then',
    access: 'payment:take',
    params: contract.PaymentParams,
    refusals: ['payment_not_found'],
    handle: (ctx, { params }) => cancelPayment(ctx, params.paymentId),
  }),
  route({
    method: 'GET',
    url: '/v1/payment-refunds/failed',
    summary: 'Refunds that a provider would not pay, the newest first',
    access: 'payment:read',
    query: contract.FailedRefundsQuery,
    answer: contract.FailedRefunds,
    handle: async (ctx, { query }) => ok(await listFailedRefunds(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/payment-refunds/:refundId/retry',
    summary: 'Send a refund again under its number, which pays back once',
    access: 'payment:write',
    params: contract.PaymentRefundParams,
    refusals: ['payment_refund_not_found', 'payment_refund_not_failed'],
    handle: (ctx, { params }) => retryRefund(ctx, params.refundId),
  }),
];

const billRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/payment-alerts',
    summary: 'What was told in the name of a provider and not believed: the last hundred',
    access: 'payment:read',
    answer: contract.PaymentAlerts,
    handle: async (ctx) => ok(await listAlerts(ctx)),
  }),
  route({
    method: 'POST',
    url: '/v1/payment-reconciliations',
    summary: "Read a provider's bill of a day now, and compare it with the books",
    access: 'payment:write',
    body: contract.PaymentReconciliation,
    answer: contract.PaymentReconciled,
    refusals: ['payment_account_not_found'],
    handle: (ctx, { body }) => reconcileDay(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/v1/payment-differences',
    summary: "Where providers' bills and the books differ, with what can be done, the newest first",
    access: 'payment:read',
    query: contract.PaymentDifferencesQuery,
    answer: contract.PaymentDifferencePage,
    handle: async (ctx, { query }) => ok(await listDifferences(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/payment-differences/:differenceId/resolution',
    summary: 'Do something about a difference',
    access: 'payment:write',
    params: contract.PaymentDifferenceParams,
    body: contract.PaymentDifferenceResolution,
    refusals: ['payment_difference_not_found', 'payment_difference_resolved', 'payment_action_not_possible'],
    handle: (ctx, { params, body }) => resolveDifference(ctx, params.differenceId, body),
  }),
];

export interface RouteOptions {
  /** Where guests and providers reach this server, as the deployment says. */
  readonly publicUrl?: string | undefined | null;
}

export const paymentRoutes = (options: RouteOptions): Route[] => [
  ...accountRoutes(options),
  ...paymentRoutesOf,
  ...billRoutes,
];
