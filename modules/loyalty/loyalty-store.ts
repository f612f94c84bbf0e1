import { sql, type BatchTx, type Tx } from '@shuke/db';
import type { MemberId } from './unit-steps.ts';
import type { Programme } from './programme.ts';
import { NEW_STANDING, type Standing } from './tier.ts';

// The first three serve checkouts of several merchants in one batch, so they are told whose rows they read.

/** The version that holds now at each of these merchants; those who have set none are left out. */
export const readHeads = (tx: BatchTx, merchantIds: readonly string[]) =>
  tx.many<{ merchantId: string; version: number }>(sql`
    select merchant_id as "merchantId", version from loyalty_head
     where merchant_id = any(${merchantIds}::uuid[])`);

export async function readVersion(tx: BatchTx, merchantId: string, version: number): Promise<Programme | null> {
  const row = await tx.maybeOne<{ programme: Programme }>(sql`
    select programme from loyalty_version where merchant_id = ${merchantId} and version = ${version}`);
  return row?.programme ?? null;
}

interface StandingRow extends Standing {
  readonly customerId: string;
}

/** Where these customers stand, as the persons that they are. */
export const readStandings = (tx: BatchTx, rows: readonly MemberId[]): Promise<StandingRow[]> =>
  tx.many(sql`
    select m.customer_id as "customerId",
           case when m.person_id is null then m.tier_id else m.person_tier_id end as "tierId",
           case when m.person_id is null then m.tier_since else m.person_since end as since,
           case when m.person_id is null then m.review_on else m.person_review_on end as "reviewOn"
      from loyalty_member m
      join unnest(${rows.map((row) => row.merchantId)}::uuid[], ${rows.map((row) => row.customerId)}::uuid[])
             as n (merchant_id, customer_id)
        on m.merchant_id = n.merchant_id and m.customer_id = n.customer_id`);

export interface Head {
  readonly programmeId: string;
  readonly version: number;
}

/** Locks the head of the merchant's programme, which is made if this is the first. */
export async function lockHead(tx: Tx, programmeId: string): Promise<Head> {
  await tx.run(sql`
    insert into loyalty_head (merchant_id, programme_id, version)
    values (${tx.merchantId}, ${programmeId}, 0)
    on conflict (merchant_id) do nothing`);
  return tx.one<Head>(sql`
    select programme_id as "programmeId", version from loyalty_head
     where merchant_id = ${tx.merchantId}
       for update`);
}

/** Adds the next version and makes it the one that holds. */
export async function insertVersion(tx: Tx, programme: Programme, createdBy: string): Promise<void> {
  const { version } = programme;
  await tx.run(sql`
    insert into loyalty_version (merchant_id, version, programme, created_at, created_by)
    values (${tx.merchantId}, ${version}, ${JSON.stringify(programme)}::jsonb, ${tx.now}, ${createdBy})`);
  await tx.run(sql`
    update loyalty_head set version = ${version}
     where merchant_id = ${tx.merchantId} and version = ${version - 1}`);
}

export interface Adjustment {
  readonly adjustmentId: string;
  readonly customerId: string;
  readonly asset: string;
  /** Above zero was given, below was taken. */
  readonly amount: number;
  readonly reason: string;
  readonly adjustedBy: string;
}

export const insertAdjustment = (tx: Tx, a: Adjustment): Promise<number> =>
  tx.run(sql`
    insert into loyalty_adjustment
      (merchant_id, adjustment_id, customer_id, asset, amount, reason, adjusted_by, adjusted_at)
    values (${tx.merchantId}, ${a.adjustmentId}, ${a.customerId}, ${a.asset}, ${a.amount}, ${a.reason}, ${a.adjustedBy},
            ${tx.now})`);

export const standingOf = async (tx: Tx, customerId: string): Promise<Standing> =>
  (await readStandings(tx, [{ merchantId: tx.merchantId, customerId }]))[0] ?? NEW_STANDING;
