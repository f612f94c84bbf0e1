import type { Exclusion, PlanAssumptions, Rhythm, TemplateKind } from '@shuke/contract';
import { bpsOf } from '@shuke/kernel';

/** A coupon template as a plan weighs it. Money in minor units. */
export interface Offer {
  readonly templateId: string;
  readonly name: string;
  readonly kind: TemplateKind;
  /** The most that one use takes off. */
  readonly amountMinor: number;
  readonly percentBps: number | null;
  readonly minSpendMinor: number;
  readonly usesPerCoupon: number;
  /** The most that one coupon can cost: all its uses. */
  readonly liabilityMinor: number;
  /** How many coupons the template still has, and what they may cost together. */
  readonly couponsLeft: number;
  readonly budgetLeftMinor: number;
  /** How many coupons of the template one customer may have; null for any number. */
  readonly customerLimit: number | null;
}

/** One offer as it was weighed for one customer. `score` is the expected incremental margin, in minor units. */
export interface Candidate {
  readonly templateId: string;
  readonly score: number;
  readonly excluded: Exclusion | null;
}

export interface Weighed {
  readonly rhythm: Rhythm;
  /** The customer's average net receipt. */
  readonly ticketMinor: number;
  /** Days with a visit so far. */
  readonly visitDays: number;
  /** What is left of the chance of a visit, from 1 for who is not long gone towards 0; see `presenceOf`. */
  readonly presence: number;
  /** The customer already had as many coupons of this template as one may have. */
  readonly limitReached: boolean;
}

/**
 * What an absence leaves of the chance of a visit. Up to where a customer counts as lapsed the rhythm's own chances hold;
 * from there they fall in inverse proportion to the days, so that a budget is not spent on who left a year ago.
 */
export const presenceOf = (sinceDays: number, lapsedAfterDays: number): number =>
  Math.min(1, lapsedAfterDays / Math.max(1, sinceDays));

/** What one use takes off a receipt of this size. */
export function expectedDiscountMinor(offer: Offer, basisMinor: number): number {
  const most = Math.min(offer.amountMinor, basisMinor);
  return offer.kind === 'percent' ? Math.min(most, bpsOf(basisMinor, offer.percentBps ?? 0)) : most;
}

/**
 * The expected incremental margin of giving one customer one offer, over the horizon:
 *
 *   uplift × margin of a receipt × (1 + further visits) − (base + uplift) × redeemed share × discount × uses
 *
 * The second term charges the discount to everybody who redeems, also to those who would have come anyway. The uplift
 * grows with the discount's share of the receipt up to `fullDepthBps`, or the smallest coupon would always be best.
 * Nobody is expected to come again more often than so far.
 */
export function scoreOffer(offer: Offer, who: Weighed, assumptions: PlanAssumptions): Candidate {
  const { templateId } = offer;
  const basisMinor = Math.max(who.ticketMinor, offer.minSpendMinor);
  if (basisMinor <= 0 || offer.minSpendMinor > bpsOf(Math.max(0, who.ticketMinor), assumptions.reachBps)) {
    return { templateId, score: 0, excluded: 'min_spend_out_of_reach' };
  }
  if (who.limitReached) return { templateId, score: 0, excluded: 'customer_limit_reached' };
  const prior = assumptions.priors[who.rhythm];
  const discount = expectedDiscountMinor(offer, basisMinor);
  const depth = Math.min(1, discount / basisMinor / (assumptions.fullDepthBps / 10_000));
  const base = (prior.baseBps / 10_000) * who.presence;
  const uplift = Math.min(1 - base, (prior.upliftBps / 10_000) * depth * who.presence);
  const visits = 1 + Math.min(prior.followOnVisits, who.visitDays);
  const gained = uplift * basisMinor * (assumptions.marginBps / 10_000) * visits;
  const uses = Math.min(offer.usesPerCoupon, visits);
  const spent = (base + uplift) * (assumptions.redeemBps / 10_000) * discount * uses;
  return { templateId, score: gained - spent, excluded: null };
}
