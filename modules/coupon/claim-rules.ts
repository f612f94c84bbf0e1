import { newId, ok, refuse, type Refused, type Result } from '@shuke/kernel';
import { dearestUnitMinor, discountOf, leastSpendMinor, type Basket } from './coupon.ts';
import type { BasketRefusal, ClaimRefusal, RedeemRefusal } from './errors.ts';
import type { Terms } from './template.ts';

/** A coupon as it stands under its lock: nobody else changes it, its holds or its redemptions meanwhile. */
export interface LockedCoupon {
  readonly couponId: string;
  readonly templateId: string;
  readonly customerId: string | null;
  readonly terms: Terms;
  readonly validFrom: Date;
  readonly expiresAt: Date;
  /** Its expiry was settled. A server whose clock is behind must not spend what another has given back. */
  readonly settled: boolean;
  readonly useLimit: number;
  readonly usedCount: number;
  /** The holds that have not lapsed, by order, and until when. */
  readonly heldUntil: ReadonlyMap<string, Date>;
  /** The orders of this batch on which it is redeemed. */
  readonly redeemedOn: ReadonlySet<string>;
}

/** Who wants a use of a coupon, and for which order. Where the customer is not known, the code alone is the right to it. */
export interface Claim {
  readonly orderRef: string;
  readonly customerId?: string | null;
}

/** Why a use cannot be had, or null. The order of the lines is the order of precedence, and part of the contract. */
export function whyNotClaimable(coupon: LockedCoupon, claim: Claim, now: Date): Refused<ClaimRefusal> | null {
  const { useLimit, usedCount, validFrom, expiresAt, settled } = coupon;
  const others = [...coupon.heldUntil].flatMap(([orderRef, until]) => (orderRef === claim.orderRef ? [] : [until]));
  if (isAnothers(coupon, claim)) return refuse('coupon_of_another_customer');
  if (coupon.redeemedOn.has(claim.orderRef)) return refuse('coupon_already_redeemed_on_order');
  if (settled || expiresAt <= now) return refuse('coupon_expired', { expiredAt: expiresAt.toISOString() });
  if (validFrom > now) return refuse('coupon_not_yet_valid', { validFrom: validFrom.toISOString() });
  if (usedCount >= useLimit) return refuse('coupon_used_up', { useLimit });
  if (usedCount + others.length >= useLimit) {
    return refuse('coupon_held_by_another_order', { heldUntil: earliest(others).toISOString() });
  }
  return null;
}

const isAnothers = (coupon: LockedCoupon, { customerId }: Claim): boolean =>
  coupon.customerId !== null && typeof customerId === 'string' && customerId !== coupon.customerId;

const earliest = (instants: readonly Date[]): Date => new Date(Math.min(...instants.map((at) => at.getTime())));

/** Why a coupon takes nothing off a basket, or null. */
export function whyNoDiscount(terms: Terms, basket: Basket): Refused<BasketRefusal> | null {
  const missingMinor = leastSpendMinor(terms) - basket.totalMinor;
  if (missingMinor > 0) return refuse('coupon_min_spend_not_met', { missingMinor });
  const isMissed = terms.kind === 'item' && dearestUnitMinor(terms, basket) === 0;
  return isMissed ? refuse('coupon_item_not_in_basket', { sku: terms.itemSku }) : null;
}

export interface RedeemRow extends Claim {
  readonly code: string;
  /** What is to be paid before any coupon of this batch. */
  readonly basket: Basket;
  readonly storeId?: string | null;
}

/** One use of a coupon that was taken, and what it took off. */
export interface Redemption {
  readonly redemptionId: string;
  readonly couponId: string;
  readonly templateId: string;
  /** Whose the coupon is; of a bearer coupon, who paid with it, where that is known. */
  readonly customerId: string | null;
  readonly storeId: string | null;
  readonly orderRef: string;
  readonly faceMinor: number;
  /** What was left to pay before this coupon. */
  readonly basisMinor: number;
  readonly discountMinor: number;
}

/**
 * Judges the rows of a batch in the order in which they came, each in the light of those before: a use that an earlier
 * row took is gone, and coupons on one order stack, each on what the ones before left to pay. Rows and `coupons` name
 * a coupon by the stored form of its code.
 */
export function admitRedemptions(
  rows: readonly RedeemRow[],
  coupons: ReadonlyMap<string, LockedCoupon>,
  now: Date,
): Result<Redemption, RedeemRefusal>[] {
  const current = new Map(coupons);
  const takenOffMinor = new Map<string, number>();
  return rows.map((row) => {
    const coupon = current.get(row.code);
    if (!coupon) return refuse('coupon_not_found');
    const taken = takenOffMinor.get(row.orderRef) ?? 0;
    const basket = { ...row.basket, totalMinor: row.basket.totalMinor - taken };
    const why = whyNotClaimable(coupon, row, now) ?? whyNoDiscount(coupon.terms, basket);
    if (why) return why;
    const redemption = redemptionOf(coupon, { ...row, basket });
    current.set(row.code, afterUse(coupon, row.orderRef));
    takenOffMinor.set(row.orderRef, taken + redemption.discountMinor);
    return ok(redemption);
  });
}

const redemptionOf = (coupon: LockedCoupon, row: RedeemRow): Redemption => ({
  redemptionId: newId(),
  couponId: coupon.couponId,
  templateId: coupon.templateId,
  customerId: coupon.customerId ?? row.customerId ?? null,
  storeId: row.storeId ?? null,
  orderRef: row.orderRef,
  faceMinor: coupon.terms.amountMinor,
  basisMinor: row.basket.totalMinor,
  discountMinor: discountOf(coupon.terms, row.basket),
});

const afterUse = (coupon: LockedCoupon, orderRef: string): LockedCoupon => ({
  ...coupon,
  usedCount: coupon.usedCount + 1,
  heldUntil: new Map([...coupon.heldUntil].filter(([holder]) => holder !== orderRef)),
  redeemedOn: new Set([...coupon.redeemedOn, orderRef]),
});
