import type { Refusal } from '@shuke/kernel';

/** Why a use of a coupon cannot be had at all, in the order in which the reasons are looked for. */
export type ClaimRefusal = Refusal<
  | 'coupon_not_found'
  | 'coupon_of_another_customer'
  | 'coupon_already_redeemed_on_order'
  | 'coupon_expired'
  | 'coupon_not_yet_valid'
  | 'coupon_used_up'
  | 'coupon_held_by_another_order'
>;

/** Why a use that could be had is worth nothing on this basket; looked for after the reasons of `ClaimRefusal`. */
export type BasketRefusal = Refusal<
  'coupon_min_spend_not_met' | 'coupon_item_not_in_basket' | 'coupon_item_costs_no_more'
>;

export type RedeemRefusal = ClaimRefusal | BasketRefusal;

export type StoreRefusal = Refusal<'coupon_store_unknown' | 'coupon_store_not_yours'>;

export type ReverseRefusal = Refusal<'redemption_not_found' | 'redemption_already_reversed'>;

export type ReleaseRefusal = Refusal<'reservation_not_found'>;

/** Why a coupon is not issued, in the order in which the reasons are looked for. */
export type IssueRefusal = Refusal<
  | 'coupon_template_not_found'
  | 'coupon_template_inactive'
  | 'coupon_template_ended'
  | 'coupon_customer_limit_reached'
  | 'coupon_issue_limit_reached'
  | 'coupon_budget_exhausted'
>;

/** Why codes are not made by a pattern; looked for before the reasons of `IssueRefusal`, but for a template that is not there. */
export type PatternRefusal = Refusal<'coupon_code_pattern_invalid' | 'coupon_codes_guessable'>;

/** Why a customer cannot take a coupon, beside the reasons of `IssueRefusal`. */
export type SelfClaimRefusal = Refusal<'coupon_not_claimable' | 'coupon_daily_limit_reached'>;

export type TemplateRefusal = Refusal<'coupon_template_invalid'>;
export type TemplateNotFound = Refusal<'coupon_template_not_found'>;

/** What every command that takes a key can answer as well. */
export type KeyReused = Refusal<'idempotency_key_reused'>;
