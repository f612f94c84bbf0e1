/** Which lines a promotion is about. Nothing said is every line; a category takes in all below it ("drink" has "drink/tea"). */
export interface Selector {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
  readonly exceptSkus?: readonly string[];
  readonly exceptCategories?: readonly string[];
}

/** A new price of a unit: one for all, one a SKU, or a percentage off the price of the line. Never dearer than it was. */
export interface UnitPrice {
  readonly kind: 'unit_price';
  readonly to:
    | { readonly priceMinor: number }
    | { readonly offBps: number }
    | { readonly prices: Readonly<Record<string, number>> };
}

/** Buy some, get some cheaper: of the same lines the cheapest of each group, or units of other lines (`getScope`). */
export interface BuyGet {
  readonly kind: 'buy_get';
  readonly buy: number;
  readonly get: number;
  readonly offBps: number;
  readonly getScope?: Selector;
}

/** Every nth unit at a percentage off: the second at half price is `nth` 2 and 5000. */
export interface NthItem {
  readonly kind: 'nth_item';
  readonly nth: number;
  readonly offBps: number;
}

/** A set at one price. A line counts for the first part that names it. One part alone is "any three for 10.00". */
export interface Bundle {
  readonly kind: 'bundle';
  readonly parts: readonly { readonly scope: Selector; readonly quantity: number }[];
  readonly priceMinor: number;
}

/** A unit for a fixed price, 0 for free, at most `capMinor` off: what a coupon for an item is. */
export interface Exchange {
  readonly kind: 'exchange';
  readonly priceMinor: number;
  readonly capMinor?: number;
}

export type Level = 'line' | 'order';

export interface Cash {
  readonly kind: 'cash';
  readonly level: Level;
  readonly amountMinor: number;
}

export interface Percent {
  readonly kind: 'percent';
  readonly level: Level;
  readonly offBps: number;
  readonly capMinor?: number;
}

/** For every 30 spent 5 off, at most `times` times; 1 is "once". */
export interface Threshold {
  readonly kind: 'threshold';
  readonly level: Level;
  readonly everyMinor: number;
  readonly offMinor: number;
  readonly times?: number;
}

/** 30 spent 5 off, 60 spent 12 off: the highest step reached counts. */
export interface Steps {
  readonly kind: 'steps';
  readonly level: Level;
  readonly steps: readonly { readonly fromMinor: number; readonly offMinor: number }[];
}

/** Off the delivery fee: 10000 is free delivery. */
export interface Delivery {
  readonly kind: 'delivery';
  readonly offBps: number;
  readonly capMinor?: number;
}

/** Points for money, in whole steps: as a discount, or as a tender that pays without changing what is payable. */
export interface Points {
  readonly kind: 'points';
  readonly as: 'discount' | 'tender';
  readonly pointsPerStep: number;
  readonly stepMinor: number;
  readonly capMinor?: number;
  /** The most of what is payable that points may cover; all of it unless told. */
  readonly maxShareBps?: number;
}

export type Benefit =
  UnitPrice | BuyGet | NthItem | Bundle | Exchange | Cash | Percent | Threshold | Steps | Delivery | Points;

/** From a minute of the day until before another; `toMinute` below `fromMinute` goes over midnight. */
export interface TimeWindow {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When, where, for whom and from how much on. What is not said does not matter; of a list one is enough. */
export interface Conditions {
  readonly startsAtMs?: number;
  readonly endsAtMs?: number;
  readonly stores?: readonly string[];
  readonly sources?: readonly string[];
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays?: readonly number[];
  readonly windows?: readonly TimeWindow[];
  readonly customers?: readonly string[];
  readonly tiers?: readonly string[];
  readonly tags?: readonly string[];
  readonly cards?: readonly string[];
  readonly member?: true;
  readonly firstPurchase?: true;
  /** Whole units, of the lines of `of` or else of the scope. */
  readonly minQuantity?: number;
  /** What these lines cost when the promotion's phase begins. */
  readonly minAmountMinor?: number;
  readonly of?: Selector;
}

/** How often it may be used. For deals a use is a group, for coupons a coupon; the caller counts what was used before. */
export interface Caps {
  readonly perOrder?: number;
  readonly perCustomer?: number;
  readonly perPeriod?: number;
}

/** One live version of a promotion or of a coupon's terms. Stored orders keep it, so it never changes. */
export interface Promotion {
  readonly promotionId: string;
  readonly version: number;
  readonly trigger: 'automatic' | 'coupon';
  /** Within a phase lower comes first; equal ones by promotion id. */
  readonly priority: number;
  /** Of one group at most one promotion applies. Without a group it combines with all that it does not exclude. */
  readonly group?: string;
  /** Applies alone; only points as a tender may stand beside it. */
  readonly exclusive?: boolean;
  /** A price that the guest may decline where a threshold makes the list price the better one. */
  readonly declinable?: boolean;
  readonly excludes?: readonly string[];
  readonly conditions?: Conditions;
  readonly caps?: Caps;
  readonly scope?: Selector;
  readonly benefit: Benefit;
}

/** The live promotions of a merchant; all their amounts are in this currency. */
export interface Rules {
  readonly currency: string;
  readonly promotions: readonly Promotion[];
}

/** Benefits act in this order; within a phase by priority. A condition on an amount looks at the beginning of its phase. */
export const PHASES = ['price', 'deal', 'line', 'order', 'delivery', 'points'] as const;

/** The index in `PHASES` of the phase in which a benefit acts. */
export function phaseOf(benefit: Benefit): number {
  switch (benefit.kind) {
    case 'unit_price':
      return 0;
    case 'buy_get':
    case 'nth_item':
    case 'bundle':
    case 'exchange':
      return 1;
    case 'delivery':
      return 4;
    case 'points':
      return 5;
    default:
      return benefit.level === 'line' ? 2 : 3;
  }
}

/** Promotions in the order in which they act: by phase, standing prices first, then by priority and id. */
export function inActingOrder(promotions: readonly Promotion[]): Promotion[] {
  const standing = standingPrices(promotions);
  const rank = (one: Promotion): number => (standing.has(one.promotionId) ? 0 : 1);
  const byId = (a: Promotion, b: Promotion): number => (a.promotionId < b.promotionId ? -1 : 1);
  return promotions.toSorted(
    (a, b) => phaseOf(a.benefit) - phaseOf(b.benefit) || rank(a) - rank(b) || a.priority - b.priority || byId(a, b),
  );
}

/**
 * The ids of the prices that are no choice: the unit prices that need no coupon, stand in no group, exclude nothing, are
 * excluded by nothing and cannot be declined. They are what the shelf says to this guest, so every combination has them.
 */
export function standingPrices(promotions: readonly Promotion[]): ReadonlySet<string> {
  const excluded = new Set(promotions.flatMap(({ excludes }) => excludes ?? []));
  const standing = promotions.filter((one) => {
    const isFree = one.group === undefined && !one.exclusive && !one.declinable && !one.excludes?.length;
    return one.benefit.kind === 'unit_price' && one.trigger === 'automatic' && isFree && !excluded.has(one.promotionId);
  });
  return new Set(standing.map(({ promotionId }) => promotionId));
}
