import { inRead, inTx, type Ctx } from '@shuke/db';
import { must, ok } from '@shuke/kernel';
import { accountsById, gatewayAccountOf } from '../account/account-store.ts';
import { gateways } from '../gateway/gateways.ts';
import { chargeOf, type Told } from './charge-of.ts';
import { recordOutcome } from './outcome-lanes.ts';
import { readPayment } from './payment-queries.ts';
import { takeCharge, writeStep } from './payment-store.ts';

/**
 * Sends a payment that has begun to its provider, once whoever repeats the request, and records the answer. Called outside of any
 * transaction. Whoever dies meanwhile leaves a number that is asked for, and never charged again.
 */
export async function sendCharge(ctx: Ctx, paymentId: string, told: Told): Promise<void> {
  const taken = await inTx(ctx, {}, async (tx) => ok(await takeCharge(tx, paymentId)));
  if (!taken.ok || !taken.value) return;
  const { payment, account } = await inRead(ctx, async (tx) => {
    const row = must(await readPayment(tx, paymentId), 'a payment that was taken is there');
    const accounts = await accountsById(tx, [row.accountId]);
    return { payment: row, account: must(accounts.get(row.accountId), 'a payment has its account') };
  });
  const outcome = await gateways[payment.gateway].charge(gatewayAccountOf(account), chargeOf(payment, told));
  if (outcome.state === 'unknown') ctx.log.warn({ paymentId, why: outcome.why }, 'a charge has no answer yet');
  const step = outcome.state === 'waiting' ? outcome.show : undefined;
  // Shown before it is recorded: whoever reads the payment as waiting finds what the guest is to do.
  if (step) await inTx(ctx, {}, async (tx) => ok(await writeStep(tx, paymentId, step)));
  const { merchantId, accountId } = account;
  await recordOutcome(ctx, { merchantId, accountId, outTradeNo: payment.outTradeNo, outcome, by: 'answer' });
}
