import { raw, sql, type BatchTx, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { CouponTemplate, Figures } from './template.ts';

/** A template as its row says it: with its counts, and without what its accounts hold. */
export type TemplateRow = Omit<CouponTemplate, Exclude<keyof Figures, 'issued' | 'redeemed'>>;

/** The columns of a template as the type `TemplateRow` names them. */
export const TEMPLATE_COLUMNS = raw(`
  template_id as "templateId", name, kind, amount_minor as "amountMinor", percent_bps as "percentBps",
  item_sku as "itemSku", price_minor as "priceMinor", scope, min_spend_minor as "minSpendMinor",
  valid_from as "validFrom", valid_until as "validUntil", valid_days as "validDays",
  uses_per_coupon as "usesPerCoupon", issue_limit as "issueLimit", customer_limit as "customerLimit",
  budget_minor as "budgetMinor", stacking, claimable, daily_claim_limit as "dailyClaimLimit", currency, active,
  created_at as "createdAt", issued_count as "issued", redeemed_count as "redeemed"`);

type NewTemplate = Omit<TemplateRow, 'active' | 'createdAt' | 'issued' | 'redeemed'>;

export const insertTemplate = (tx: Tx, t: NewTemplate): Promise<number> =>
  tx.run(sql`
    insert into coupon_template
      (merchant_id, template_id, name, kind, amount_minor, percent_bps, item_sku, price_minor, scope, min_spend_minor,
       valid_from, valid_until, valid_days, uses_per_coupon, issue_limit, customer_limit, budget_minor, stacking,
       claimable, daily_claim_limit, currency, active, created_at, issued_count, redeemed_count)
    values (${tx.merchantId}, ${t.templateId}, ${t.name}, ${t.kind}, ${t.amountMinor}, ${t.percentBps}, ${t.itemSku},
            ${t.priceMinor}, ${t.scope && JSON.stringify(t.scope)}, ${t.minSpendMinor}, ${t.validFrom}, ${t.validUntil},
            ${t.validDays}, ${t.usesPerCoupon}, ${t.issueLimit}, ${t.customerLimit}, ${t.budgetMinor}, ${t.stacking},
            ${t.claimable}, ${t.dailyClaimLimit}, ${t.currency}, true, ${tx.now}, 0, 0)`);

/** Switches a template on or off; answers whether there is one. */
export async function setActive(tx: Tx, templateId: string, active: boolean): Promise<boolean> {
  const changed = await tx.run(sql`
    update coupon_template set active = ${active}
     where merchant_id = ${tx.merchantId} and template_id = ${templateId}`);
  return changed === 1;
}

/** These templates as they are now, by id; ids of nothing are left out. */
export const readTemplates = (tx: Tx, ids: readonly string[]): Promise<TemplateRow[]> =>
  tx.many<TemplateRow>(sql`
    select ${TEMPLATE_COLUMNS}
      from coupon_template
     where merchant_id = ${tx.merchantId} and template_id = any(${ids}::uuid[])
     order by template_id`);

/** Locks templates against other issues, in key order. Lock their balances before. */
export const lockTemplates = (tx: Tx, ids: readonly string[]): Promise<TemplateRow[]> =>
  tx.many<TemplateRow>(sql`
    select ${TEMPLATE_COLUMNS}
      from coupon_template
     where merchant_id = ${tx.merchantId} and template_id = any(${ids}::uuid[])
     order by template_id
       for update`);

/** How one happening moves the counts of a template. */
export interface Count {
  readonly merchantId: string;
  readonly templateId: string;
  readonly issued?: number;
  readonly redeemed?: number;
}

/**
 * Moves the counts of templates; the only statement that does. Whoever calls it has locked their balances, so that two
 * never meet here. The issue limit is in the WHERE: a count that would break it finds no row, and since issues are judged
 * under the lock, that is a bug and not a refusal.
 */
export async function moveCounts(tx: BatchTx, counts: readonly Count[]): Promise<void> {
  const groups = [...Map.groupBy(counts, ({ templateId }) => templateId).values()];
  if (groups.length === 0) return;
  const sum = (of: (count: Count) => number | undefined): number[] =>
    groups.map((group) => group.reduce((total, one) => total + (of(one) ?? 0), 0));
  const moved = await tx.run(sql`
    update coupon_template t
       set issued_count = t.issued_count + n.issued, redeemed_count = t.redeemed_count + n.redeemed
      from unnest(${groups.map(([one]) => one!.merchantId)}::uuid[], ${groups.map(([one]) => one!.templateId)}::uuid[],
                  ${sum((one) => one.issued)}::integer[], ${sum((one) => one.redeemed)}::integer[])
             as n (merchant_id, template_id, issued, redeemed)
     where t.merchant_id = n.merchant_id and t.template_id = n.template_id
       and (t.issue_limit is null or t.issued_count + n.issued <= t.issue_limit)`);
  assert(moved === groups.length, 'every count stays within the issue limit');
}
