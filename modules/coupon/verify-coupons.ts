import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import type { Finding, Verifier } from '@shuke/ledger';
import { withFigures } from './template-figures.ts';
import { TEMPLATE_COLUMNS, type TemplateRow } from './template-store.ts';
import type { CouponTemplate, Figures } from './template.ts';

/** Something of a template's coupons that does not add up; there should be none. */
export interface CouponFinding extends Finding {
  readonly code: 'coupon_figure_differs' | 'coupons_miscounted';
  readonly facts: {
    readonly templateId: string;
    /** The count or the account that differs. */
    readonly figure: keyof Figures | 'usedCount';
    /** What the coupons and their redemptions add up to. */
    readonly expected: number;
    readonly found: number;
  };
}

/** What `shuke verify` runs. */
export const couponVerifier: Verifier = {
  name: 'coupon',
  says: 'each template adds up anew from its coupons to its counts and its balances in the ledger',
  run: verifyCoupons,
  count: (ctx) => inRead(ctx, countRows),
};

/** What a template's coupons and their standing redemptions add up to, without looking at one running figure. */
interface Recount extends Omit<Figures, 'availableMinor'> {
  readonly templateId: string;
  /** Coupons whose own count of uses or spending is not that of their redemptions. */
  readonly miscounted: number;
}

/** Adds every template of the merchant up anew from its coupons, and compares with its counts and the ledger's balances. */
export function verifyCoupons(ctx: Ctx): Promise<CouponFinding[]> {
  return inRead(ctx, async (tx) => {
    const templates = await withFigures(tx, await everyTemplate(tx));
    const recounts = new Map((await recountAll(tx)).map((recount) => [recount.templateId, recount]));
    return templates.flatMap((template) =>
      findingsOf(template, must(recounts.get(template.templateId), 'every template is counted')),
    );
  });
}

function findingsOf(template: CouponTemplate, recount: Recount): CouponFinding[] {
  const { templateId, budgetMinor } = template;
  const { issued, redeemed, committedMinor, spentMinor, heldBackMinor, miscounted } = recount;
  const expected: Partial<Figures> = { issued, redeemed, committedMinor, spentMinor, heldBackMinor };
  const boundMinor = committedMinor + spentMinor + heldBackMinor;
  const all = budgetMinor === null ? expected : { ...expected, availableMinor: budgetMinor - boundMinor };
  const differing = (Object.keys(all) as (keyof Figures)[]).filter((figure) => all[figure] !== template[figure]);
  const findings = differing.map((figure): CouponFinding => {
    const facts = { templateId, figure, expected: all[figure] ?? 0, found: template[figure] };
    return { code: 'coupon_figure_differs', facts };
  });
  if (miscounted === 0) return findings;
  const facts = { templateId, figure: 'usedCount', expected: 0, found: miscounted } as const;
  return [...findings, { code: 'coupons_miscounted', facts }];
}

const everyTemplate = (tx: Tx): Promise<TemplateRow[]> =>
  tx.many(sql`
    select ${TEMPLATE_COLUMNS} from coupon_template where merchant_id = ${tx.merchantId} order by template_id`);

const recountAll = (tx: Tx): Promise<Recount[]> =>
  tx.many(sql`
    with standing as (
      select r.coupon_id, count(*)::integer as uses, sum(r.discount_minor) as discount_minor
        from coupon_standing_redemption r
       where r.merchant_id = ${tx.merchantId}
       group by r.coupon_id
    )
    select t.template_id as "templateId", count(c.coupon_id)::integer as issued,
           coalesce(sum(s.uses), 0)::integer as redeemed,
           coalesce(sum(t.amount_minor * (c.use_limit - coalesce(s.uses, 0)))
                    filter (where c.expired_at is null), 0) as "committedMinor",
           coalesce(sum(s.discount_minor), 0) as "spentMinor",
           coalesce(sum(t.amount_minor * s.uses - s.discount_minor)
                    filter (where c.expired_at is null), 0) as "heldBackMinor",
           count(*) filter (where c.used_count <> coalesce(s.uses, 0)
                               or c.spent_minor <> coalesce(s.discount_minor, 0))::integer as miscounted
      from coupon_template t
      left join coupon c on c.merchant_id = t.merchant_id and c.template_id = t.template_id
      left join standing s on s.coupon_id = c.coupon_id
     where t.merchant_id = ${tx.merchantId}
     group by t.template_id`);

const countRows = (tx: Tx): Promise<{ templates: number; coupons: number; redemptions: number }> =>
  tx.one(sql`
    select (select count(*) from coupon_template where merchant_id = ${tx.merchantId})::integer as templates,
           (select count(*) from coupon where merchant_id = ${tx.merchantId})::integer as coupons,
           (select count(*) from coupon_redemption where merchant_id = ${tx.merchantId})::integer as redemptions`);
