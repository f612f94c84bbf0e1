import { sql, type Tx } from '@shuke/db';

/**
 * Holds people until the transaction ends, in key order: whoever adds something to a person that has a limit, or is folded
 * from all that there is, waits for the one before. Answers those who exist
 * and were not erased.
 */
export async function holdCustomers(tx: Tx, customerIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.many<{ customer_id: string }>(sql`
    select customer_id from customer
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[]) and erased_at is null
     order by customer_id
       for no key update`);
  return new Set(rows.map((row) => row.customer_id));
}
