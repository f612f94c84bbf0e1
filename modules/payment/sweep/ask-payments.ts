import { inTx, type Ctx } from '@shuke/db';
import { inTurns, MINUTE_MS, must, ok } from '@shuke/kernel';
import { accountsById, gatewayAccountOf, type PaymentAccount } from '../account/account-store.ts';
import { chargeOf } from '../charge/charge-of.ts';
import { recordOutcome } from '../charge/outcome-lanes.ts';
import { claimDue, markCancelling } from '../charge/payment-store.ts';
import { gateways } from '../gateway/gateways.ts';
import { isToCancel, type Payment } from '../payment.ts';

// A provider is given ten seconds for an answer, so that whoever holds a payment longer has died.
const HELD_MS = MINUTE_MS;
const MOST = 200;
const AT_ONCE = 16;

interface Due {
  readonly payment: Payment;
  readonly account: PaymentAccount;
  readonly isCancelled: boolean;
}

/**
 * Asks the providers of payments that are due to be asked for, and reverses those whose window is over: what is unknown is settled
 * by asking and by nothing else. Answers how many were asked for.
 */
export async function askPayments(ctx: Ctx): Promise<number> {
  const due = await claim(ctx);
  await inTurns(due, AT_ONCE, (one) => ask(ctx, one));
  return due.length;
}

/** Claimed and marked in one transaction: nobody takes a capture for granted once its reversal may be on its way. */
async function claim(ctx: Ctx): Promise<Due[]> {
  const claimed = await inTx(ctx, {}, async (tx) => {
    const heldUntil = new Date(tx.now.getTime() + HELD_MS);
    const payments = await claimDue(tx, { heldUntil, most: MOST });
    const accounts = await accountsById(tx, [...new Set(payments.map(({ accountId }) => accountId))]);
    const due = payments.map((payment): Due => {
      const { patience } = gateways[payment.gateway];
      const isCancelled = payment.status === 'pending' && isToCancel(payment, tx.now, patience);
      return { payment, isCancelled, account: must(accounts.get(payment.accountId), 'a payment has its account') };
    });
    const cancelled = due.filter(({ isCancelled }) => isCancelled).map(({ payment }) => payment.paymentId);
    if (cancelled.length > 0) await markCancelling(tx, cancelled);
    return ok(due);
  });
  return claimed.ok ? claimed.value : [];
}

async function ask(ctx: Ctx, { payment, account, isCancelled }: Due): Promise<void> {
  const { paymentId, outTradeNo, gateway } = payment;
  const { merchantId, accountId } = account;
  const asked = [gatewayAccountOf(account), chargeOf(payment)] as const;
  const provider = gateways[gateway];
  const outcome = await (isCancelled ? provider.cancel(...asked) : provider.query(...asked));
  if (outcome.state === 'unknown') ctx.log.info({ paymentId, why: outcome.why }, 'a payment is still unknown');
  const by = isCancelled ? 'cancelling' : 'asking';
  await recordOutcome(ctx, { merchantId, accountId, outTradeNo, outcome, by });
}
