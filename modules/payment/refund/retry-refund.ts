import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { RefundRetryRefusal } from '../errors.ts';
import { readRefund, reviveRefund } from './refund-store.ts';

/** Sends a refund again that a provider would not pay, as when its balance was filled up. */
export async function retryRefund(ctx: Ctx, refundId: string): Promise<Result<null, RefundRetryRefusal>> {
  const retried = await inTx(ctx, {}, async (tx): Promise<Result<null, RefundRetryRefusal>> => {
    if ((await reviveRefund(tx, refundId)) === 1) return ok(null);
    const refund = await readRefund(tx, refundId);
    return refund
      ? refuse('payment_refund_not_failed', { status: refund.status })
      : refuse('payment_refund_not_found', { refundId });
  });
  return retried as Result<null, RefundRetryRefusal>;
}
