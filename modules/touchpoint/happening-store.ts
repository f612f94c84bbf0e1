import { sql, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';

export type HappeningKind = 'scan' | 'join' | 'member' | 'order' | 'payment' | 'reaction';

/** Something that happened at a touchpoint, or an order that is to be credited to those before it. */
export interface Happening {
  readonly kind: HappeningKind;
  readonly touchpointId: string | null;
  readonly storeId: string | null;
  readonly visitor?: Buffer | null;
  readonly customerId: string | null;
  readonly orderId?: string | null;
  readonly amountMinor?: number | null;
  readonly at: Date;
}

/**
 * Adds happenings and answers those that were added; an order that is told twice counts once. One that names a touchpoint of
 * nobody here names none.
 */
export const insertHappenings = (tx: Tx, rows: readonly Happening[]): Promise<{ eventId: string }[]> =>
  tx.many<{ eventId: string }>(sql`
    insert into touchpoint_event
      (merchant_id, event_id, touchpoint_id, store_id, kind, visitor, customer_id, order_id, amount_minor, at)
    select ${tx.merchantId}, n.event_id, t.touchpoint_id, n.store_id, n.kind, n.visitor, n.customer_id, n.order_id,
           n.amount_minor, n.at
      from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((r) => r.touchpointId)}::uuid[],
                  ${rows.map((r) => r.storeId)}::uuid[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.visitor ?? null)}::bytea[], ${rows.map((r) => r.customerId)}::uuid[],
                  ${rows.map((r) => r.orderId ?? null)}::uuid[], ${rows.map((r) => r.amountMinor ?? null)}::bigint[],
                  ${rows.map((r) => r.at)}::timestamptz[])
        as n (event_id, touchpoint_id, store_id, kind, visitor, customer_id, order_id, amount_minor, at)
      left join touchpoint t on t.merchant_id = ${tx.merchantId} and t.touchpoint_id = n.touchpoint_id
    on conflict (merchant_id, order_id, kind) where order_id is not null do nothing
    returning event_id as "eventId"`);

/** Notes that a device is here now; answers whose it is, if its owner has joined on it. */
export async function meetVisitor(tx: Tx, visitor: Buffer): Promise<string | null> {
  const row = await tx.one<{ customerId: string | null }>(sql`
    insert into touchpoint_visitor (merchant_id, visitor, customer_id, first_at, last_at)
    values (${tx.merchantId}, ${visitor}, null, ${tx.now}, ${tx.now})
    on conflict (merchant_id, visitor) do update set last_at = greatest(touchpoint_visitor.last_at, excluded.last_at)
    returning customer_id as "customerId"`);
  return row.customerId;
}

/** Makes a device somebody's. The WHERE is the rule: one that is somebody's already stays theirs. */
export const bindVisitor = (tx: Tx, visitor: Buffer, customerId: string): Promise<number> =>
  tx.run(sql`
    update touchpoint_visitor set customer_id = ${customerId}
     where merchant_id = ${tx.merchantId} and visitor = ${visitor} and customer_id is null`);

export const customerOfVisitor = async (tx: Tx, visitor: Buffer): Promise<string | null> => {
  const row = await tx.maybeOne<{ customerId: string | null }>(sql`
    select customer_id as "customerId" from touchpoint_visitor
     where merchant_id = ${tx.merchantId} and visitor = ${visitor}`);
  return row?.customerId ?? null;
};

export const countRefusal = (tx: Tx, code: string): Promise<number> =>
  tx.run(sql`
    insert into touchpoint_refusal (merchant_id, day, code, count)
    values (${tx.merchantId}, ${tx.now.toISOString().slice(0, 10)}, ${code}, 1)
    on conflict (merchant_id, day, code) do update set count = touchpoint_refusal.count + 1`);

export const refusalCounts = (
  tx: Tx,
  { from, to }: { from: Date; to: Date },
): Promise<{ day: string; code: string; count: number }[]> =>
  tx.many(sql`
    select day, code, count from touchpoint_refusal
     where merchant_id = ${tx.merchantId} and day between ${from.toISOString().slice(0, 10)}::date
                                                      and ${to.toISOString().slice(0, 10)}::date
     order by day, code limit 1000`);
