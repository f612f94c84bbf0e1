import { raw, sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { sumByTemplate, type Movement } from './figures.ts';
import type { CouponTemplate, TemplateDraft } from './template.ts';

/** The columns of a template as the type `CouponTemplate` names them. */
export const TEMPLATE_COLUMNS = raw(`
  template_id as "templateId", name, kind, amount_minor as "amountMinor", percent_bps as "percentBps",
  item_sku as "itemSku", min_spend_minor as "minSpendMinor", valid_from as "validFrom", valid_until as "validUntil",
  valid_days as "validDays", uses_per_coupon as "usesPerCoupon", issue_limit as "issueLimit",
  customer_limit as "customerLimit", budget_minor as "budgetMinor", active, created_at as "createdAt",
  issued_count as "issued", redeemed_count as "redeemed", committed_minor as "committedMinor",
  spent_minor as "spentMinor", held_back_minor as "heldBackMinor"`);

export const insertTemplate = (tx: Tx, t: TemplateDraft & { readonly templateId: string }): Promise<number> =>
  tx.run(sql`
    insert into coupon_template
      (merchant_id, template_id, name, kind, amount_minor, percent_bps, item_sku, min_spend_minor, valid_from,
       valid_until, valid_days, uses_per_coupon, issue_limit, customer_limit, budget_minor, active, created_at,
       issued_count, redeemed_count, committed_minor, spent_minor, held_back_minor)
    values (${tx.merchantId}, ${t.templateId}, ${t.name}, ${t.kind}, ${t.amountMinor}, ${t.percentBps}, ${t.itemSku},
            ${t.minSpendMinor}, ${t.validFrom}, ${t.validUntil}, ${t.validDays}, ${t.usesPerCoupon}, ${t.issueLimit},
            ${t.customerLimit}, ${t.budgetMinor}, true, ${tx.now}, 0, 0, 0, 0, 0)`);

/** Switches a template on or off; answers whether there is one. */
export async function setActive(tx: Tx, templateId: string, active: boolean): Promise<boolean> {
  const changed = await tx.run(sql`
    update coupon_template set active = ${active}
     where merchant_id = ${tx.merchantId} and template_id = ${templateId}`);
  return changed === 1;
}

/** Locks templates against other issues, in key order, and gives them by id. */
export async function lockTemplates(tx: Tx, ids: readonly string[]): Promise<Map<string, CouponTemplate>> {
  const templates = await tx.many<CouponTemplate>(sql`
    select ${TEMPLATE_COLUMNS}
      from coupon_template
     where merchant_id = ${tx.merchantId} and template_id = any(${ids}::uuid[])
     order by template_id
       for update`);
  return new Map(templates.map((template) => [template.templateId, template]));
}

/**
 * Moves the figures of templates; the only statement that does. Issue limit and budget are in the WHERE: a movement
 * that would break one finds no row, and since issues are judged under the lock, that is a bug and not a refusal.
 */
export async function moveFigures(tx: Tx, movements: readonly Movement[]): Promise<void> {
  if (movements.length === 0) return;
  const sums = sumByTemplate(movements);
  const moved = await tx.run(sql`
    with locked as (
      select template_id from coupon_template
       where merchant_id = ${tx.merchantId} and template_id = any(${sums.map((m) => m.templateId)}::uuid[])
       order by template_id
         for update
    )
    update coupon_template t
       set issued_count = t.issued_count + m.issued, redeemed_count = t.redeemed_count + m.redeemed,
           committed_minor = t.committed_minor + m.committed_minor, spent_minor = t.spent_minor + m.spent_minor,
           held_back_minor = t.held_back_minor + m.held_back_minor
      from locked
      join unnest(${sums.map((m) => m.templateId)}::uuid[], ${sums.map((m) => m.issued)}::integer[],
                  ${sums.map((m) => m.redeemed)}::integer[], ${sums.map((m) => m.committedMinor)}::bigint[],
                  ${sums.map((m) => m.spentMinor)}::bigint[], ${sums.map((m) => m.heldBackMinor)}::bigint[])
        as m (template_id, issued, redeemed, committed_minor, spent_minor, held_back_minor) using (template_id)
     where t.merchant_id = ${tx.merchantId} and t.template_id = locked.template_id
       and (t.issue_limit is null or t.issued_count + m.issued <= t.issue_limit)
       and (t.budget_minor is null
            or t.committed_minor + t.spent_minor + t.held_back_minor
               + m.committed_minor + m.spent_minor + m.held_back_minor <= t.budget_minor)`);
  assert(moved === sums.length, 'every movement stays within issue limit and budget');
}
