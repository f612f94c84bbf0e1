import { inTx, systemCtx, type Services } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { gatewayAccountOf, type PaymentAccount } from '../account/account-store.ts';
import { knownAccount } from '../account/known-accounts.ts';
import { recordOutcome } from '../charge/outcome-lanes.ts';
import type { CallbackAnswer, CallbackRefusal, Notice, RawCallback } from '../gateway/gateway.ts';
import { gateways } from '../gateway/gateways.ts';
import { recordRefunds } from '../refund/record-refunds.ts';
import { raiseAlerts } from './alert-store.ts';

/** Whoever calls something that is not there learns no more than that. */
const NOBODY: CallbackAnswer = { status: 404, contentType: 'application/json', body: '{"message":"not found"}' };

export interface Received {
  readonly gateway: string;
  readonly accountId: string;
  readonly callback: RawCallback;
}

/**
 * Takes what a provider sends: verified, in the database, then answered in its words, so that what it was told to forget is durable.
 * What it did not sign, signed long ago or signed about another amount or number is told as suspicious and changes nothing.
 */
export async function receiveCallback(services: Services, received: Received): Promise<CallbackAnswer> {
  const account = await knownAccount(services, received.accountId);
  if (account === null || account.gateway !== received.gateway) return NOBODY;
  const provider = gateways[account.gateway];
  const { answers } = provider;
  const notice = await provider.readCallback(gatewayAccountOf(account), received.callback, services.clock.now());
  if (notice.ok) return (await take(services, account, notice.value)) ? answers.taken : answers.refused;
  await alert(services, account, notice.refusal.code);
  return answers.refused;
}

/** False for what was told of a number that is not ours. */
async function take(services: Services, { merchantId, accountId }: PaymentAccount, notice: Notice): Promise<boolean> {
  if (notice.about === 'other') return true;
  if (notice.about === 'charge') {
    const { outTradeNo, outcome } = notice;
    const recorded = await recordOutcome(services, { merchantId, accountId, outTradeNo, outcome, by: 'callback' });
    return recorded !== null && recorded.to !== 'suspicious';
  }
  const { outRefundNo, outcome } = notice;
  await inTx(systemCtx(services, merchantId), {}, async (tx) =>
    ok(await recordRefunds(tx, [{ accountId, outRefundNo, outcome }])),
  );
  return true;
}

async function alert(services: Services, account: PaymentAccount, why: CallbackRefusal['code']): Promise<void> {
  const { merchantId, accountId, gateway } = account;
  services.log.warn({ accountId, gateway, why }, 'a callback was refused');
  await inTx(systemCtx(services, merchantId), {}, async (tx) => {
    // Once a minute: who sends a thousand of them is not to fill the outbox.
    const subject = tx.now.toISOString().slice(0, 16);
    return ok(await raiseAlerts(tx, [{ accountId, subject, why, paymentId: null }]));
  });
}
