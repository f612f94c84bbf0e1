import { sql, type BatchTx } from '@shuke/db';

/** Which of these ids are staff who work here now, of several merchants in one statement. */
export async function knownStaff(
  tx: BatchTx,
  rows: readonly { readonly merchantId: string; readonly staffId: string }[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const known = await tx.many<{ staff_id: string }>(sql`
    select s.staff_id
      from unnest(${rows.map((row) => row.merchantId)}::uuid[], ${rows.map((row) => row.staffId)}::uuid[])
             as n (merchant_id, staff_id)
      join staff s on s.merchant_id = n.merchant_id and s.staff_id = n.staff_id
     where s.active`);
  return new Set(known.map((row) => row.staff_id));
}
