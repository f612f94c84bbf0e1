import { sql, type Tx } from '@shuke/db';

/** So many uses of one limit by one real person. */
export interface WantedUse {
  readonly limitKey: string;
  readonly limit: number;
  readonly identityId: string;
  readonly customerIds: readonly string[];
  readonly count: number;
}

/** Makes the rows that are missing and locks all of them, in the order given, which is that of their keys. */
export const openUses = (tx: Tx, wanted: readonly WantedUse[]): Promise<number> =>
  tx.run(sql`
    insert into identity_use (merchant_id, limit_key, identity_id, used, last_at)
    select ${tx.merchantId}, n.limit_key, n.identity_id, 0, ${tx.now}
      from unnest(${wanted.map((one) => one.limitKey)}::text[], ${wanted.map((one) => one.identityId)}::uuid[])
             as n (limit_key, identity_id)
    on conflict (merchant_id, limit_key, identity_id) do update set last_at = excluded.last_at`);

interface AdmittedRow {
  readonly limit_key: string;
  readonly identity_id: string;
  readonly admitted: number;
}

/**
 * Adds the uses that each limit still admits, and answers them by limit and person. Two accounts that turned out to be one
 * person's keep the uses that they had apart, so a row under an id of any of their accounts counts.
 */
export async function addUses(tx: Tx, wanted: readonly WantedUse[]): Promise<Map<string, number>> {
  const accounts = wanted.flatMap(({ customerIds }, i) => customerIds.map((id) => ({ id, no: i })));
  const rows = await tx.many<AdmittedRow>(sql`
    with asked as (
      select n.limit_key, n.identity_id, n.use_limit, n.count, n.no
        from unnest(${wanted.map((one) => one.limitKey)}::text[], ${wanted.map((one) => one.identityId)}::uuid[],
                    ${wanted.map((one) => one.limit)}::integer[], ${wanted.map((one) => one.count)}::integer[],
                    ${wanted.map((_, i) => i)}::integer[]) as n (limit_key, identity_id, use_limit, count, no)
    ), elsewhere as (
      select a.no, sum(u.used)::integer as used
        from unnest(${accounts.map((one) => one.no)}::integer[], ${accounts.map((one) => one.id)}::uuid[]) as m (no, customer_id)
        join asked a on a.no = m.no
        join identity_use u
          on u.merchant_id = ${tx.merchantId} and u.limit_key = a.limit_key and u.identity_id = m.customer_id
         and u.identity_id <> a.identity_id
       group by a.no
    ), room as (
      select a.limit_key, a.identity_id, a.use_limit, coalesce(e.used, 0) as used_elsewhere,
             least(a.count, a.use_limit - u.used - coalesce(e.used, 0)) as admitted
        from asked a
        join identity_use u
          on u.merchant_id = ${tx.merchantId} and u.limit_key = a.limit_key and u.identity_id = a.identity_id
        left join elsewhere e on e.no = a.no
    )
    update identity_use u
       set used = u.used + room.admitted
      from room
     where u.merchant_id = ${tx.merchantId} and u.limit_key = room.limit_key and u.identity_id = room.identity_id
       and room.admitted > 0 and u.used + room.used_elsewhere + room.admitted <= room.use_limit
    returning u.limit_key, u.identity_id, room.admitted`);
  return new Map(rows.map((row) => [`${row.limit_key} ${row.identity_id}`, row.admitted]));
}
