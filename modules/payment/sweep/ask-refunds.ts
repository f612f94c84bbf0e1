import { inRead, inTx, type Ctx } from '@shuke/db';
import { inTurns, MINUTE_MS, must, ok } from '@shuke/kernel';
import { accountsById, gatewayAccountOf, type PaymentAccount } from '../account/account-store.ts';
import { paymentsById } from '../charge/payment-queries.ts';
import type { RefundOrder } from '../gateway/gateway.ts';
import { gateways } from '../gateway/gateways.ts';
import type { Payment } from '../payment.ts';
import { recordRefunds } from '../refund/record-refunds.ts';
import type { Refund } from '../refund/refund.ts';
import { claimRefunds } from '../refund/refund-store.ts';

const HELD_MS = MINUTE_MS;
const MOST = 200;
const AT_ONCE = 16;

/**
 * Sends refunds that are due, and asks for those that were only accepted. Sent again under its number a refund is paid once, so
 * that whatever has no answer is sent again. Answers how many were sent or asked for.
 */
export async function askRefunds(ctx: Ctx): Promise<number> {
  const claimed = await inTx(ctx, {}, async (tx) => {
    const heldUntil = new Date(tx.now.getTime() + HELD_MS);
    return ok(await claimRefunds(tx, { heldUntil, most: MOST }));
  });
  const refunds = claimed.ok ? claimed.value : [];
  if (refunds.length === 0) return 0;
  const { payments, accounts } = await inRead(ctx, async (tx) => ({
    payments: await paymentsById(tx, [...new Set(refunds.map(({ paymentId }) => paymentId))]),
    accounts: await accountsById(tx, [...new Set(refunds.map(({ accountId }) => accountId))]),
  }));
  await inTurns(refunds, AT_ONCE, (refund) =>
    send(ctx, refund, {
      payment: must(payments.get(refund.paymentId), 'a refund is of a payment'),
      account: must(accounts.get(refund.accountId), 'a payment has its account'),
    }),
  );
  return refunds.length;
}

interface Of {
  readonly payment: Payment;
  readonly account: PaymentAccount;
}

async function send(ctx: Ctx, refund: Refund, { payment, account }: Of): Promise<void> {
  const provider = gateways[payment.gateway];
  const asked = [gatewayAccountOf(account), orderOf(refund, payment)] as const;
  const outcome = await (refund.status === 'accepted' ? provider.queryRefund(...asked) : provider.refund(...asked));
  const { refundId, outRefundNo, accountId } = refund;
  if (outcome.state === 'unknown') ctx.log.info({ refundId, why: outcome.why }, 'a refund is still unknown');
  await inTx(ctx, {}, async (tx) => ok(await recordRefunds(tx, [{ accountId, outRefundNo, outcome }])));
}

const orderOf = (refund: Refund, payment: Payment): RefundOrder => ({
  outRefundNo: refund.outRefundNo,
  outTradeNo: payment.outTradeNo,
  providerRef: must(payment.providerRef, 'a captured payment has its number there'),
  amountMinor: refund.amountMinor,
  totalMinor: payment.amountMinor,
  currency: payment.currency,
  reason: refund.cause,
  startedAt: refund.createdAt,
});
