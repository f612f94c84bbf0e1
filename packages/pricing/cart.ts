/** A line as it was rung up. A weighed line has a quantity that is not a whole number of thousands. */
export interface CartLine {
  readonly lineId: string;
  readonly sku: string;
  /** A path: "drink/coffee". */
  readonly category: string;
  /** The list price of one unit, before any promotion. */
  readonly unitPriceMinor: number;
  /** Thousandths of a unit. */
  readonly quantityMilli: number;
}

/** What is bought, where and when. The wall clock of the store is told, for pricing knows no time zones. */
export interface Cart {
  readonly currency: string;
  readonly storeId: string;
  /** Counter, dine_in, delivery, … */
  readonly source: string;
  readonly instantMs: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly deliveryFeeMinor: number;
  readonly lines: readonly CartLine[];
}

/** A coupon in the guest's hands; the promotion of that id holds its terms. */
export interface HeldCoupon {
  readonly couponId: string;
  readonly promotionId: string;
  readonly validFromMs?: number;
  readonly expiresAtMs?: number;
}

/** How often the guest used a capped promotion before: ever, and in its current period. */
export interface Usage {
  readonly customer: number;
  readonly period: number;
}

/** Who buys. All facts that priced an order are here, so a stored guest prices the same again. */
export interface Guest {
  /** Null is a guest whom nobody knows: promotions with caps per customer or period do not apply. */
  readonly customerId: string | null;
  readonly member: boolean;
  readonly tier: string | null;
  readonly tags: readonly string[];
  /** The kind of card that is shown, such as a stored-value card. */
  readonly card: string | null;
  readonly firstPurchase: boolean;
  readonly usage: Readonly<Record<string, Usage>>;
  readonly coupons: readonly HeldCoupon[];
  /** Points that the guest has, and at most so many of them are to be spent on this order. */
  readonly points: { readonly balance: number; readonly spendAtMost: number };
}

/** A guest of whom nothing is known and who holds nothing. */
export const STRANGER: Guest = {
  customerId: null,
  member: false,
  tier: null,
  tags: [],
  card: null,
  firstPurchase: false,
  usage: {},
  coupons: [],
  points: { balance: 0, spendAtMost: 0 },
};
