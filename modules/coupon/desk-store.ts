import { sql, type BatchTx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { LockedCoupon, Redemption } from './claim-rules.ts';
import type { Abatement, RedemptionKey, Reversal, StandingUse } from './reversal-desk.ts';
import type { Terms } from './template.ts';

// What a checkout or a refund needs. These statements may act for several merchants of one batch, so each row brings its
// merchant. Locks are taken in one order everywhere, so that two transactions never wait for each other: coupons by id,
// then their reservations, then the ledger's balances, then templates.

/** A coupon that is claimed, by the stored form of its code, and the order that it is claimed for. */
export interface CodeOnOrder {
  readonly merchantId: string;
  readonly code: string;
  readonly orderRef: string;
}

interface CouponRow extends Terms, Omit<LockedCoupon, 'terms' | 'heldUntil' | 'redeemedOn'> {}

/** Locks coupons in key order and gives them as they stand for the orders that claim them. */
export async function lockCoupons(tx: BatchTx, claims: readonly CodeOnOrder[]): Promise<LockedCoupon[]> {
  const named = [...new Map(claims.map((claim) => [`${claim.merchantId} ${claim.code}`, claim])).values()];
  const coupons = await tx.many<CouponRow>(sql`
    select c.merchant_id as "merchantId", c.code, coalesce(c.printed_code, c.code) as "printedCode",
           c.coupon_id as "couponId", c.template_id as "templateId", c.customer_id as "customerId",
           c.valid_from as "validFrom", c.expires_at as "expiresAt", c.expired_at is not null as settled,
           c.use_limit as "useLimit", c.used_count as "usedCount", t.kind, t.amount_minor as "amountMinor",
           t.percent_bps as "percentBps", t.item_sku as "itemSku", t.price_minor as "priceMinor", t.scope,
           t.min_spend_minor as "minSpendMinor", t.stacking, t.currency, t.budget_minor is not null as budgeted
      from unnest(${named.map((n) => n.merchantId)}::uuid[], ${named.map((n) => n.code)}::text[])
             as n (merchant_id, code)
      join coupon c on c.merchant_id = n.merchant_id and c.code = n.code
      join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id
     order by c.merchant_id, c.coupon_id
       for update of c`);
  if (coupons.length === 0) return [];
  // What else counts is read by statements of their own: they see all that committed before the lock was had.
  // A coupon that was never used stands on no order: most coupons have one use, and are asked about once.
  const used = coupons.filter(({ usedCount }) => usedCount > 0);
  const [holds, redemptions] = await Promise.all([
    liveHolds(tx, coupons),
    used.length > 0 ? standingUses(tx, asked(used, claims)) : [],
  ]);
  const heldBy = Map.groupBy(holds, ({ couponId }) => couponId);
  const redeemedBy = Map.groupBy(redemptions, ({ couponId }) => couponId);
  return coupons.map((row) => ({
    ...row,
    terms: row,
    heldUntil: new Map((heldBy.get(row.couponId) ?? []).map((hold) => [hold.orderRef, hold.expiresAt])),
    redeemedOn: new Set((redeemedBy.get(row.couponId) ?? []).map(({ orderRef }) => orderRef)),
  }));
}

interface CouponOnOrder {
  readonly merchantId: string;
  readonly couponId: string;
  readonly orderRef: string;
}

interface Hold extends CouponOnOrder {
  readonly expiresAt: Date;
}

function asked(coupons: readonly CouponRow[], claims: readonly CodeOnOrder[]): CouponOnOrder[] {
  const ids = new Map(coupons.map(({ merchantId, code, couponId }) => [`${merchantId} ${code}`, couponId]));
  return claims.flatMap(({ merchantId, code, orderRef }) => {
    const couponId = ids.get(`${merchantId} ${code}`);
    return couponId === undefined ? [] : [{ merchantId, couponId, orderRef }];
  });
}

// A hold counts until its time and no longer, whether or not the job has ended it since.
const liveHolds = (tx: BatchTx, coupons: readonly CouponRow[]): Promise<Hold[]> =>
  tx.many(sql`
    select h.merchant_id as "merchantId", h.coupon_id as "couponId", h.order_ref as "orderRef",
           h.expires_at as "expiresAt"
      from unnest(${coupons.map((c) => c.merchantId)}::uuid[], ${coupons.map((c) => c.couponId)}::uuid[])
             as n (merchant_id, coupon_id)
      join coupon_reservation h on h.merchant_id = n.merchant_id and h.coupon_id = n.coupon_id
     where h.ended_at is null and h.expires_at > ${tx.now}`);

const standingUses = (tx: BatchTx, claims: readonly CouponOnOrder[]): Promise<CouponOnOrder[]> =>
  tx.many(sql`
    select r.merchant_id as "merchantId", r.coupon_id as "couponId", r.order_ref as "orderRef"
      from unnest(${claims.map((c) => c.merchantId)}::uuid[], ${claims.map((c) => c.couponId)}::uuid[],
                  ${claims.map((c) => c.orderRef)}::text[]) as n (merchant_id, coupon_id, order_ref)
      join coupon_redemption r
        on r.merchant_id = n.merchant_id and r.coupon_id = n.coupon_id and r.order_ref = n.order_ref
     where not exists (select from coupon_reversal v
                        where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id)`);

/** Takes the uses of a batch. The limit and the end are in the WHERE, behind the judgement that was made under the lock. */
export async function takeUses(tx: BatchTx, redemptions: readonly Redemption[]): Promise<void> {
  const sums = usesByCoupon(redemptions);
  const taken = await tx.run(sql`
    update coupon c
       set used_count = c.used_count + u.uses, spent_minor = c.spent_minor + u.spent_minor
      from unnest(${sums.map((u) => u.merchantId)}::uuid[], ${sums.map((u) => u.couponId)}::uuid[],
                  ${sums.map((u) => u.uses)}::integer[], ${sums.map((u) => u.spentMinor)}::bigint[])
             as u (merchant_id, coupon_id, uses, spent_minor)
     where c.merchant_id = u.merchant_id and c.coupon_id = u.coupon_id
       and c.used_count + u.uses <= c.use_limit
       and c.valid_from <= ${tx.now} and c.expires_at > ${tx.now} and c.expired_at is null`);
  assert(taken === sums.length, 'a redeemed coupon had the use that it gave');
}

/** Gives the uses of reversed redemptions back. They are spendable again only while the coupon itself is. */
export async function returnUses(tx: BatchTx, reversals: readonly Reversal[]): Promise<void> {
  const sums = usesByCoupon(reversals);
  const returned = await tx.run(sql`
    update coupon c
       set used_count = c.used_count - u.uses, spent_minor = c.spent_minor - u.spent_minor
      from unnest(${sums.map((u) => u.merchantId)}::uuid[], ${sums.map((u) => u.couponId)}::uuid[],
                  ${sums.map((u) => u.uses)}::integer[], ${sums.map((u) => u.spentMinor)}::bigint[])
             as u (merchant_id, coupon_id, uses, spent_minor)
     where c.merchant_id = u.merchant_id and c.coupon_id = u.coupon_id and c.used_count >= u.uses`);
  assert(returned === sums.length, 'a reversed coupon had the use that it gets back');
}

/** One row a coupon: an UPDATE that named one twice would apply one of them. */
function usesByCoupon(uses: readonly { merchantId: string; couponId: string; discountMinor: number }[]) {
  const byCoupon = Map.groupBy(uses, (use) => use.couponId);
  return [...byCoupon].map(([couponId, own]) => ({
    merchantId: own[0]!.merchantId,
    couponId,
    uses: own.length,
    spentMinor: own.reduce((sum, use) => sum + use.discountMinor, 0),
  }));
}

export const insertRedemptions = (tx: BatchTx, rows: readonly Redemption[]): Promise<number> =>
  tx.run(sql`
    insert into coupon_redemption
      (merchant_id, redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor,
       discount_minor, redeemed_at)
    select n.merchant_id, n.redemption_id, n.coupon_id, n.template_id, n.customer_id, n.store_id, n.order_ref,
           n.basis_minor, n.discount_minor, ${tx.now}
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.redemptionId)}::uuid[],
                  ${rows.map((r) => r.couponId)}::uuid[], ${rows.map((r) => r.templateId)}::uuid[],
                  ${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.storeId)}::uuid[],
                  ${rows.map((r) => r.orderRef)}::text[], ${rows.map((r) => r.basisMinor)}::bigint[],
                  ${rows.map((r) => r.discountMinor)}::bigint[])
        as n (merchant_id, redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor,
              discount_minor)`);

/** Ends the live holds of orders that now redeemed what was held for them. */
export const endRedeemedHolds = (tx: BatchTx, rows: readonly CouponOnOrder[]): Promise<number> =>
  tx.run(sql`
    update coupon_reservation h
       set ended_at = ${tx.now}, outcome = 'redeemed'
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.couponId)}::uuid[],
                  ${rows.map((r) => r.orderRef)}::text[]) as r (merchant_id, coupon_id, order_ref)
     where h.merchant_id = r.merchant_id and h.coupon_id = r.coupon_id and h.order_ref = r.order_ref
       and h.ended_at is null and h.expires_at > ${tx.now}`);

/** Locks the coupons of redemptions in key order and gives the redemptions, each with what it cost at first. */
export const lockRedemptions = (tx: BatchTx, rows: readonly RedemptionKey[]): Promise<StandingUse[]> =>
  tx.many(sql`
    select r.merchant_id as "merchantId", r.redemption_id as "redemptionId", r.coupon_id as "couponId",
           r.template_id as "templateId", r.order_ref as "orderRef", r.discount_minor as "discountMinor",
           t.amount_minor as "faceMinor", t.currency, t.budget_minor is not null as budgeted,
           c.expires_at as "expiresAt", c.expired_at is not null as settled
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.redemptionId)}::uuid[])
             as n (merchant_id, redemption_id)
      join coupon_redemption r on r.merchant_id = n.merchant_id and r.redemption_id = n.redemption_id
      join coupon c on c.merchant_id = r.merchant_id and c.coupon_id = r.coupon_id
      join coupon_template t on t.merchant_id = r.merchant_id and t.template_id = r.template_id
     order by c.merchant_id, c.coupon_id
       for update of c`);

/** Which of these redemptions are reversed already. Exact once their coupons are locked. */
export const reversedAmong = (tx: BatchTx, rows: readonly RedemptionKey[]): Promise<RedemptionKey[]> =>
  tx.many(sql`
    select v.merchant_id as "merchantId", v.redemption_id as "redemptionId"
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.redemptionId)}::uuid[])
             as n (merchant_id, redemption_id)
      join coupon_reversal v on v.merchant_id = n.merchant_id and v.redemption_id = n.redemption_id`);

/** What redemptions cost less by now. Exact once their coupons are locked. */
export const abatedAmong = (
  tx: BatchTx,
  rows: readonly RedemptionKey[],
): Promise<(RedemptionKey & { readonly amountMinor: number })[]> =>
  tx.many(sql`
    select a.merchant_id as "merchantId", a.redemption_id as "redemptionId", sum(a.amount_minor)::bigint as "amountMinor"
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.redemptionId)}::uuid[])
             as n (merchant_id, redemption_id)
      join coupon_abatement a on a.merchant_id = n.merchant_id and a.redemption_id = n.redemption_id
     group by a.merchant_id, a.redemption_id`);

export const insertReversals = (tx: BatchTx, rows: readonly Reversal[]): Promise<number> =>
  tx.run(sql`
    insert into coupon_reversal (merchant_id, redemption_id, reason, reversed_at)
    select n.merchant_id, n.redemption_id, n.reason, ${tx.now}
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.redemptionId)}::uuid[],
                  ${rows.map((r) => r.reason)}::text[]) as n (merchant_id, redemption_id, reason)`);

export const insertAbatements = (tx: BatchTx, rows: readonly Abatement[]): Promise<number> =>
  tx.run(sql`
    insert into coupon_abatement (merchant_id, redemption_id, refund_id, amount_minor, abated_at)
    select n.merchant_id, n.redemption_id, n.refund_id, n.amount_minor, ${tx.now}
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.redemptionId)}::uuid[],
                  ${rows.map((r) => r.refundId)}::uuid[], ${rows.map((r) => r.amountMinor)}::bigint[])
             as n (merchant_id, redemption_id, refund_id, amount_minor)`);

/** Takes what abated redemptions no longer cost off their coupons' spending. */
export async function lowerSpent(tx: BatchTx, abatements: readonly Abatement[]): Promise<void> {
  const sums = usesByCoupon(abatements.map((one) => ({ ...one, discountMinor: one.amountMinor })));
  const lowered = await tx.run(sql`
    update coupon c
       set spent_minor = c.spent_minor - u.spent_minor
      from unnest(${sums.map((u) => u.merchantId)}::uuid[], ${sums.map((u) => u.couponId)}::uuid[],
                  ${sums.map((u) => u.spentMinor)}::bigint[]) as u (merchant_id, coupon_id, spent_minor)
     where c.merchant_id = u.merchant_id and c.coupon_id = u.coupon_id and c.spent_minor >= u.spent_minor`);
  assert(lowered === sums.length, 'a coupon was spent by what its uses cost');
}
