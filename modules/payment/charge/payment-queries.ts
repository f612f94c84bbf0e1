import type { PaymentView } from '@shuke/contract';
import { inRead, openMany, sql, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, ok, refuse, type Result } from '@shuke/kernel';
import type { PaymentNotFound } from '../errors.ts';
import type { GuestStep } from '../gateway/gateway.ts';
import type { Payment } from '../payment.ts';
import { refundsOf } from '../refund/refund-store.ts';
import { PAYMENT, STEP_PURPOSE } from './payment-store.ts';

export const readPayment = (tx: Tx, paymentId: string): Promise<Payment | null> =>
  tx.maybeOne<Payment>(sql`
    select ${PAYMENT} from payment p where p.merchant_id = ${tx.merchantId} and p.payment_id = ${paymentId}`);

/** The payment of an order for which all others wait; null once it is known to be dead. */
export async function livePaymentOf(tx: Tx, orderRef: string): Promise<string | null> {
  const row = await tx.maybeOne<{ id: string }>(sql`
    select payment_id as id from payment
     where merchant_id = ${tx.merchantId} and order_ref = ${orderRef} and holds_order_ref`);
  return row?.id ?? null;
}

async function stepOf(tx: Tx, paymentId: string): Promise<GuestStep | null> {
  const row = await tx.maybeOne<{ step: Buffer | null }>(sql`
    select guest_step as step from payment
     where merchant_id = ${tx.merchantId} and payment_id = ${paymentId} and status = 'pending'`);
  if (!row?.step) return null;
  const [text] = await openMany(tx, STEP_PURPOSE, [row.step]);
  return JSON.parse(text!) as GuestStep;
}

/** A payment as the till sees it. Asks no provider: that happens by itself. */
export function getPayment(ctx: Ctx, paymentId: string): Promise<Result<PaymentView, PaymentNotFound>> {
  const own = ctx.actor.storeId;
  return inRead<Result<PaymentView, PaymentNotFound>>(ctx, async (tx) => {
    const payment = await readPayment(tx, paymentId);
    if (!payment || (own !== null && payment.storeId !== own)) return refuse('payment_not_found', { paymentId });
    const [step, refunds] = [await stepOf(tx, paymentId), await refundsOf(tx, paymentId)];
    const money = (minor: number): string => formatMinor(minor, payment.currency);
    const { accountId, gateway, scene, storeId, orderRef, currency, status, outTradeNo, providerRef } = payment;
    return ok({
      paymentId,
      accountId,
      gateway,
      scene,
      storeId,
      orderRef,
      currency,
      status,
      outTradeNo,
      providerRef,
      amount: money(payment.amountMinor),
      show: step === null ? null : { ...step, ...(step.invoke ? { invoke: { ...step.invoke } } : {}) },
      failedFor: payment.failReason,
      orderId: payment.orderId,
      unsettledFor: payment.unsettledFor,
      refunds: refunds.map((refund) => ({
        refundId: refund.refundId,
        amount: money(refund.amountMinor),
        status: refund.status,
        providerCode: refund.providerCode,
      })),
      expiresAt: payment.expiresAt.toISOString(),
      createdAt: payment.createdAt.toISOString(),
    });
  });
}

export async function paymentsById(tx: Tx, paymentIds: readonly string[]): Promise<Map<string, Payment>> {
  const rows = await tx.many<Payment>(sql`
    select ${PAYMENT} from payment p
     where p.merchant_id = ${tx.merchantId} and p.payment_id = any (${paymentIds}::uuid[])`);
  return new Map(rows.map((row) => [row.paymentId, row]));
}
