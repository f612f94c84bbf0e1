import { inRead, sql, type Ctx } from '@shuke/db';
import { newId, type Refusal, type Result } from '@shuke/kernel';
import { createMerchant } from '@shuke/merchant';
import { actAs, type TestServices } from '@shuke/testkit';
import { createTemplate, getTemplate, issueCoupons, type TemplateDraft } from '../index.ts';
import type { completed, Figures } from '../template.ts';

/** The figures that coupons add up to. */
export type Sums = Omit<Figures, 'availableMinor'>;

/** Acts for a new merchant. */
export async function newShop(services: TestServices): Promise<Ctx> {
  const owner = { signInName: newId(), displayName: 'Owner' };
  return actAs(services, valueOf(await createMerchant(services, { name: 'a shop', owner })).merchantId);
}

/** A cash template of 10.00 without limits, but for what a test says of it. */
export const draft = (own: Partial<TemplateDraft> = {}): ReturnType<typeof completed> => ({
  name: 'a test of its own',
  kind: 'cash',
  amountMinor: 1000,
  percentBps: null,
  itemSku: null,
  priceMinor: null,
  scope: null,
  minSpendMinor: 0,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validUntil: null,
  validDays: 30,
  usesPerCoupon: 1,
  issueLimit: null,
  customerLimit: null,
  budgetMinor: null,
  stacking: 'stack',
  claimable: false,
  dailyClaimLimit: null,
  ...own,
});

/** The value of a result that a test takes for granted. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}

/** The refusal's code, or `ok`. */
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);

/** How many results ended in which way. */
export function tally(results: readonly Result<unknown, Refusal>[]): Record<string, number> {
  const groups = Map.groupBy(results, codeOf);
  return Object.fromEntries([...groups].map(([code, all]) => [code, all.length]));
}

export async function newTemplate(ctx: Ctx, own: Partial<TemplateDraft> = {}): Promise<string> {
  return valueOf(await createTemplate(ctx, { key: newId(), draft: draft(own) })).templateId;
}

/** Issues bearer coupons and gives their codes. */
export async function newCoupons(ctx: Ctx, templateId: string, count: number): Promise<string[]> {
  const issue = valueOf(await issueCoupons(ctx, { key: newId(), templateId, to: { count } }));
  return issue.coupons.map((coupon) => coupon.code);
}

/** One bearer coupon of a template of its own. */
export async function newCoupon(ctx: Ctx, own: Partial<TemplateDraft> = {}): Promise<string> {
  const [code] = await newCoupons(ctx, await newTemplate(ctx, own), 1);
  return code!;
}

export async function figuresOf(ctx: Ctx, templateId: string): Promise<Sums> {
  const { issued, redeemed, committedMinor, spentMinor, heldBackMinor } = valueOf(await getTemplate(ctx, templateId));
  return { issued, redeemed, committedMinor, spentMinor, heldBackMinor };
}

/** What a template's figures have to be, added up from its coupons and their redemptions. */
export const sumOverCoupons = (ctx: Ctx, templateId: string): Promise<Sums> =>
  inRead(ctx, (tx) =>
    tx.one<Sums>(sql`
      with spent as (
        select r.coupon_id, count(*) as uses, sum(r.discount_minor) as discount_minor
          from coupon_redemption r
         where r.merchant_id = ${tx.merchantId} and r.template_id = ${templateId}
           and not exists (select from coupon_reversal v
                            where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id)
         group by r.coupon_id
      )
      select count(*)::integer as issued, coalesce(sum(s.uses), 0) as redeemed,
             coalesce(sum(t.amount_minor * (c.use_limit - coalesce(s.uses, 0))) filter (where c.expired_at is null), 0)
               as "committedMinor",
             coalesce(sum(s.discount_minor), 0) as "spentMinor",
             coalesce(sum(t.amount_minor * s.uses - s.discount_minor) filter (where c.expired_at is null), 0)
               as "heldBackMinor"
        from coupon c
        join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id
        left join spent s on s.coupon_id = c.coupon_id
       where c.merchant_id = ${tx.merchantId} and c.template_id = ${templateId}`),
  );
