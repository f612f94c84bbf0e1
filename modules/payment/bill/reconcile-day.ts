import { appendEvents, inRead, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, DAY_MS, HOUR_MS, newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { accountsById, gatewayAccountOf } from '../account/account-store.ts';
import { recordOutcomes } from '../charge/record-outcomes.ts';
import type { BillLine, GatewayName } from '../gateway/gateway.ts';
import { gateways } from '../gateway/gateways.ts';
import { feesPosting } from '../postings.ts';
import { recordRefunds } from '../refund/record-refunds.ts';
import * as bills from './bill-store.ts';
import { insertDifferences, type NewDifference } from './difference-store.ts';
import { isTakenIn, kindOf, proposalFor, type Unlike } from './difference.ts';

export interface Reconciled {
  readonly state: 'read' | 'not_ready';
  readonly lines: number;
  /** New ones. */
  readonly differences: number;
}

// Providers of China count days by their wall clock, and UnionPay's day of clearing ends an hour before midnight; Stripe's
// days are those of UTC.
const AHEAD_HOURS: Readonly<Record<GatewayName, number>> = { wechat: 8, alipay: 8, unionpay: 9, stripe: 0 };

/** From when until when a provider's day lasts. */
export function spanOf(gateway: GatewayName, day: string): { readonly from: Date; readonly until: Date } {
  const startMs = Date.parse(`${day}T00:00:00Z`) - AHEAD_HOURS[gateway] * HOUR_MS;
  return { from: new Date(startMs), until: new Date(startMs + DAY_MS) };
}

/**
 * Reads a provider's bill of a day and compares it with the books, each number in both directions. What was captured or paid back
 * there exactly as asked for is taken in; fees are posted; everything else is a difference for a person. Read again it
 * changes nothing that it has done before.
 */
export async function reconcileDay(
  ctx: Ctx,
  { accountId, day }: bills.BillDay,
): Promise<Result<Reconciled, Refusal<'payment_account_not_found'>>> {
  const account = (await inRead(ctx, (tx) => accountsById(tx, [accountId]))).get(accountId);
  if (!account) return refuse('payment_account_not_found', { accountId });
  const bill = await gateways[account.gateway].bill(gatewayAccountOf(account), day);
  if (bill.state === 'not_ready') ctx.log.info({ accountId, day, why: bill.why }, 'a bill is not ready');
  if (bill.state !== 'ready') return ok({ state: bill.state, lines: 0, differences: 0 });
  const { lines } = bill;
  const found = await inTx(ctx, {}, async (tx) => {
    const of = { accountId, day };
    await enter(tx, of, lines);
    return ok(await compare(tx, { ...of, ...spanOf(account.gateway, day) }));
  });
  return ok({ state: 'read', lines: lines.length, differences: found.ok ? found.value : 0 });
}

/** Keeps the lines that are new, and posts the fees of those. */
async function enter(tx: Tx, of: bills.BillDay, lines: readonly BillLine[]): Promise<void> {
  await bills.insertBill(tx, of, lines.length);
  if (lines.length === 0) return;
  const fresh = await bills.insertLines(tx, of, lines);
  const byCurrency = Map.groupBy(fresh, ({ currency }) => currency);
  const { merchantId } = tx;
  const { accountId } = of;
  const postings = [...byCurrency].flatMap(([currency, own]) => {
    const amountMinor = own.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
    const moved = { merchantId, transactionId: newId(), accountId, currency, amountMinor };
    return amountMinor === 0 ? [] : [feesPosting(moved)];
  });
  const posted = await postMany(tx, postings);
  assert(
    posted.every((one) => one.ok),
    'accounts without a floor take fees',
  );
}

async function compare(tx: Tx, span: bills.Span): Promise<number> {
  const unlike = [...(await bills.unlikeHere(tx, span)), ...(await bills.unlikeThere(tx, span))];
  if (unlike.length === 0) return 0;
  await takeIn(tx, span, unlike);
  const rows = unlike.map((one): NewDifference => {
    const kind = kindOf(one);
    const { accountId, day } = span;
    const resolution = isTakenIn(kind) ? 'by_itself' : null;
    return {
      ...one,
      differenceId: newId(),
      accountId,
      day,
      kind,
      proposed: proposalFor(kind, one.lineKind),
      resolution,
    };
  });
  const added = await insertDifferences(tx, rows);
  const fresh = rows.filter(({ differenceId }) => added.has(differenceId));
  await appendEvents(
    tx,
    fresh.map(({ differenceId, accountId, kind }) => ({
      type: 'payment.difference_found' as const,
      payload: { differenceId, accountId, kind },
    })),
  );
  return fresh.length;
}

/** The bill is the provider's word: what it has exactly as we asked for it has happened. */
async function takeIn(tx: Tx, { accountId }: bills.BillDay, unlike: readonly Unlike[]): Promise<void> {
  const known = unlike.filter((one) => isTakenIn(kindOf(one)));
  const numbers = (kind: BillLine['kind']): string[] =>
    known.filter(({ lineKind }) => lineKind === kind).map(({ outNo }) => outNo);
  const charges = await bills.linesOf(tx, { accountId, kind: 'charge', outNos: numbers('charge') });
  const refunds = await bills.linesOf(tx, { accountId, kind: 'refund', outNos: numbers('refund') });
  await recordOutcomes(
    tx,
    charges.map(({ outNo, providerRef, amountMinor, currency, at }) => ({
      accountId,
      outTradeNo: outNo,
      outcome: { state: 'captured', providerRef, amountMinor, currency, paidAt: at, payer: [] },
      by: 'bill',
    })),
  );
  await recordRefunds(
    tx,
    refunds.map(({ outNo, providerRef, amountMinor, at }) => ({
      accountId,
      outRefundNo: outNo,
      outcome: { state: 'refunded', providerRef, amountMinor, refundedAt: at },
    })),
  );
}
