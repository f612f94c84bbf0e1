import { inRead, raw, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { readCode } from './coupon-code.ts';
import type { CouponCard } from './coupon.ts';
import type { TemplateNotFound } from './errors.ts';
import { withFigures } from './template-figures.ts';
import { readTemplates, TEMPLATE_COLUMNS, type TemplateRow } from './template-store.ts';
import type { CouponTemplate } from './template.ts';

export interface PageQuery {
  /** The id of the last item of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What goes into `after` for the next page; null at the end. */
  readonly next: string | null;
}

const PAGE = 50;

/** One template with its figures, or `coupon_template_not_found`. */
export async function getTemplate(ctx: Ctx, templateId: string): Promise<Result<CouponTemplate, TemplateNotFound>> {
  const [template] = await inRead(ctx, (tx) => templatesById(tx, [templateId]));
  return template ? ok(template) : refuse('coupon_template_not_found');
}

/** These templates with their figures; ids of nothing are left out. */
export const templatesById = async (tx: Tx, templateIds: readonly string[]): Promise<CouponTemplate[]> =>
  withFigures(tx, await readTemplates(tx, templateIds));

/** The templates that give coupons now, the oldest first: switched on and not ended. */
export const activeTemplates = async (tx: Tx): Promise<CouponTemplate[]> =>
  withFigures(
    tx,
    await tx.many<TemplateRow>(sql`
      select ${TEMPLATE_COLUMNS}
        from coupon_template
       where merchant_id = ${tx.merchantId} and active and (valid_until is null or valid_until > ${tx.now})
       order by template_id`),
  );

/** A page of templates with their figures, the newest first. */
export function listTemplates(ctx: Ctx, query: PageQuery): Promise<Page<CouponTemplate>> {
  const { after = null, limit = PAGE } = query;
  return inRead(ctx, async (tx) => {
    const rows = await tx.many<TemplateRow>(sql`
      select ${TEMPLATE_COLUMNS}
        from coupon_template
       where merchant_id = ${tx.merchantId} and (${after}::uuid is null or template_id < ${after}::uuid)
       order by template_id desc
       limit ${limit + 1}`);
    return pageOf(await withFigures(tx, rows), limit, (template) => template.templateId);
  });
}

/** One use of a coupon, and when it was taken back if it was. */
export interface RedemptionRecord {
  readonly redemptionId: string;
  readonly orderRef: string;
  readonly discountMinor: number;
  readonly redeemedAt: Date;
  readonly reversedAt: Date | null;
}

export type CouponWithUses = CouponCard & { readonly redemptions: readonly RedemptionRecord[] };

/** One coupon by its code, with its latest 20 redemptions, or `coupon_not_found`. */
export function getCoupon(ctx: Ctx, code: string): Promise<Result<CouponWithUses, Refusal<'coupon_not_found'>>> {
  const stored = readCode(code);
  return inRead(ctx, async (tx) => {
    const card = stored === null ? null : await tx.maybeOne<CouponCard>(cardByCode(tx, stored));
    if (!card) return refuse('coupon_not_found');
    return ok({ ...card, redemptions: await latestRedemptions(tx, card.couponId) });
  });
}

const CARD = raw(`
  c.coupon_id as "couponId", coalesce(c.printed_code, c.code) as code, c.template_id as "templateId", t.name, t.kind, t.amount_minor as "amountMinor",
  t.percent_bps as "percentBps", t.item_sku as "itemSku", t.price_minor as "priceMinor",
  t.scope, t.min_spend_minor as "minSpendMinor",
  c.customer_id as "customerId", c.plan_id as "planId", c.issued_at as "issuedAt", c.valid_from as "validFrom",
  c.expires_at as "expiresAt", c.use_limit as "useLimit", c.used_count as "usedCount", held."heldCount"`);

// As in the claim itself, a hold counts until its time and no longer.
const cardByCode = (tx: Tx, code: string) => sql`
  select ${CARD}
    from coupon c
    join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id,
         lateral (select count(*)::integer as "heldCount" from coupon_reservation h
                   where h.merchant_id = c.merchant_id and h.coupon_id = c.coupon_id
                     and h.ended_at is null and h.expires_at > ${tx.now}) as held
   where c.merchant_id = ${tx.merchantId} and c.code = ${code}`;

const latestRedemptions = (tx: Tx, couponId: string): Promise<RedemptionRecord[]> =>
  tx.many(sql`
    select r.redemption_id as "redemptionId", r.order_ref as "orderRef", r.discount_minor as "discountMinor",
           r.redeemed_at as "redeemedAt", v.reversed_at as "reversedAt"
      from coupon_redemption r
      left join coupon_reversal v on v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id
     where r.merchant_id = ${tx.merchantId} and r.coupon_id = ${couponId}
     order by r.redemption_id desc
     limit 20`);

/** A page of a customer's coupons, the newest first. */
export async function couponsOfCustomer(ctx: Ctx, customerId: string, query: PageQuery): Promise<Page<CouponCard>> {
  const { after = null, limit = PAGE } = query;
  const rows = await inRead(ctx, (tx) =>
    tx.many<CouponCard>(sql`
      select ${CARD}
        from coupon c
        join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id,
             lateral (select count(*)::integer as "heldCount" from coupon_reservation h
                       where h.merchant_id = c.merchant_id and h.coupon_id = c.coupon_id
                         and h.ended_at is null and h.expires_at > ${tx.now}) as held
       where c.merchant_id = ${tx.merchantId} and c.customer_id = ${customerId}
         and (${after}::uuid is null or c.coupon_id < ${after}::uuid)
       order by c.coupon_id desc
       limit ${limit + 1}`),
  );
  return pageOf(rows, limit, (card) => card.couponId);
}

/** The codes of coupons by their ids, for who shows a coupon that another module gave. */
export async function codesOf(tx: Tx, couponIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.many<{ couponId: string; code: string }>(sql`
    select coupon_id as "couponId", coalesce(printed_code, code) as code from coupon
     where merchant_id = ${tx.merchantId} and coupon_id = any(${couponIds}::uuid[])`);
  return new Map(rows.map((row) => [row.couponId, row.code]));
}

// One row more than the page was read, to know whether there is a next one.
function pageOf<Item>(rows: readonly Item[], limit: number, idOf: (item: Item) => string): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? idOf(last) : null };
}
