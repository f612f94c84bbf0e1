import type { Stage, StageReason } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { StageChange } from './ladder.ts';

export interface StageRow {
  readonly customer_id: string;
  readonly stage: Stage;
  readonly since: Date;
}

/** Where these customers stand; those who were never seen to do anything are left out. */
export const readStages = (tx: Tx, customerIds: readonly string[]): Promise<StageRow[]> =>
  tx.many<StageRow>(sql`
    select customer_id, stage, since
      from customer_stage
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);

/** Writes where customers stand now, one row a customer; whoever calls holds their locks. */
export const writeStages = (tx: Tx, rows: readonly StageRow[]): Promise<number> =>
  tx.run(sql`
    insert into customer_stage (merchant_id, customer_id, stage, since)
    select ${tx.merchantId}, n.customer_id, n.stage, n.since
      from unnest(${rows.map((r) => r.customer_id)}::uuid[], ${rows.map((r) => r.stage)}::text[],
                  ${rows.map((r) => r.since)}::timestamptz[]) as n (customer_id, stage, since)
    on conflict (merchant_id, customer_id) do update set stage = excluded.stage, since = excluded.since`);

export const insertChanges = (tx: Tx, changes: readonly StageChange[]): Promise<number> =>
  tx.run(sql`
    insert into customer_stage_change
      (merchant_id, change_id, customer_id, from_stage, to_stage, because, touchpoint_id, happened_at, recorded_at)
    select ${tx.merchantId}, n.change_id, n.customer_id, n.from_stage, n.to_stage, n.because, n.touchpoint_id,
           n.happened_at, ${tx.now}
      from unnest(${changes.map(() => newId())}::uuid[], ${changes.map((c) => c.customerId)}::uuid[],
                  ${changes.map((c) => c.from)}::text[], ${changes.map((c) => c.to)}::text[],
                  ${changes.map((c) => c.because)}::text[], ${changes.map((c) => c.touchpointId)}::uuid[],
                  ${changes.map((c) => c.at)}::timestamptz[])
        as n (change_id, customer_id, from_stage, to_stage, because, touchpoint_id, happened_at)`);

export interface ChangeRow {
  readonly customer_id: string;
  readonly to_stage: Stage;
  readonly because: StageReason;
  readonly touchpoint_id: string | null;
  readonly happened_at: Date;
}

export const readChanges = (tx: Tx, customerIds: readonly string[]): Promise<ChangeRow[]> =>
  tx.many<ChangeRow>(sql`
    select customer_id, to_stage, because, touchpoint_id, happened_at
      from customer_stage_change
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
     order by happened_at desc, change_id desc`);

/** When the first of these customers was seen first. */
export const firstSeen = async (tx: Tx, customerIds: readonly string[]): Promise<Date | null> => {
  const row = await tx.one<{ at: Date | null }>(sql`
    select min(created_at) as at from customer
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);
  return row.at;
};

// What makes a payer a member: the provider's page granted it with the token, or a member number was given out.
const MEMBER_KINDS = ['payment_token', 'member_no'];

/** Which of these customers pay as members, and by which kind of identifier, the token before the number. */
export const payersAsMembers = (
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ customer_id: string; kind: string }[]> =>
  tx.many<{ customer_id: string; kind: string }>(sql`
    select customer_id, max(kind) as kind
      from customer_identifier
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
       and kind = any (${MEMBER_KINDS}::text[])
     group by customer_id`);
