import { sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { Funds } from './accounts.ts';
import { heldKey, type HeldCounts, type IssueRow } from './issue-rules.ts';

/** How many coupons of a template each customer of the rows was given before. Exact under the template's lock. */
export async function countHeld(tx: Tx, rows: readonly IssueRow[]): Promise<HeldCounts> {
  if (rows.length === 0) return new Map();
  const templateIds = [...new Set(rows.map((row) => row.templateId))];
  const customerIds = [...new Set(rows.map((row) => row.customerId))];
  const counts = await tx.many<{ templateId: string; customerId: string; held: number }>(sql`
    select c.template_id as "templateId", c.customer_id as "customerId", count(*)::integer as held
      from coupon c
     where c.merchant_id = ${tx.merchantId} and c.template_id = any(${templateIds}::uuid[])
       and c.customer_id = any(${customerIds}::uuid[])
     group by c.template_id, c.customer_id`);
  return new Map(counts.map((row) => [heldKey(row), row.held]));
}

/** A coupon that is issued by this transaction. */
export interface NewCoupon {
  readonly couponId: string;
  readonly templateId: string;
  readonly customerId: string | null;
  readonly planId: string | null;
  /** As it is shown. */
  readonly code: string;
  readonly validFrom: Date;
  readonly expiresAt: Date;
  readonly useLimit: number;
}

/** A new coupon with the stored form of its code. */
export interface StoredCoupon extends NewCoupon {
  readonly stored: string;
}

// One message of a hundred thousand rows would hold them three times in memory; ten thousand go as fast.
const INSERT_CHUNK = 10_000;

/** Adds coupons, but for those whose code the merchant has given before, and answers the ones that it passed over. */
export async function insertCoupons(tx: Tx, coupons: readonly StoredCoupon[]): Promise<StoredCoupon[]> {
  const taken: StoredCoupon[] = [];
  for (let at = 0; at < coupons.length; at += INSERT_CHUNK) {
    const chunk = coupons.slice(at, at + INSERT_CHUNK);
    const added = await insertChunk(tx, chunk);
    if (added === chunk.length) continue;
    const present = await idsAmong(tx, chunk);
    taken.push(...chunk.filter(({ couponId }) => !present.has(couponId)));
  }
  return taken;
}

const insertChunk = (tx: Tx, chunk: readonly StoredCoupon[]): Promise<number> =>
  tx.run(sql`
    insert into coupon
      (merchant_id, coupon_id, template_id, customer_id, code, printed_code, plan_id, issued_at, valid_from, expires_at,
       use_limit, used_count, spent_minor)
    select ${tx.merchantId}, n.coupon_id, n.template_id, n.customer_id, n.code, n.printed_code, n.plan_id, ${tx.now},
           n.valid_from, n.expires_at, n.use_limit, 0, 0
      from unnest(${chunk.map((c) => c.couponId)}::uuid[], ${chunk.map((c) => c.templateId)}::uuid[],
                  ${chunk.map((c) => c.customerId)}::uuid[], ${chunk.map((c) => c.stored)}::text[],
                  ${chunk.map((c) => (c.code === c.stored ? null : c.code))}::text[],
                  ${chunk.map((c) => c.planId)}::uuid[], ${chunk.map((c) => c.validFrom)}::timestamptz[],
                  ${chunk.map((c) => c.expiresAt)}::timestamptz[], ${chunk.map((c) => c.useLimit)}::integer[])
        as n (coupon_id, template_id, customer_id, code, printed_code, plan_id, valid_from, expires_at, use_limit)
    on conflict (merchant_id, code) do nothing`);

async function idsAmong(tx: Tx, coupons: readonly StoredCoupon[]): Promise<Set<string>> {
  const rows = await tx.many<{ couponId: string }>(sql`
    select coupon_id as "couponId" from coupon
     where merchant_id = ${tx.merchantId} and coupon_id = any(${coupons.map((c) => c.couponId)}::uuid[])`);
  return new Set(rows.map(({ couponId }) => couponId));
}

/** What the expired coupons of one template no longer bind. */
export interface ExpiredSum extends Funds {
  readonly coupons: number;
  /** Coupons that had uses left. */
  readonly unused: number;
  readonly unusedMinor: number;
  readonly heldBackMinor: number;
}

/** Marks one chunk of coupons past their time as settled, and sums by template what they leave. */
export const settleExpired = (tx: Tx, limit: number): Promise<ExpiredSum[]> =>
  tx.many(sql`
    with due as (
      select coupon_id from coupon
       where merchant_id = ${tx.merchantId} and expired_at is null and expires_at <= ${tx.now}
       order by expires_at limit ${limit}
         for update skip locked
    ), settled as (
      update coupon c set expired_at = ${tx.now}
        from due
       where c.merchant_id = ${tx.merchantId} and c.coupon_id = due.coupon_id
      returning c.template_id, c.use_limit, c.used_count, c.spent_minor
    )
    select t.merchant_id as "merchantId", t.template_id as "templateId", t.currency,
           t.budget_minor is not null as budgeted, count(*)::integer as coupons,
           count(*) filter (where s.used_count < s.use_limit)::integer as unused,
           sum(t.amount_minor * (s.use_limit - s.used_count)) as "unusedMinor",
           sum(t.amount_minor * s.used_count - s.spent_minor) as "heldBackMinor"
      from settled s
      join coupon_template t on t.merchant_id = ${tx.merchantId} and t.template_id = s.template_id
     group by t.merchant_id, t.template_id, t.currency, t.budget_minor is not null`);

/** Takes one of the day's coupons that customers may claim themselves; answers whether there was one. */
export async function takeDailyClaim(
  tx: Tx,
  { templateId, day, limit }: { templateId: string; day: string; limit: number },
): Promise<boolean> {
  assert(limit > 0, 'a limit of claims allows one');
  const taken = await tx.run(sql`
    insert into coupon_claim_day (merchant_id, template_id, day, claimed)
    values (${tx.merchantId}, ${templateId}, ${day}, 1)
    on conflict (merchant_id, template_id, day)
    do update set claimed = coupon_claim_day.claimed + 1 where coupon_claim_day.claimed < ${limit}`);
  return taken === 1;
}
