import type { OrderSettlement } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { PaidOrder } from '../checkout/paid-order.ts';
import { formatQuantityMilli } from '../order.ts';
import type { MadeRefund } from '../refund/refund-store.ts';
import { refundView } from '../refund/refund-view.ts';
import { nothingBack } from '../refund/refund.ts';
import type { LineShare } from './promotion-shares.ts';

type UsedPromotion = OrderSettlement['promotions'][number];
type RefundOf = OrderSettlement['refunds'][number];

/** What is known of what priced an order beside the order itself. */
export interface PricedWith {
  readonly shares: readonly LineShare[];
  readonly programmeId: string;
  /** By the id of the rule or the coupon's template. */
  readonly ruleNames: ReadonlyMap<string, string>;
  readonly couponNames: ReadonlyMap<string, string>;
}

/** The promotions that an order used, each with what it took off which line. */
export function promotionsView(order: PaidOrder, known: PricedWith): UsedPromotion[] {
  const { cart, applied, couponIds } = order.priced;
  const codeOf = new Map(couponIds.map((couponId, i) => [couponId, order.coupons[i]!.code]));
  const money = (minor: number): string => formatMinor(minor, cart.currency);
  return applied.map((one) => ({
    promotionId: one.promotionId,
    ...namedAs(one.promotionId, known),
    times: one.times,
    discount: money(one.discountMinor),
    coupons: one.couponIds.flatMap((couponId) => codeOf.get(couponId) ?? []),
    shares: known.shares
      .filter(({ promotionId }) => promotionId === one.promotionId)
      .map(({ line, shareMinor }) => ({ line, amount: money(shareMinor) })),
  }));
}

function namedAs(promotionId: string, known: PricedWith): Pick<UsedPromotion, 'kind' | 'name'> {
  const { programmeId, couponNames, ruleNames } = known;
  if (promotionId === programmeId) return { kind: 'points', name: null };
  const coupon = couponNames.get(promotionId);
  return coupon === undefined
    ? { kind: 'rule', name: ruleNames.get(promotionId) ?? null }
    : { kind: 'coupon', name: coupon };
}

/** The refunds of an order that was paid here, in the order in which they were made. */
export const refundsView = (order: PaidOrder, refunds: readonly MadeRefund[]): RefundOf[] =>
  refunds.map((refund, i) => ({
    ...refundView(order, refunds[i - 1]?.toDate ?? nothingBack(order), refund),
    ...circumstancesOf(refund),
  }));

export interface RecordedTotals {
  readonly payableMinor: number;
  readonly currency: string;
}

/** The refunds of an order of which only the receipt is known: what each gave back, and no more. */
export const recordedRefundsView = (
  { payableMinor, currency }: RecordedTotals,
  refunds: readonly MadeRefund[],
): RefundOf[] =>
  refunds.map((refund) => ({
    refundId: refund.refundId,
    orderId: refund.orderId,
    refundNo: refund.refundNo,
    amount: formatMinor(refund.amountMinor, currency),
    tenders: [],
    pointsReturned: 0,
    takenBack: [],
    couponsReturned: [],
    refundedInAll: formatMinor(refund.toDate.amountMinor, currency),
    keptPayable: formatMinor(payableMinor - refund.toDate.amountMinor, currency),
    ...circumstancesOf(refund),
  }));

const circumstancesOf = ({ storeId, lineQuantityMilli, reason, refundedAt }: MadeRefund) => ({
  storeId,
  lines: lineQuantityMilli.flatMap((milli, i) =>
    milli === 0 ? [] : [{ line: i + 1, quantity: formatQuantityMilli(milli) }],
  ),
  reason,
  refundedAt: refundedAt.toISOString(),
});
