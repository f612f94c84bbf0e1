import { sql, type BatchTx, type Tx } from '@shuke/db';

/** Which of these ids are customers who were not erased, of several merchants in one statement. */
export async function knownCustomers(
  tx: BatchTx,
  rows: readonly { readonly merchantId: string; readonly customerId: string }[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const known = await tx.many<{ customer_id: string }>(sql`
    select c.customer_id
      from unnest(${rows.map((row) => row.merchantId)}::uuid[], ${rows.map((row) => row.customerId)}::uuid[])
             as n (merchant_id, customer_id)
      join customer c on c.merchant_id = n.merchant_id and c.customer_id = n.customer_id
     where c.erased_at is null`);
  return new Set(known.map((row) => row.customer_id));
}

/** Whether this id is a customer of the merchant. */
export const isKnownCustomer = async (tx: Tx, customerId: string): Promise<boolean> =>
  (await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }])).has(customerId);
