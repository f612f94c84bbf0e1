import { takeIdentityUse } from '@shuke/customer';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { businessDay, must, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { takeDailyClaim } from './coupon-store.ts';
import type { IssueRefusal, KeyReused, SelfClaimRefusal } from './errors.ts';
import { issueMany } from './issue-many.ts';
import { readTemplates } from './template-store.ts';

export interface ClaimCoupon {
  readonly key: string;
  readonly templateId: string;
  readonly customerId: string;
}

export interface ClaimedCoupon {
  readonly couponId: string;
  readonly code: string;
}

type ClaimCouponRefusal = SelfClaimRefusal | IssueRefusal;

/**
 * Gives a customer the coupon that they take themselves, of a template that allows it: within the template's limit a
 * customer and, over all customers, a business day.
 */
export function claimCoupon(
  ctx: Ctx,
  cmd: ClaimCoupon,
): Promise<Result<ClaimedCoupon, ClaimCouponRefusal | KeyReused>> {
  return inTx<ClaimedCoupon, ClaimCouponRefusal>(ctx, { key: cmd.key, input: cmd, storeRefusals: true }, (tx) =>
    claim(tx, cmd),
  );
}

async function claim(
  tx: Tx,
  { templateId, customerId }: ClaimCoupon,
): Promise<Result<ClaimedCoupon, ClaimCouponRefusal>> {
  const [template] = await readTemplates(tx, [templateId]);
  if (!template) return refuse('coupon_template_not_found');
  if (!template.claimable) return refuse('coupon_not_claimable');
  const { dailyClaimLimit } = template;
  if (dailyClaimLimit !== null) {
    const day = await todayOf(tx);
    // Before the template is locked: when the day's coupons are gone, the many who still ask wait for nobody.
    const isTaken = await takeDailyClaim(tx, { templateId, day, limit: dailyClaimLimit });
    if (!isTaken) return refuse('coupon_daily_limit_reached', { dailyClaimLimit, day });
  }
  if (!(await isWithinTheirLimit(tx, { templateId, customerId }, template.customerLimit))) {
    return refuse('coupon_customer_limit_reached', { customerLimit: template.customerLimit });
  }
  const [result] = await issueMany(tx, [{ templateId, customerId }]);
  const issued = must(result, 'each row has its result');
  return issued.ok ? ok({ couponId: issued.value.couponId, code: issued.value.code }) : issued;
}

// Of one real person, whatever accounts they have: whoever signs up a second time finds the same limit.
async function isWithinTheirLimit(
  tx: Tx,
  { templateId, customerId }: Pick<ClaimCoupon, 'templateId' | 'customerId'>,
  limit: number | null,
): Promise<boolean> {
  if (limit === null) return true;
  const [isTaken] = await takeIdentityUse(tx, [{ customerId, limitKey: `coupon:${templateId}`, limit }]);
  return isTaken === true;
}

async function todayOf(tx: Tx): Promise<string> {
  const { timeZone, dayStartMinute } = await merchantSettings(tx);
  return businessDay(tx.now.getTime(), timeZone, dayStartMinute);
}
