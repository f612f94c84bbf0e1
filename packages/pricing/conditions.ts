import type { Cart, Guest, HeldCoupon } from './cart.ts';
import type { StaticFault } from './priced.ts';
import type { Caps, Conditions, Promotion, Selector, TimeWindow } from './promotion.ts';
import { MAX_TIMES } from './limits.ts';

/** Why a promotion cannot apply to this guest, place and time, whatever is bought: the first reason, or null. */
export function staticFault(promotion: Promotion, cart: Cart, guest: Guest): StaticFault | null {
  const { conditions, caps } = promotion;
  const fault = conditions ? (cartSideFault(conditions, cart) ?? guestSideFault(conditions, guest)) : null;
  return fault ?? (caps ? capFault(promotion.promotionId, caps, guest) : null);
}

function cartSideFault(conditions: Conditions, cart: Cart): StaticFault | null {
  const { startsAtMs, endsAtMs, stores, sources, weekdays, windows } = conditions;
  if (startsAtMs !== undefined && cart.instantMs < startsAtMs) return 'not_started';
  if (endsAtMs !== undefined && cart.instantMs >= endsAtMs) return 'ended';
  if (stores && !stores.includes(cart.storeId)) return 'wrong_store';
  if (sources && !sources.includes(cart.source)) return 'wrong_source';
  if (weekdays && !weekdays.includes(cart.weekday)) return 'wrong_weekday';
  if (windows && !windows.some((window) => isWithin(window, cart.minuteOfDay))) return 'wrong_time';
  return null;
}

function guestSideFault(conditions: Conditions, guest: Guest): StaticFault | null {
  const { customers, tiers, tags, cards, member, firstPurchase } = conditions;
  if (customers && (guest.customerId === null || !customers.includes(guest.customerId))) return 'wrong_customer';
  if (tiers && (guest.tier === null || !tiers.includes(guest.tier))) return 'wrong_tier';
  if (tags && !tags.some((tag) => guest.tags.includes(tag))) return 'missing_tag';
  if (cards && (guest.card === null || !cards.includes(guest.card))) return 'wrong_card';
  if (member && !guest.member) return 'not_member';
  if (firstPurchase && !guest.firstPurchase) return 'not_first_purchase';
  return null;
}

function capFault(promotionId: string, caps: Caps, guest: Guest): StaticFault | null {
  if (caps.perCustomer === undefined && caps.perPeriod === undefined) return null;
  if (guest.customerId === null) return 'customer_unknown';
  const used = guest.usage[promotionId];
  if (caps.perCustomer !== undefined && (used?.customer ?? 0) >= caps.perCustomer) return 'cap_of_customer';
  if (caps.perPeriod !== undefined && (used?.period ?? 0) >= caps.perPeriod) return 'cap_of_period';
  return null;
}

const isWithin = ({ fromMinute, toMinute }: TimeWindow, minute: number): boolean =>
  fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;

/** Whether a line of this SKU and category is among those that a selector names. */
export function selects(selector: Selector | undefined, sku: string, category: string): boolean {
  if (!selector) return true;
  const { skus, categories, exceptSkus, exceptCategories } = selector;
  if (exceptSkus?.includes(sku) || exceptCategories?.some((path) => isBelow(path, category))) return false;
  if (!skus && !categories) return true;
  return (skus?.includes(sku) || categories?.some((path) => isBelow(path, category))) ?? false;
}

const isBelow = (path: string, category: string): boolean =>
  category.startsWith(path) && (category.length === path.length || category[path.length] === '/');

/** The units that a deal, or the coupons that a coupon's terms, may use in this order, at the most. */
export function mostTimes(promotion: Promotion, guest: Guest, coupons: number): number {
  const { caps = {}, benefit, trigger } = promotion;
  const isDeal = ['buy_get', 'nth_item', 'bundle', 'exchange'].includes(benefit.kind);
  const repeats = isDeal || (trigger === 'coupon' && 'level' in benefit);
  if (!repeats) return 1;
  const used = guest.usage[promotion.promotionId];
  const perOrder = caps.perOrder ?? (trigger === 'coupon' ? 1 : MAX_TIMES);
  const left = Math.min(
    (caps.perCustomer ?? Infinity) - (used?.customer ?? 0),
    (caps.perPeriod ?? Infinity) - (used?.period ?? 0),
  );
  return Math.min(perOrder, left, trigger === 'coupon' ? coupons : MAX_TIMES);
}

/** Whether a coupon is good at that moment, and if not why. */
export function couponFault(coupon: HeldCoupon, instantMs: number): 'coupon_not_yet_valid' | 'coupon_expired' | null {
  if (coupon.validFromMs !== undefined && instantMs < coupon.validFromMs) return 'coupon_not_yet_valid';
  return coupon.expiresAtMs !== undefined && instantMs >= coupon.expiresAtMs ? 'coupon_expired' : null;
}
