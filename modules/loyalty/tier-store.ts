import { sql, type Tx } from '@shuke/db';
import type { Programme } from './programme.ts';
import type { Standing } from './tier.ts';

/** Where a customer stands alone. */
export interface MemberStanding extends Standing {
  readonly customerId: string;
}

/** For whom a customer stands, and where that person does. */
export interface PersonStanding extends Standing {
  readonly customerId: string;
  readonly personId: string;
}

export interface LockedStanding extends MemberStanding {
  /** Null where the customer was last judged alone. */
  readonly person: PersonStanding | null;
  /** True where the row was made just now. */
  readonly isNew: boolean;
}

interface StandingRow extends MemberStanding {
  readonly personId: string | null;
  readonly personTierId: string | null;
  readonly personSince: string | null;
  readonly personReviewOn: string | null;
}

const lockedOf = (
  { customerId, tierId, since, reviewOn, personId, ...row }: StandingRow,
  made: ReadonlySet<string>,
): LockedStanding => {
  const person = { tierId: row.personTierId, since: row.personSince, reviewOn: row.personReviewOn };
  return {
    customerId,
    tierId,
    since,
    reviewOn,
    person: personId === null ? null : { customerId, personId, ...person },
    isNew: made.has(customerId),
  };
};

/**
 * Locks the standings of these customers in the order of their ids, and makes those that are missing: two evaluations of one
 * customer at once must not both see the change.
 */
export async function lockStandings(tx: Tx, customerIds: readonly string[]): Promise<LockedStanding[]> {
  const made = await tx.many<{ customerId: string }>(sql`
    insert into loyalty_member (merchant_id, customer_id)
    select ${tx.merchantId}, n.customer_id
      from unnest(${customerIds}::uuid[]) as n (customer_id)
     order by n.customer_id
    on conflict (merchant_id, customer_id) do nothing
    returning customer_id as "customerId"`);
  const rows = await tx.many<StandingRow>(sql`
    select customer_id as "customerId", tier_id as "tierId", tier_since as since, review_on as "reviewOn",
           person_id as "personId", person_tier_id as "personTierId", person_since as "personSince",
           person_review_on as "personReviewOn"
      from loyalty_member
     where merchant_id = ${tx.merchantId} and customer_id = any(${customerIds}::uuid[])
     order by customer_id
       for update`);
  const ids = new Set(made.map(({ customerId }) => customerId));
  return rows.map((row) => lockedOf(row, ids));
}

export const writeStandings = (tx: Tx, rows: readonly MemberStanding[]): Promise<number> =>
  tx.run(sql`
    update loyalty_member m
       set tier_id = n.tier_id, tier_since = n.tier_since, review_on = n.review_on
      from unnest(${rows.map((row) => row.customerId)}::uuid[], ${rows.map((row) => row.tierId)}::text[],
                  ${rows.map((row) => row.since)}::date[], ${rows.map((row) => row.reviewOn)}::date[])
        as n (customer_id, tier_id, tier_since, review_on)
     where m.merchant_id = ${tx.merchantId} and m.customer_id = n.customer_id`);

/** Writes where the person of each of these customers stands; of none where the customer is alone. */
export const writePersons = (
  tx: Tx,
  rows: readonly { readonly customerId: string; readonly person: PersonStanding | null }[],
): Promise<number> =>
  tx.run(sql`
    update loyalty_member m
       set person_id = n.person_id, person_tier_id = n.tier_id, person_since = n.since, person_review_on = n.review_on
      from unnest(${rows.map((row) => row.customerId)}::uuid[], ${rows.map((row) => row.person?.personId ?? null)}::uuid[],
                  ${rows.map((row) => row.person?.tierId ?? null)}::text[],
                  ${rows.map((row) => row.person?.since ?? null)}::date[],
                  ${rows.map((row) => row.person?.reviewOn ?? null)}::date[])
        as n (customer_id, person_id, tier_id, since, review_on)
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

/** A page of the customers whose tier, or that of their person, is to be reviewed by a day, in the order of their ids. */
export async function dueForReview(
  tx: Tx,
  day: string,
  page: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await tx.many<{ customerId: string }>(sql`
    select customer_id as "customerId" from loyalty_member
     where merchant_id = ${tx.merchantId} and review_on <= ${day} and customer_id > ${page.after}
     union
    select customer_id from loyalty_member
     where merchant_id = ${tx.merchantId} and person_review_on <= ${day} and customer_id > ${page.after}
     order by 1
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

/** Every version of the programme with its instant, the first first. */
export const readVersions = (tx: Tx): Promise<{ readonly at: Date; readonly programme: Programme }[]> =>
  tx.many(sql`
    select created_at as at, programme from loyalty_version
     where merchant_id = ${tx.merchantId}
     order by version`);

/** How many persons stand in each tier; those without a row stand in the lowest and are not counted. */
export async function countByTier(tx: Tx): Promise<Map<string | null, number>> {
  const rows = await tx.many<{ tierId: string | null; members: number }>(sql`
    select case when person_id is null then tier_id else person_tier_id end as "tierId", count(*)::integer as members
      from loyalty_member
     where merchant_id = ${tx.merchantId} and (person_id is null or person_id = customer_id)
     group by 1`);
  return new Map(rows.map(({ tierId, members }) => [tierId, members]));
}
