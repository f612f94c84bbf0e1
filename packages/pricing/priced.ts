/** What one promotion takes off one line, in minor units. */
export interface DiscountShare {
  readonly promotionId: string;
  readonly shareMinor: number;
}

/** Gross less the shares is net, for each line and for the delivery fee, to the minor unit. */
export interface PricedAmount {
  readonly grossMinor: number;
  readonly discounts: readonly DiscountShare[];
  readonly netMinor: number;
}

export interface PricedLine extends PricedAmount {
  readonly lineId: string;
}

/** A promotion that was used. Its shares over lines and delivery sum to `discountMinor`. */
export interface Applied {
  readonly promotionId: string;
  readonly version: number;
  readonly times: number;
  readonly discountMinor: number;
  readonly couponIds: readonly string[];
}

export type UnusedCode =
  | StaticFault
  | 'unknown_promotion'
  | 'no_coupon'
  | 'coupon_not_yet_valid'
  | 'coupon_expired'
  | 'no_matching_item'
  | 'quantity_short'
  | 'amount_short'
  | 'takes_nothing_off'
  | 'cap_in_order'
  | 'group_taken'
  | 'excluded'
  | 'applies_alone'
  | 'amount_short_after_discounts'
  | 'not_better';

/** Why a promotion cannot apply to this guest at this place and time, whatever is bought. */
export type StaticFault =
  | 'not_started'
  | 'ended'
  | 'wrong_store'
  | 'wrong_source'
  | 'wrong_weekday'
  | 'wrong_time'
  | 'wrong_customer'
  | 'wrong_tier'
  | 'missing_tag'
  | 'wrong_card'
  | 'not_member'
  | 'not_first_purchase'
  | 'customer_unknown'
  | 'cap_of_customer'
  | 'cap_of_period';

export interface Reason {
  readonly code: UnusedCode;
  /** Ids and amounts that make the reason concrete: `shortMinor`, `short`, `because` (the promotion in the way). */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** A live promotion that was not used, and why. */
export interface NotUsed extends Reason {
  readonly promotionId: string;
}

/** A coupon that stays with the guest, and why. */
export interface UnusedCoupon extends NotUsed {
  readonly couponId: string;
}

/**
 * The proof that no legal combination is better. `nodes` is the tree in preorder: `BRANCHED` for a node whose children
 * follow, else the cost of a complete combination, or the bound below which no combination of a pruned branch lies.
 */
export interface Certificate {
  readonly proven: boolean;
  readonly cost: number;
  readonly nodes: readonly number[];
}

export const BRANCHED = -1;

/** Costs order combinations: what is due first, then the coupons that are spent. */
export const COST_PER_MINOR = 1024;

export interface Priced {
  readonly currency: string;
  readonly grossMinor: number;
  /** What all tenders together must pay, points as a tender included; never negative. */
  readonly payableMinor: number;
  /** Payable less points as a tender: what the best combination makes least. */
  readonly dueMinor: number;
  readonly lines: readonly PricedLine[];
  readonly delivery: PricedAmount;
  readonly applied: readonly Applied[];
  readonly pointsSpent: number;
  readonly unused: readonly UnusedCoupon[];
  readonly certificate: Certificate;
}
