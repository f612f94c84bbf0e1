import { sql, type Tx } from '@shuke/db';
import type { DayNumber } from '../asking/day.ts';

/** When a customer bought. */
export interface CustomerVisits {
  /** The business days of their orders, ascending and each once. */
  readonly days: readonly DayNumber[];
  readonly firstAt: Date;
}

interface VisitsRow {
  customer_id: string;
  days: number[];
  first_at: Date;
}

/** When each of these customers bought; those who never did are left out. `array_agg(distinct …)` sorts. */
export async function visitsOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, CustomerVisits>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.many<VisitsRow>(sql`
    select customer_id, array_agg(distinct (business_day - date '1970-01-01')::bigint) as days, min(ordered_at) as first_at
      from pub_order
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
     group by customer_id`);
  return new Map(rows.map((row) => [row.customer_id, { days: row.days, firstAt: row.first_at }]));
}
