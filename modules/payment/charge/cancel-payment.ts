import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { PaymentNotFound } from '../errors.ts';
import { readPayment } from './payment-queries.ts';
import { endWindow } from './payment-store.ts';

/**
 * Ends the window of a payment now: it is reversed as soon as the provider lets it be. Whether that came in time the provider
 * says; a payment that has ended stays as it is.
 */
export async function cancelPayment(ctx: Ctx, paymentId: string): Promise<Result<null, PaymentNotFound>> {
  const own = ctx.actor.storeId;
  const ended = await inTx(ctx, {}, async (tx): Promise<Result<null, PaymentNotFound>> => {
    const payment = await readPayment(tx, paymentId);
    if (!payment || (own !== null && payment.storeId !== own)) return refuse('payment_not_found', { paymentId });
    await endWindow(tx, paymentId);
    return ok(null);
  });
  return ended as Result<null, PaymentNotFound>;
}
