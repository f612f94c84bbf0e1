import type { MerchantEvent, NewEvent } from '@shuke/db';
import type { Redemption } from './claim-rules.ts';
import type { ExpiredSum, NewCoupon } from './coupon-store.ts';
import type { Abatement, Reversal } from './reversal-desk.ts';

/** One event for each template and plan of a batch, never one a coupon. */
export function couponsIssued(coupons: readonly NewCoupon[]): NewEvent[] {
  const groups = Map.groupBy(coupons, ({ templateId, planId }) => `${templateId} ${planId}`);
  return [...groups.values()].map((group) => {
    const { templateId, planId } = group[0]!;
    return { type: 'coupon.issued', payload: { templateId, count: group.length, planId } };
  });
}

export const couponRedeemed = (redemption: Redemption): MerchantEvent => ({
  merchantId: redemption.merchantId,
  type: 'coupon.redeemed',
  payload: {
    couponId: redemption.couponId,
    templateId: redemption.templateId,
    redemptionId: redemption.redemptionId,
    customerId: redemption.customerId,
    orderRef: redemption.orderRef,
    discountMinor: redemption.discountMinor,
  },
});

export const couponReversed = (use: Reversal): MerchantEvent => ({
  merchantId: use.merchantId,
  type: 'coupon.reversed',
  payload: {
    couponId: use.couponId,
    templateId: use.templateId,
    redemptionId: use.redemptionId,
    orderRef: use.orderRef,
    discountMinor: use.discountMinor,
  },
});

export const couponAbated = ({
  merchantId,
  couponId,
  templateId,
  redemptionId,
  amountMinor,
}: Abatement): MerchantEvent => ({
  merchantId,
  type: 'coupon.abated',
  payload: { couponId, templateId, redemptionId, amountMinor },
});

export const couponsExpired = ({ templateId, unused }: ExpiredSum): NewEvent => ({
  type: 'coupon.expired',
  payload: { templateId, count: unused },
});
