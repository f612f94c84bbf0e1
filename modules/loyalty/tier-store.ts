import { sql, type Tx } from '@shuke/db';
import type { Standing } from './tier.ts';

export interface MemberStanding extends Standing {
  readonly customerId: string;
}

/**
 * Locks the standings of these customers in the order of their ids, and makes those that are missing: two evaluations of one
 * customer at once must not both see the change.
 */
export async function lockStandings(tx: Tx, customerIds: readonly string[]): Promise<MemberStanding[]> {
  await tx.run(sql`
    insert into loyalty_member (merchant_id, customer_id)
    select ${tx.merchantId}, n.customer_id
      from unnest(${customerIds}::uuid[]) as n (customer_id)
     order by n.customer_id
    on conflict (merchant_id, customer_id) do nothing`);
  return tx.many<MemberStanding>(sql`
    select customer_id as "customerId", tier_id as "tierId", tier_since as since, review_on as "reviewOn"
      from loyalty_member
     where merchant_id = ${tx.merchantId} and customer_id = any(${customerIds}::uuid[])
     order by customer_id
       for update`);
}

export const writeStandings = (tx: Tx, rows: readonly MemberStanding[]): Promise<number> =>
  tx.run(sql`
    update loyalty_member m
       set tier_id = n.tier_id, tier_since = n.tier_since, review_on = n.review_on
      from unnest(${rows.map((row) => row.customerId)}::uuid[], ${rows.map((row) => row.tierId)}::text[],
                  ${rows.map((row) => row.since)}::date[], ${rows.map((row) => row.reviewOn)}::date[])
        as n (customer_id, tier_id, tier_since, review_on)
     where m.merchant_id = ${tx.merchantId} and m.customer_id = n.customer_id`);

/** A change of a customer's tier, as it is kept. */
export interface TierChangeRow {
  readonly changeId: string;
  readonly customerId: string;
  readonly fromTier: string | null;
  readonly toTier: string;
  readonly why: 'upgrade' | 'downgrade';
  readonly earned: number;
  readonly day: string;
}

export const insertTierChanges = (tx: Tx, rows: readonly TierChangeRow[]): Promise<number> =>
  tx.run(sql`
    insert into loyalty_tier_change
      (merchant_id, change_id, customer_id, from_tier, to_tier, why, earned, day, changed_at)
    select ${tx.merchantId}, n.change_id, n.customer_id, n.from_tier, n.to_tier, n.why, n.earned, n.day, ${tx.now}
      from unnest(${rows.map((row) => row.changeId)}::uuid[], ${rows.map((row) => row.customerId)}::uuid[],
                  ${rows.map((row) => row.fromTier)}::text[], ${rows.map((row) => row.toTier)}::text[],
                  ${rows.map((row) => row.why)}::text[], ${rows.map((row) => row.earned)}::bigint[],
                  ${rows.map((row) => row.day)}::date[])
        as n (change_id, customer_id, from_tier, to_tier, why, earned, day)`);

/** A page of the customers whose tier is to be reviewed by a day, in the order of their ids. */
export async function dueForReview(
  tx: Tx,
  day: string,
  page: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await tx.many<{ customerId: string }>(sql`
    select customer_id as "customerId" from loyalty_member
     where merchant_id = ${tx.merchantId} and review_on <= ${day} and customer_id > ${page.after}
     order by customer_id
     limit ${page.limit}`);
  return rows.map(({ customerId }) => customerId);
}

/** Up to when earnings were looked at for tiers. */
export async function judgedTo(tx: Tx): Promise<Date | null> {
  const row = await tx.maybeOne<{ at: Date | null }>(sql`
    select tiers_judged_to as at from loyalty_head where merchant_id = ${tx.merchantId}`);
  return row?.at ?? null;
}

export const setJudgedTo = (tx: Tx, at: Date): Promise<number> =>
  tx.run(sql`
    update loyalty_head set tiers_judged_to = ${at}
     where merchant_id = ${tx.merchantId} and (tiers_judged_to is null or tiers_judged_to < ${at})`);

export const changesOf = (tx: Tx, customerId: string, limit: number): Promise<TierChangeRow[]> =>
  tx.many(sql`
    select change_id as "changeId", customer_id as "customerId", from_tier as "fromTier", to_tier as "toTier", why, earned, day
      from loyalty_tier_change
     where merchant_id = ${tx.merchantId} and customer_id = ${customerId}
     order by change_id desc
     limit ${limit}`);

/** How many customers stand in each tier; those without a row stand in the lowest and are not counted. */
export async function countByTier(tx: Tx): Promise<Map<string | null, number>> {
  const rows = await tx.many<{ tierId: string | null; members: number }>(sql`
    select tier_id as "tierId", count(*)::integer as members
      from loyalty_member
     where merchant_id = ${tx.merchantId}
     group by tier_id`);
  return new Map(rows.map(({ tierId, members }) => [tierId, members]));
}
