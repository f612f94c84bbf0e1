import { rowsChanged, sql, type Tx } from '@shuke/db';

/** Some of the people whom an import has staged. */
export interface StagedCustomers {
  /** The attempt that staged them. */
  readonly loadId: string;
  readonly batchNo: number;
  /** How many of them were nobody's when they were staged. */
  readonly unknown: number;
}

/**
 * Makes the people of one batch of import_staging_customer who are not known yet, and answers how many. What others made
 * in between keeps its person, and the staged row then names that one.
 */
export async function postStagedCustomers(tx: Tx, { loadId, batchNo, unknown }: StagedCustomers): Promise<number> {
  const made = await insertStaged(tx, loadId, batchNo);
  if (made < unknown) await settleStaged(tx, loadId, batchNo);
  await insertStagedKeys(tx, loadId, batchNo);
  if (made > 0) await rowsChanged(tx, 'pub_customer', null);
  return made;
}

// In key order, so that two imports of the same people wait for each other rather than deadlock.
const insertStaged = (tx: Tx, loadId: string, batchNo: number): Promise<number> =>
  tx.run(sql`
    with bound as (
      insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
      select distinct on (s.hash) ${tx.merchantId}::uuid, s.kind, s.hash, s.customer_id, s.sealed, s.hint, 'import', ${tx.now}::timestamptz
        from import_staging_customer s
       where s.load_id = ${loadId} and s.batch_no = ${batchNo} and s.sealed is not null
       order by s.hash
      on conflict (merchant_id, kind, hash) do nothing
      returning customer_id
    )
    insert into customer (merchant_id, customer_id, source, created_at)
    select ${tx.merchantId}, bound.customer_id, 'import', ${tx.now}
      from bound`);

const settleStaged = (tx: Tx, loadId: string, batchNo: number): Promise<number> =>
  tx.run(sql`
    update import_staging_customer s
       set customer_id = i.customer_id, wrapped_key = null
      from customer_identifier i
     where s.load_id = ${loadId} and s.batch_no = ${batchNo}
       and i.merchant_id = ${tx.merchantId} and i.kind = s.kind and i.hash = s.hash
       and i.customer_id <> s.customer_id`);

// Whom somebody else has made meanwhile keeps the key that came with that. As a join with those who were just made, in
// their statement, this took minutes: nothing is known of how many they are.
const insertStagedKeys = (tx: Tx, loadId: string, batchNo: number): Promise<number> =>
  tx.run(sql`
    insert into customer_key (merchant_id, customer_id, wrapped, key_version)
    select ${tx.merchantId}, s.customer_id, s.wrapped_key, s.key_version
      from import_staging_customer s
     where s.load_id = ${loadId} and s.batch_no = ${batchNo} and s.wrapped_key is not null
     order by s.customer_id
    on conflict (merchant_id, customer_id) do nothing`);
