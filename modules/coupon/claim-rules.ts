import { refuse, type Refused } from '@shuke/kernel';
import type { Funds, Use } from './accounts.ts';
import { dearestUnitMinor, leastSpendMinor, spendOf, type Basket } from './coupon.ts';
import type { BasketRefusal, ClaimRefusal } from './errors.ts';
import type { Stacking, Terms } from './template.ts';

/** A coupon as it stands under its lock: nobody else changes it, its holds or its redemptions meanwhile. */
export interface LockedCoupon extends Funds {
  readonly couponId: string;
  /** In its stored form. */
  readonly code: string;
  /** As it is shown. */
  readonly printedCode: string;
  readonly customerId: string | null;
  readonly terms: Terms;
  readonly stacking: Stacking;
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
  const missingMinor = leastSpendMinor(terms) - spendOf(terms, basket);
  if (missingMinor > 0) return refuse('coupon_min_spend_not_met', { missingMinor });
  if (terms.itemSku === null) return null;
  const unitMinor = dearestUnitMinor(terms, basket);
  if (unitMinor === 0) return refuse('coupon_item_not_in_basket', { sku: terms.itemSku });
  const priceMinor = terms.priceMinor ?? 0;
  return unitMinor <= priceMinor ? refuse('coupon_item_costs_no_more', { sku: terms.itemSku, priceMinor }) : null;
}

export interface RedeemRow extends Claim {
  readonly code: string;
  /** What is to be paid before any coupon of this batch. */
  readonly basket: Basket;
  readonly storeId?: string | null;
}

/** One use of a coupon that was taken, and what it took off. */
export interface Redemption extends Use {
  readonly redemptionId: string;
  readonly couponId: string;
  /** As it is shown. */
  readonly code: string;
  /** Whose the coupon is; of a bearer coupon, who paid with it, where that is known. */
  readonly customerId: string | null;
  readonly storeId: string | null;
  readonly orderRef: string;
  /** The product that the coupon is for, if it is for one. */
  readonly itemSku: string | null;
  /** What was left to pay before this coupon. */
  readonly basisMinor: number;
}
