import { ok, refuse, type Refused, type Result } from '@shuke/kernel';
import type { IssueRefusal } from './errors.ts';
import { costOfCouponMinor, periodOf, type CouponTemplate } from './template.ts';

/** One coupon that is asked for: for a customer, or a bearer coupon. */
export interface IssueRow {
  readonly templateId: string;
  readonly customerId: string | null;
  readonly planId?: string | null;
}

/** How many coupons of a template a customer was given so far, by `heldKey`. */
export type HeldCounts = ReadonlyMap<string, number>;

export const heldKey = (row: Pick<IssueRow, 'templateId' | 'customerId'>): string =>
  `${row.templateId} ${row.customerId}`;

export interface IssueBatch {
  readonly rows: readonly IssueRow[];
  /** The templates as they stand under their locks. */
  readonly templates: ReadonlyMap<string, CouponTemplate>;
  readonly held: HeldCounts;
  readonly now: Date;
}

/** Judges the rows of a batch in the order in which they came; what earlier rows took counts against later ones. */
export function admitIssues(batch: IssueBatch): Result<CouponTemplate, IssueRefusal>[] {
  const current = new Map(batch.templates);
  const held = new Map(batch.held);
  return batch.rows.map((row) => {
    const template = current.get(row.templateId);
    if (!template) return refuse('coupon_template_not_found');
    const heldCount = row.customerId === null ? 0 : (held.get(heldKey(row)) ?? 0);
    const why = whyNotIssuable(template, heldCount, batch.now);
    if (why) return why;
    current.set(row.templateId, afterIssue(template));
    if (row.customerId !== null) held.set(heldKey(row), heldCount + 1);
    return ok(template);
  });
}

/** Why a template gives no further coupon, or null. The order of the lines is the order of precedence. */
export function whyNotIssuable(template: CouponTemplate, heldCount: number, now: Date): Refused<IssueRefusal> | null {
  const { active, issued, issueLimit, customerLimit, availableMinor } = template;
  const { expiresAt } = periodOf(template, now);
  const neededMinor = costOfCouponMinor(template);
  if (!active) return refuse('coupon_template_inactive');
  if (expiresAt <= now) return refuse('coupon_template_ended', { endedAt: expiresAt.toISOString() });
  if (customerLimit !== null && heldCount >= customerLimit) {
    return refuse('coupon_customer_limit_reached', { customerLimit });
  }
  if (issued >= (issueLimit ?? MAX_ISSUED)) return refuse('coupon_issue_limit_reached', { issueLimit, issued });
  if (neededMinor > availableMinor) return refuse('coupon_budget_exhausted', { neededMinor, availableMinor });
  return null;
}

// The count is an integer of 32 bits.
const MAX_ISSUED = 2_000_000_000;

const afterIssue = (template: CouponTemplate): CouponTemplate => ({
  ...template,
  issued: template.issued + 1,
  committedMinor: template.committedMinor + costOfCouponMinor(template),
  availableMinor: template.availableMinor - costOfCouponMinor(template),
});
