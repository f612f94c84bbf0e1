import { refuse, type Refusal, type Result } from '@shuke/kernel';
import type { Cart, CartLine, Guest } from './cart.ts';
import type { CartRefusal } from './check-cart.ts';
import type { RuleSet } from './compile-rules.ts';
import { price } from './price.ts';
import type { Priced } from './priced.ts';

/** An order as it was priced: its cart and guest as stored, and what the guest spent on it besides money. */
export interface PricedOrder {
  readonly cart: Cart;
  readonly guest: Guest;
  readonly couponIds: readonly string[];
  readonly pointsSpent: number;
}

export interface KeptLine {
  readonly lineId: string;
  readonly quantityMilli: number;
}

export type KeptRefusal = CartRefusal | Refusal<'kept_line_unknown' | 'kept_too_much'>;

/**
 * Prices what is kept of an order after a return, under the rule versions and guest facts that priced it: only coupons
 * and points that were used in the order may be used again. Lines that are not named, or of which nothing is kept, went
 * back. Nothing kept costs nothing, delivery included.
 */
export function priceKept(
  ruleSet: RuleSet,
  { cart, guest, couponIds, pointsSpent }: PricedOrder,
  kept: readonly KeptLine[],
): Result<Priced, KeptRefusal> {
  const bought = new Map(cart.lines.map((line) => [line.lineId, line]));
  const lines: CartLine[] = [];
  for (const { lineId, quantityMilli } of kept) {
    const line = bought.get(lineId);
    if (!line) return refuse('kept_line_unknown', { lineId });
    if (quantityMilli > line.quantityMilli) return refuse('kept_too_much', { lineId, atMost: line.quantityMilli });
    if (quantityMilli === 0) continue;
    lines.push({ ...line, quantityMilli });
  }
  const deliveryFeeMinor = lines.length === 0 ? 0 : cart.deliveryFeeMinor;
  const spent = new Set(couponIds);
  const coupons = guest.coupons.filter(({ couponId }) => spent.has(couponId));
  const points = { ...guest.points, spendAtMost: pointsSpent };
  return price(ruleSet, { ...cart, deliveryFeeMinor, lines }, { ...guest, coupons, points });
}

/**
 * What is paid back of an order to date, in minor units, when what is kept of it costs so much: never less than was paid
 * back before, and never more than was paid. A return pays back the difference to what was paid back before it.
 */
export function refundedToDate(order: { paidMinor: number; refundedMinor: number; keptMinor: number }): number {
  return Math.max(order.refundedMinor, order.paidMinor - order.keptMinor);
}
