import type { CouponStatus } from '@shuke/contract';
import { bpsOf, must } from '@shuke/kernel';
import type { Scope, Terms } from './template.ts';

/** What a guest is about to pay, before the coupon. */
export interface Basket {
  readonly totalMinor: number;
  /** Needed by coupons for an item or with a scope only. */
  readonly lines?: readonly BasketLine[];
}

export interface BasketLine {
  readonly sku: string;
  /** A path, "drink/coffee"; a line without one is in no category. */
  readonly category?: string | null;
  /** Thousandths of a unit. */
  readonly quantityMilli: number;
  readonly amountMinor: number;
}

/** What a coupon takes off a basket that reaches its least spend, in minor units: never more than the face or the total. */
export function discountOf(terms: Terms, basket: Basket): number {
  const spentMinor = spendOf(terms, basket);
  const mostMinor = Math.max(0, Math.min(terms.amountMinor, spentMinor));
  if (terms.kind === 'percent') return Math.min(mostMinor, bpsOf(spentMinor, percentOf(terms)));
  if (terms.kind === 'cash') return mostMinor;
  return Math.min(mostMinor, Math.max(0, dearestUnitMinor(terms, basket) - (terms.priceMinor ?? 0)));
}

/** What of a basket a coupon's discount and least spend are counted of: the whole, or the lines of its scope. */
export function spendOf({ scope }: Terms, { totalMinor, lines = [] }: Basket): number {
  if (scope === null) return totalMinor;
  const own = lines.filter((line) => isIn(scope, line)).reduce((sum, line) => sum + line.amountMinor, 0);
  return Math.min(totalMinor, own);
}

function isIn({ skus = [], categories = [] }: Scope, { sku, category }: BasketLine): boolean {
  const isBelow = (top: string): boolean => category === top || (category ?? '').startsWith(`${top}/`);
  return skus.includes(sku) || categories.some(isBelow);
}

/** The spend in minor units from which a coupon takes something off, so that no use is ever spent for nothing. */
export function leastSpendMinor(terms: Terms): number {
  const firstMinor = terms.kind === 'percent' ? Math.ceil(5000 / percentOf(terms)) : 1;
  return Math.max(terms.minSpendMinor, firstMinor);
}

/** The price of the dearest unit of the item in the basket, rounded down; 0 where it is not there or costs nothing. */
export function dearestUnitMinor(terms: Terms, basket: Basket): number {
  const prices = (basket.lines ?? [])
    .filter((line) => line.sku === terms.itemSku && line.quantityMilli > 0)
    .map((line) => Number((BigInt(line.amountMinor) * 1000n) / BigInt(Math.max(line.quantityMilli, 1000))));
  return Math.max(0, ...prices);
}

const percentOf = (terms: Terms): number => must(terms.percentBps, 'a percent template has a percentage');

/** A coupon as people look at it. What it says may be over by the time somebody claims the coupon. */
export interface CouponCard extends Terms {
  readonly couponId: string;
  readonly code: string;
  readonly templateId: string;
  readonly name: string;
  readonly customerId: string | null;
  readonly planId: string | null;
  readonly issuedAt: Date;
  readonly validFrom: Date;
  readonly expiresAt: Date;
  readonly useLimit: number;
  readonly usedCount: number;
  /** Uses that orders under way hold. */
  readonly heldCount: number;
}

/** Whether a coupon can be spent now, and if not the first reason. */
export function statusOf(coupon: CouponCard, now: Date): CouponStatus {
  if (coupon.expiresAt <= now) return 'expired';
  if (coupon.validFrom > now) return 'not_yet_valid';
  if (coupon.usedCount >= coupon.useLimit) return 'used_up';
  return coupon.usedCount + coupon.heldCount >= coupon.useLimit ? 'held' : 'spendable';
}
