import type { TemplateKind } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';

/** The products that a coupon is about; a category takes in all below it. */
export interface Scope {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
}

/** What a coupon takes off, and from which baskets. */
export interface Terms {
  readonly kind: TemplateKind;
  /** The face, which is the most that one use costs: the amount, the cap of a percentage, the most for one unit. */
  readonly amountMinor: number;
  readonly percentBps: number | null;
  readonly itemSku: string | null;
  /** Of an exchange: what one unit of the item then costs. */
  readonly priceMinor: number | null;
  /** What cash and percent are taken off and their least spend is counted of; null is the whole basket. */
  readonly scope: Scope | null;
  readonly minSpendMinor: number;
}

/** From when and until when a template's coupons are good. Of the two ends the earlier one counts. */
export interface Validity {
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly validDays: number | null;
}

/** How many coupons a template may have, and what they may cost together. Null is no limit of the merchant's own. */
export interface Limits {
  readonly usesPerCoupon: number;
  readonly issueLimit: number | null;
  readonly customerLimit: number | null;
  readonly budgetMinor: number | null;
  /** Coupons that customers may take themselves on one business day, all together. */
  readonly dailyClaimLimit: number | null;
}

/** Beside other discounts, at most one of a group, or alone. */
export type Stacking = 'stack' | 'exclusive' | `group:${string}`;

interface Template extends Terms, Validity, Limits {
  readonly name: string;
  readonly stacking: Stacking;
  /** Customers may take one themselves. */
  readonly claimable: boolean;
}

/** What most templates have nothing to say about. */
const UNSAID = { priceMinor: null, scope: null, stacking: 'stack', claimable: false, dailyClaimLimit: null } as const;
type Unsaid = keyof typeof UNSAID;

/** A template as it is asked for. Its terms never change afterwards, for guests hold coupons on them. */
export interface TemplateDraft extends Omit<Template, Unsaid>, Partial<Pick<Template, Unsaid>> {}

/** A draft with nothing left unsaid. */
export const completed = (draft: TemplateDraft): Template => ({ ...UNSAID, ...draft });

/** What has become of a template's coupons so far: two counts of its own, and the balances of its accounts. */
export interface Figures {
  readonly issued: number;
  readonly redeemed: number;
  /** What unused uses can still cost, at their face. */
  readonly committedMinor: number;
  /** What redeemed uses did cost. */
  readonly spentMinor: number;
  /** What redeemed uses cost less than their face, kept for a reversal until the coupon expires. */
  readonly heldBackMinor: number;
  /** What new coupons may still cost: the budget's balance, or without one what keeps every sum exact. */
  readonly availableMinor: number;
}

export interface CouponTemplate extends Template, Figures {
  readonly templateId: string;
  /** Of all its amounts; the merchant's, which never changes. */
  readonly currency: string;
  readonly active: boolean;
  readonly createdAt: Date;
}

/** From when until when a coupon is good that is issued now. */
export function periodOf(validity: Validity, now: Date): { validFrom: Date; expiresAt: Date } {
  const validFrom = new Date(Math.max(validity.validFrom.getTime(), now.getTime()));
  const byDays = validity.validDays === null ? Infinity : validFrom.getTime() + validity.validDays * DAY_MS;
  const expiresAt = new Date(Math.min(validity.validUntil?.getTime() ?? Infinity, byDays));
  return { validFrom, expiresAt };
}

/** What one coupon of a template commits when it is issued: all its uses at their face. */
export const costOfCouponMinor = (template: Pick<Terms, 'amountMinor'> & Pick<Limits, 'usesPerCoupon'>): number =>
  template.amountMinor * template.usesPerCoupon;
