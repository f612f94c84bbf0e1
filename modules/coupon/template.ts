import type { TemplateKind } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';

/** What a coupon takes off, and from which baskets. */
export interface Terms {
  readonly kind: TemplateKind;
  /** The face, which is the most that one use costs: the amount, the cap of a percentage, the most for one unit. */
  readonly amountMinor: number;
  readonly percentBps: number | null;
  readonly itemSku: string | null;
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
}

/** What has become of a template's coupons so far. */
export interface Figures {
  readonly issued: number;
  readonly redeemed: number;
  /** What unused uses can still cost, at their face. */
  readonly committedMinor: number;
  /** What redeemed uses did cost. */
  readonly spentMinor: number;
  /** What redeemed uses cost less than their face, kept for a reversal until the coupon expires. */
  readonly heldBackMinor: number;
}

/** A template as it is asked for. Its terms never change afterwards, for guests hold coupons on them. */
export interface TemplateDraft extends Terms, Validity, Limits {
  readonly name: string;
}

export interface CouponTemplate extends TemplateDraft, Figures {
  readonly templateId: string;
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

/** A template without a budget of its own stays below this, so that every sum of minor units is an exact integer. */
export const MAX_BUDGET_MINOR = 1_000_000_000_000_000;

/** What the budget still allows to be committed. Redeeming and reversing do not change it, issuing and expiry do. */
export const budgetLeftMinor = (template: Pick<Limits, 'budgetMinor'> & Figures): number =>
  (template.budgetMinor ?? MAX_BUDGET_MINOR) - template.committedMinor - template.spentMinor - template.heldBackMinor;

/** What one coupon of a template commits when it is issued: all its uses at their face. */
export const costOfCouponMinor = (template: Pick<Terms, 'amountMinor'> & Pick<Limits, 'usesPerCoupon'>): number =>
  template.amountMinor * template.usesPerCoupon;

// What a field may hold, whoever asks: the route's schema is only the first to look.
const BOUNDS: readonly (readonly [keyof TemplateDraft, number, number])[] = [
  ['amountMinor', 1, 1_000_000_000_000],
  ['minSpendMinor', 0, 1_000_000_000_000],
  ['percentBps', 1, 10_000],
  ['validDays', 1, 3660],
  ['usesPerCoupon', 1, 10_000],
  ['issueLimit', 1, 1_000_000_000],
  ['customerLimit', 1, 10_000],
  ['budgetMinor', 1, 1_000_000_000_000],
];

/** Which field of a draft is out of bounds, contradicts another or could never apply, and why; or null. */
export function templateFault(draft: TemplateDraft, now: Date): { field: string; problem: string } | null {
  const { kind, percentBps, itemSku, validUntil, validDays } = draft;
  const outside = BOUNDS.find(([field, least, most]) => isOutside(draft[field], least, most));
  if (outside) return { field: outside[0].replace('Minor', ''), problem: `is not from ${outside[1]} to ${outside[2]}` };
  const endsAt = validUntil ?? new Date(Infinity);
  const faults: [boolean, string, string][] = [
    [(kind === 'percent') !== (percentBps !== null), 'percentBps', 'a percent template has one, and no other'],
    [(kind === 'item') !== (itemSku !== null), 'itemSku', 'an item template has one, and no other'],
    [validUntil === null && validDays === null, 'validUntil', 'say until when, or for how many days'],
    [endsAt <= draft.validFrom || endsAt <= now, 'validUntil', 'lies before the beginning'],
    [costOfCouponMinor(draft) > (draft.budgetMinor ?? MAX_BUDGET_MINOR), 'budget', 'does not pay for one coupon'],
  ];
  const found = faults.find(([wrong]) => wrong);
  return found ? { field: found[1], problem: found[2] } : null;
}

const isOutside = (value: unknown, least: number, most: number): boolean =>
  value !== null && !(Number.isInteger(value) && least <= Number(value) && Number(value) <= most);
