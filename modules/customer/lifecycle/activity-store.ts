import type { Activity } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

export interface ActivityRow {
  readonly customerId: string;
  readonly activity: Activity;
  /** YYYY-MM-DD. */
  readonly since: string;
}

export const readActivities = (tx: Tx, customerIds: readonly string[]): Promise<ActivityRow[]> =>
  tx.many<ActivityRow>(sql`
    select customer_id as "customerId", activity, since
      from customer_activity
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);

export const writeActivities = (tx: Tx, rows: readonly ActivityRow[]): Promise<number> =>
  tx.run(sql`
    insert into customer_activity (merchant_id, customer_id, activity, since)
    select ${tx.merchantId}, n.customer_id, n.activity, n.since
      from unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.activity)}::text[],
                  ${rows.map((r) => r.since)}::date[]) as n (customer_id, activity, since)
     order by n.customer_id
    on conflict (merchant_id, customer_id) do update set activity = excluded.activity, since = excluded.since`);

/** Takes away what was kept of customers who stand for somebody else by now. */
export const deleteActivities = (tx: Tx, customerIds: readonly string[]): Promise<number> =>
  tx.run(sql`
    delete from customer_activity
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);

/** The customers after one, in key order, but for the erased. */
export async function customersAfter(tx: Tx, after: string, limit: number): Promise<string[]> {
  const rows = await tx.many<{ customer_id: string }>(sql`
    select customer_id from customer
     where merchant_id = ${tx.merchantId} and customer_id > ${after} and erased_at is null
     order by customer_id
     limit ${limit}`);
  return rows.map((row) => row.customer_id);
}
