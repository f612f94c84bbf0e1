import { sql, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { LockedCoupon, Redemption } from './claim-rules.ts';
import type { Use } from './figures.ts';
import { heldKey, type HeldCounts, type IssueRow } from './issue-rules.ts';
import type { Terms } from './template.ts';

// Locks are taken in one order everywhere, so that two transactions never wait for each other: coupons by id, then their
// reservations, then templates by id. The jobs skip what is locked; their next round finds it.

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
  readonly code: string;
  readonly validFrom: Date;
  readonly expiresAt: Date;
  readonly useLimit: number;
}

// One message of a hundred thousand rows would hold them three times in memory; ten thousand go as fast.
const INSERT_CHUNK = 10_000;

export async function insertCoupons(tx: Tx, coupons: readonly NewCoupon[]): Promise<void> {
  for (let at = 0; at < coupons.length; at += INSERT_CHUNK) {
    const chunk = coupons.slice(at, at + INSERT_CHUNK);
    await tx.run(sql`
      insert into coupon
        (merchant_id, coupon_id, template_id, customer_id, code, plan_id, issued_at, valid_from, expires_at, use_limit,
         used_count, spent_minor)
      select ${tx.merchantId}, n.coupon_id, n.template_id, n.customer_id, n.code, n.plan_id, ${tx.now}, n.valid_from,
             n.expires_at, n.use_limit, 0, 0
        from unnest(${chunk.map((c) => c.couponId)}::uuid[], ${chunk.map((c) => c.templateId)}::uuid[],
                    ${chunk.map((c) => c.customerId)}::uuid[], ${chunk.map((c) => c.code)}::text[],
                    ${chunk.map((c) => c.planId)}::uuid[], ${chunk.map((c) => c.validFrom)}::timestamptz[],
                    ${chunk.map((c) => c.expiresAt)}::timestamptz[], ${chunk.map((c) => c.useLimit)}::integer[])
          as n (coupon_id, template_id, customer_id, code, plan_id, valid_from, expires_at, use_limit)`);
  }
}

interface CouponRow extends Terms, Omit<LockedCoupon, 'terms' | 'heldUntil' | 'redeemedOn'> {
  readonly code: string;
}

/** Locks coupons in key order and gives them by code, as they stand for the orders that claim them. */
export async function lockCoupons(
  tx: Tx,
  codes: readonly string[],
  orderRefs: readonly string[],
): Promise<Map<string, LockedCoupon>> {
  const coupons = await tx.many<CouponRow>(sql`
    select c.code, c.coupon_id as "couponId", c.template_id as "templateId", c.customer_id as "customerId",
           c.valid_from as "validFrom", c.expires_at as "expiresAt", c.expired_at is not null as settled,
           c.use_limit as "useLimit", c.used_count as "usedCount", t.kind, t.amount_minor as "amountMinor", t.percent_bps as "percentBps",
           t.item_sku as "itemSku", t.min_spend_minor as "minSpendMinor"
      from coupon c
      join coupon_template t on t.merchant_id = c.merchant_id and t.template_id = c.template_id
     where c.merchant_id = ${tx.merchantId} and c.code = any(${codes}::text[])
     order by c.coupon_id
       for update of c`);
  // What else counts is read by statements of their own: they see all that committed before the lock was had.
  const ids = coupons.map((coupon) => coupon.couponId);
  const [holds, redemptions] = await Promise.all([liveHolds(tx, ids), standingRedemptions(tx, ids, orderRefs)]);
  return new Map(coupons.map((row) => [row.code, lockedCoupon(row, holds, redemptions)]));
}

interface OrderOfCoupon {
  readonly couponId: string;
  readonly orderRef: string;
}

interface Hold extends OrderOfCoupon {
  readonly expiresAt: Date;
}

function lockedCoupon(row: CouponRow, holds: readonly Hold[], redemptions: readonly OrderOfCoupon[]): LockedCoupon {
  const { couponId } = row;
  const heldUntil = holds.filter((hold) => hold.couponId === couponId);
  const redeemedOn = redemptions.filter((redemption) => redemption.couponId === couponId);
  return {
    ...row,
    terms: row,
    heldUntil: new Map(heldUntil.map((hold) => [hold.orderRef, hold.expiresAt])),
    redeemedOn: new Set(redeemedOn.map((redemption) => redemption.orderRef)),
  };
}

// A hold counts until its time and no longer, whether or not the job has ended it since.
const liveHolds = (tx: Tx, couponIds: readonly string[]): Promise<Hold[]> =>
  tx.many(sql`
    select coupon_id as "couponId", order_ref as "orderRef", expires_at as "expiresAt"
      from coupon_reservation
     where merchant_id = ${tx.merchantId} and coupon_id = any(${couponIds}::uuid[])
       and ended_at is null and expires_at > ${tx.now}`);

const standingRedemptions = (tx: Tx, couponIds: readonly string[], orderRefs: readonly string[]) =>
  tx.many<OrderOfCoupon>(sql`
    select r.coupon_id as "couponId", r.order_ref as "orderRef"
      from coupon_redemption r
     where r.merchant_id = ${tx.merchantId} and r.coupon_id = any(${couponIds}::uuid[])
       and r.order_ref = any(${orderRefs}::text[])
       and not exists (select from coupon_reversal v
                        where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id)`);

/** Takes the uses of a batch. The limit and the end are in the WHERE, behind the judgement that was made under the lock. */
export async function takeUses(tx: Tx, redemptions: readonly Redemption[]): Promise<void> {
  const sums = usesByCoupon(redemptions);
  const taken = await tx.run(sql`
    update coupon c
       set used_count = c.used_count + u.uses, spent_minor = c.spent_minor + u.spent_minor
      from unnest(${sums.map((u) => u.couponId)}::uuid[], ${sums.map((u) => u.uses)}::integer[],
                  ${sums.map((u) => u.spentMinor)}::bigint[]) as u (coupon_id, uses, spent_minor)
     where c.merchant_id = ${tx.merchantId} and c.coupon_id = u.coupon_id
       and c.used_count + u.uses <= c.use_limit
       and c.valid_from <= ${tx.now} and c.expires_at > ${tx.now} and c.expired_at is null`);
  assert(taken === sums.length, 'a redeemed coupon had the use that it gave');
}

/** Gives the uses of reversed redemptions back. They are spendable again only while the coupon itself is. */
export async function returnUses(tx: Tx, redemptions: readonly StandingUse[]): Promise<void> {
  const sums = usesByCoupon(redemptions);
  const returned = await tx.run(sql`
    update coupon c
       set used_count = c.used_count - u.uses, spent_minor = c.spent_minor - u.spent_minor
      from unnest(${sums.map((u) => u.couponId)}::uuid[], ${sums.map((u) => u.uses)}::integer[],
                  ${sums.map((u) => u.spentMinor)}::bigint[]) as u (coupon_id, uses, spent_minor)
     where c.merchant_id = ${tx.merchantId} and c.coupon_id = u.coupon_id and c.used_count >= u.uses`);
  assert(returned === sums.length, 'a reversed coupon had the use that it gets back');
}

function usesByCoupon(uses: readonly { couponId: string; discountMinor: number }[]) {
  const byCoupon = Map.groupBy(uses, (use) => use.couponId);
  return [...byCoupon].map(([couponId, own]) => ({
    couponId,
    uses: own.length,
    spentMinor: own.reduce((sum, use) => sum + use.discountMinor, 0),
  }));
}

export const insertRedemptions = (tx: Tx, rows: readonly Redemption[]): Promise<number> =>
  tx.run(sql`
    insert into coupon_redemption
      (merchant_id, redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor,
       discount_minor, redeemed_at)
    select ${tx.merchantId}, n.redemption_id, n.coupon_id, n.template_id, n.customer_id, n.store_id, n.order_ref,
           n.basis_minor, n.discount_minor, ${tx.now}
      from unnest(${rows.map((r) => r.redemptionId)}::uuid[], ${rows.map((r) => r.couponId)}::uuid[],
                  ${rows.map((r) => r.templateId)}::uuid[], ${rows.map((r) => r.customerId)}::uuid[],
                  ${rows.map((r) => r.storeId)}::uuid[], ${rows.map((r) => r.orderRef)}::text[],
                  ${rows.map((r) => r.basisMinor)}::bigint[], ${rows.map((r) => r.discountMinor)}::bigint[])
        as n (redemption_id, coupon_id, template_id, customer_id, store_id, order_ref, basis_minor, discount_minor)`);

export interface NewHold {
  readonly reservationId: string;
  readonly couponId: string;
  readonly orderRef: string;
  readonly expiresAt: Date;
}

/** Holds a use for an order, or prolongs the hold that the order has; one that lapsed unseen comes to life again. */
export const insertHold = (tx: Tx, hold: NewHold): Promise<{ reservationId: string; expiresAt: Date }> =>
  tx.one(sql`
    insert into coupon_reservation
      (merchant_id, reservation_id, coupon_id, order_ref, reserved_at, expires_at)
    values (${tx.merchantId}, ${hold.reservationId}, ${hold.couponId}, ${hold.orderRef}, ${tx.now}, ${hold.expiresAt})
    on conflict (merchant_id, coupon_id, order_ref) where ended_at is null
    do update set expires_at = greatest(coupon_reservation.expires_at, excluded.expires_at)
    returning reservation_id as "reservationId", expires_at as "expiresAt"`);

/** Ends the live holds of orders that now redeemed what was held for them. */
export const endRedeemedHolds = (tx: Tx, rows: readonly OrderOfCoupon[]): Promise<number> =>
  tx.run(sql`
    update coupon_reservation h
       set ended_at = ${tx.now}, outcome = 'redeemed'
      from unnest(${rows.map((r) => r.couponId)}::uuid[], ${rows.map((r) => r.orderRef)}::text[])
        as r (coupon_id, order_ref)
     where h.merchant_id = ${tx.merchantId} and h.coupon_id = r.coupon_id and h.order_ref = r.order_ref
       and h.ended_at is null and h.expires_at > ${tx.now}`);

/** Ends one live hold; answers whether there was one. */
export async function releaseHold(tx: Tx, reservationId: string): Promise<boolean> {
  const released = await tx.run(sql`
    update coupon_reservation set ended_at = ${tx.now}, outcome = 'released'
     where merchant_id = ${tx.merchantId} and reservation_id = ${reservationId}
       and ended_at is null and expires_at > ${tx.now}`);
  return released === 1;
}

/** Ends one chunk of holds past their time, at the time at which they lapsed; answers how many. */
export const lapseHolds = (tx: Tx, limit: number): Promise<number> =>
  tx.run(sql`
    with due as (
      select reservation_id from coupon_reservation
       where merchant_id = ${tx.merchantId} and ended_at is null and expires_at <= ${tx.now}
       order by expires_at limit ${limit}
         for update skip locked
    )
    update coupon_reservation h set ended_at = h.expires_at, outcome = 'lapsed'
      from due
     where h.merchant_id = ${tx.merchantId} and h.reservation_id = due.reservation_id`);

/** A redemption to reverse, whose coupon is locked. */
export interface StandingUse extends Use {
  readonly redemptionId: string;
  readonly couponId: string;
  readonly orderRef: string;
  readonly expiresAt: Date;
  /** The coupon expired and its unused liability was given back. */
  readonly settled: boolean;
}

/** Locks the coupons of redemptions in key order and gives the redemptions by id. */
export async function lockRedemptions(tx: Tx, redemptionIds: readonly string[]): Promise<Map<string, StandingUse>> {
  const uses = await tx.many<StandingUse>(sql`
    select r.redemption_id as "redemptionId", r.coupon_id as "couponId", r.template_id as "templateId",
           r.order_ref as "orderRef", r.discount_minor as "discountMinor", t.amount_minor as "faceMinor",
           c.expires_at as "expiresAt", c.expired_at is not null as settled
      from coupon_redemption r
      join coupon c on c.merchant_id = r.merchant_id and c.coupon_id = r.coupon_id
      join coupon_template t on t.merchant_id = r.merchant_id and t.template_id = r.template_id
     where r.merchant_id = ${tx.merchantId} and r.redemption_id = any(${redemptionIds}::uuid[])
     order by c.coupon_id
       for update of c`);
  return new Map(uses.map((use) => [use.redemptionId, use]));
}

/** Which of these redemptions are reversed already. Exact once their coupons are locked. */
export async function reversedAmong(tx: Tx, redemptionIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.many<{ redemption_id: string }>(sql`
    select redemption_id from coupon_reversal
     where merchant_id = ${tx.merchantId} and redemption_id = any(${redemptionIds}::uuid[])`);
  return new Set(rows.map((row) => row.redemption_id));
}

export const insertReversals = (tx: Tx, rows: readonly { redemptionId: string; reason: string }[]): Promise<number> =>
  tx.run(sql`
    insert into coupon_reversal (merchant_id, redemption_id, reason, reversed_at)
    select ${tx.merchantId}, n.redemption_id, n.reason, ${tx.now}
      from unnest(${rows.map((r) => r.redemptionId)}::uuid[], ${rows.map((r) => r.reason)}::text[])
        as n (redemption_id, reason)`);

/** What the expired coupons of one template no longer bind. */
export interface ExpiredSum {
  readonly templateId: string;
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
    select t.template_id as "templateId", count(*)::integer as coupons,
           count(*) filter (where s.used_count < s.use_limit)::integer as unused,
           sum(t.amount_minor * (s.use_limit - s.used_count)) as "unusedMinor",
           sum(t.amount_minor * s.used_count - s.spent_minor) as "heldBackMinor"
      from settled s
      join coupon_template t on t.merchant_id = ${tx.merchantId} and t.template_id = s.template_id
     group by t.template_id`);
