import type { RefundView } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { PaidOrder } from '../checkout/paid-order.ts';
import type { Refund } from './refund-store.ts';
import type { RefundState } from './refund.ts';

/** What a refund gave back, in its shape on the wire. */
export function refundView(order: PaidOrder, before: RefundState, refund: Refund): RefundView {
  const { toDate } = refund;
  const money = (minor: number): string => formatMinor(minor, order.priced.cart.currency);
  return {
    refundId: refund.refundId,
    orderId: order.orderId,
    refundNo: refund.refundNo,
    amount: money(refund.amountMinor),
    tenders: order.tenders.map(({ kind }, i) => ({ kind, amount: money(refund.tendersMinor[i]!) })),
    pointsReturned: toDate.pointsReturned - before.pointsReturned,
    takenBack: order.priced.earned.map(({ asset }, i) => ({
      asset,
      amount: toDate.takenBack[i]! - before.takenBack[i]!,
    })),
    couponsReturned: order.priced.couponIds.flatMap((couponId, i) =>
      toDate.reversedCoupons.includes(couponId) && !before.reversedCoupons.includes(couponId)
        ? [order.coupons[i]!.code]
        : [],
    ),
    refundedInAll: money(toDate.amountMinor),
    keptPayable: money(order.payableMinor - toDate.amountMinor),
  };
}
