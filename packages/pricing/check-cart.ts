import { refuse, type Refusal, type Refused } from '@shuke/kernel';
import { isKnownCurrency } from './check-rules.ts';
import type { Cart, CartLine, Guest } from './cart.ts';
import { MAX_AMOUNT_MINOR, MAX_COUPONS, MAX_LINES, MAX_QUANTITY_MILLI } from './limits.ts';

export type CartRefusal = Refusal<
  | 'pricing_currency_unknown'
  | 'pricing_currency_foreign'
  | 'cart_too_large'
  | 'cart_invalid'
  | 'cart_line_duplicate'
  | 'quantity_invalid'
  | 'price_invalid'
  | 'amount_overflow'
  | 'guest_invalid'
  | 'coupon_duplicate'
>;

const isWhole = (n: number, least: number, most: number): boolean => Number.isSafeInteger(n) && n >= least && n <= most;

/** The first thing in a cart or its guest that makes no sense, or null. `currency` is that of the rules. */
export function cartFault(currency: string, cart: Cart, guest: Guest): Refused<CartRefusal> | null {
  if (cart.currency !== currency) {
    if (!isKnownCurrency(cart.currency)) return refuse('pricing_currency_unknown', { currency: cart.currency });
    return refuse('pricing_currency_foreign', { currency: cart.currency, expected: currency });
  }
  if (cart.lines.length > MAX_LINES) return refuse('cart_too_large', { atMost: MAX_LINES });
  const field = faultyField(cart);
  if (field) return refuse('cart_invalid', { field });
  return linesFault(cart) ?? guestFault(guest);
}

function faultyField(cart: Cart): string | null {
  if (!Number.isSafeInteger(cart.instantMs)) return 'instantMs';
  if (!isWhole(cart.weekday, 1, 7)) return 'weekday';
  if (!isWhole(cart.minuteOfDay, 0, 1439)) return 'minuteOfDay';
  return isWhole(cart.deliveryFeeMinor, 0, MAX_AMOUNT_MINOR) ? null : 'deliveryFeeMinor';
}

function linesFault({ lines, deliveryFeeMinor }: Cart): Refused<CartRefusal> | null {
  let sumMilli = deliveryFeeMinor * 1000;
  for (const line of lines) {
    const fault = lineFault(line);
    if (fault) return fault;
    sumMilli += line.unitPriceMinor * line.quantityMilli;
    if (sumMilli > MAX_AMOUNT_MINOR * 1000) return refuse('amount_overflow', { lineId: line.lineId });
  }
  const lineId = repeated(lines, (line) => line.lineId);
  return lineId === null ? null : refuse('cart_line_duplicate', { lineId });
}

function lineFault({ lineId, quantityMilli, unitPriceMinor }: CartLine): Refused<CartRefusal> | null {
  if (!isWhole(quantityMilli, 1, MAX_QUANTITY_MILLI)) return refuse('quantity_invalid', { lineId, quantityMilli });
  if (!isWhole(unitPriceMinor, 0, MAX_AMOUNT_MINOR)) return refuse('price_invalid', { lineId, unitPriceMinor });
  return null;
}

function guestFault({ points, coupons, usage }: Guest): Refused<CartRefusal> | null {
  if (!isWhole(points.balance, 0, Number.MAX_SAFE_INTEGER)) return refuse('guest_invalid', { field: 'points.balance' });
  if (!isWhole(points.spendAtMost, 0, Number.MAX_SAFE_INTEGER)) {
    return refuse('guest_invalid', { field: 'points.spendAtMost' });
  }
  if (coupons.length > MAX_COUPONS) return refuse('guest_invalid', { field: 'coupons', atMost: MAX_COUPONS });
  for (const promotionId in usage) {
    const used = usage[promotionId]!;
    const counted = isWhole(used.customer, 0, MAX_AMOUNT_MINOR) && isWhole(used.period, 0, MAX_AMOUNT_MINOR);
    if (!counted) return refuse('guest_invalid', { field: 'usage', promotionId });
  }
  const couponId = repeated(coupons, (coupon) => coupon.couponId);
  return couponId === null ? null : refuse('coupon_duplicate', { couponId });
}

// A few items are compared with each other, for a set costs more than the whole of a small cart's pricing.
function repeated<T>(items: readonly T[], idOf: (item: T) => string): string | null {
  if (items.length <= 8) {
    for (let i = 1; i < items.length; i++) {
      for (let j = 0; j < i; j++) if (idOf(items[i]!) === idOf(items[j]!)) return idOf(items[i]!);
    }
    return null;
  }
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(idOf(item))) return idOf(item);
    seen.add(idOf(item));
  }
  return null;
}
