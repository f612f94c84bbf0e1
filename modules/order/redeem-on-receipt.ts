import { redeemMany, type RedeemRefusal, type Redemption } from '@shuke/coupon';
import type { Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { ReceiptLine } from './receipt.ts';
import { spreadDiscount, totalsOf, type OrderCoupon, type OrderLine } from './order.ts';

/** A receipt whose store, customer and products are known, with coupons that are still to be redeemed. */
export interface Claimed {
  readonly orderRef: string;
  readonly storeId: string;
  readonly customerId: string | null;
  readonly codes: readonly string[];
  readonly lines: readonly (ReceiptLine & OrderLine)[];
}

export interface Redeemed {
  readonly coupons: OrderCoupon[];
  /** After the coupons. */
  readonly lines: OrderLine[];
}

/**
 * Redeems all coupons of a receipt in the order in which they were shown, and takes each off the lines: a coupon for an
 * item off that item's lines, others off all. One refused coupon refuses the receipt: the guest is told before paying,
 * and decides anew. `facts.coupon` says which, counted from 1.
 */
export async function redeemOnReceipt(tx: Tx, claimed: Claimed): Promise<Result<Redeemed, RedeemRefusal>> {
  const { codes, orderRef, storeId, customerId, lines } = claimed;
  if (codes.length === 0) return ok({ coupons: [], lines: [...lines] });
  const basket = { totalMinor: totalsOf(lines).payableMinor, lines };
  const results = await redeemMany(
    tx,
    codes.map((code) => ({ code, orderRef, storeId, customerId, basket })),
  );
  const redemptions: Redemption[] = [];
  for (const [i, result] of results.entries()) {
    if (!result.ok) return refuse(result.refusal.code, { ...result.refusal.facts, coupon: i + 1 });
    redemptions.push(result.value);
  }
  return ok({ coupons: redemptions.map(couponOf), lines: takeOff(lines, redemptions) });
}

// With the code as it is shown, however it was typed.
const couponOf = ({ code, redemptionId, discountMinor }: Redemption): OrderCoupon => ({
  code,
  redemptionId,
  discountMinor,
});

const takeOff = (lines: readonly (ReceiptLine & OrderLine)[], redemptions: readonly Redemption[]): OrderLine[] =>
  redemptions.reduce<OrderLine[]>(
    (left, { itemSku, discountMinor }) => {
      const item = itemSku === null ? undefined : lines.find((line) => line.sku === itemSku);
      return spreadDiscount(left, discountMinor, item?.productId ?? null);
    },
    [...lines],
  );
