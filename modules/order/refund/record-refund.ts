import type { Tx } from '@shuke/db';
import { appendEvents, sql } from '@shuke/db';
import { insertRefund, nextRefundNo } from './refund-store.ts';

/** What came back of an order that was paid elsewhere, such as at a platform, which has paid it back already. */
export interface RecordedRefund {
  readonly refundId: string;
  readonly orderId: string;
  readonly storeId: string;
  /** Of each line of the order, by this refund. */
  readonly lineQuantityMilli: readonly number[];
  readonly amountMinor: number;
  /** In all with this one. */
  readonly toDate: { readonly returnedMilli: readonly number[]; readonly amountMinor: number };
  readonly reason: string;
  readonly businessDay: string;
}

/**
 * Records a refund that somebody else has decided and paid, so that sales shrink by it. Posts nothing: whoever records it posts
 * `order.refunded` under the refund's id for the same amount. Bounds are the caller's, under the order's lock which this takes.
 */
export async function recordRefund(tx: Tx, refund: RecordedRefund): Promise<void> {
  const refundNo = await nextRefundNo(tx, refund.orderId);
  const { returnedMilli, amountMinor } = refund.toDate;
  await insertRefund(tx, {
    ...refund,
    refundNo,
    shiftId: null,
    tendersMinor: [refund.amountMinor],
    pointsPaidMinor: 0,
    toDate: {
      returnedMilli,
      amountMinor,
      tendersMinor: [amountMinor],
      pointsPaidMinor: 0,
      pointsReturned: 0,
      takenBack: [],
      reversedCoupons: [],
      couponCostsMinor: [],
      usesBack: {},
    },
    refundedBy: tx.actor.id,
  });
  const customerId = await customerOf(tx, refund.orderId);
  const { refundId, orderId, storeId } = refund;
  const basis = { amountMinor: refund.amountMinor, commissionBasisMinor: refund.amountMinor };
  const payload = { orderId, refundId, storeId, customerId, sellerId: null, ...basis };
  await appendEvents(tx, [{ type: 'order.refunded', payload }]);
}

const customerOf = async (tx: Tx, orderId: string): Promise<string | null> =>
  (
    await tx.one<{ customer_id: string | null }>(sql`
      select customer_id from sales_order where merchant_id = ${tx.merchantId} and order_id = ${orderId}`)
  ).customer_id;
