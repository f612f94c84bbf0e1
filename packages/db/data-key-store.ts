import type { Tx } from './client.ts';
import type { SealingAlgorithm } from './sealed.ts';
import { sql } from './sql.ts';

export interface DataKeyRow {
  readonly key_version: number;
  readonly algorithm: SealingAlgorithm;
  readonly kek_id: Buffer;
  readonly wrapped: Buffer;
  readonly created_at: Date;
}

/** All data keys of the merchant, the newest first. */
export const readDataKeys = (tx: Tx): Promise<DataKeyRow[]> =>
  tx.many<DataKeyRow>(sql`
    select key_version, algorithm, kek_id, wrapped, created_at
      from data_key where merchant_id = ${tx.merchantId} order by key_version desc`);

/** Adds a data key unless another transaction has added one of this version; answers how many were added. */
export const insertDataKey = (tx: Tx, row: Omit<DataKeyRow, 'created_at'>): Promise<number> =>
  tx.run(sql`
    insert into data_key (merchant_id, key_version, algorithm, kek_id, wrapped, created_at)
    values (${tx.merchantId}, ${row.key_version}, ${row.algorithm}, ${row.kek_id}, ${row.wrapped}, ${tx.now})
    on conflict (merchant_id, key_version) do nothing`);

/** Wraps a data key anew, unless somebody else has meanwhile. */
export const rewrapDataKey = (tx: Tx, row: Omit<DataKeyRow, 'created_at'>, formerKekId: Buffer): Promise<number> =>
  tx.run(sql`
    update data_key set kek_id = ${row.kek_id}, wrapped = ${row.wrapped}
     where merchant_id = ${tx.merchantId} and key_version = ${row.key_version} and kek_id = ${formerKekId}`);

/** Marks the versions before one as used by nothing any more. */
export const retireDataKeys = (tx: Tx, before: number): Promise<number> =>
  tx.run(sql`
    update data_key set retired_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and key_version < ${before} and retired_at is null`);

/** Destroys the keys that were retired before an instant. */
export const destroyRetiredKeys = (tx: Tx, retiredBefore: Date): Promise<number> =>
  tx.run(sql`delete from data_key where merchant_id = ${tx.merchantId} and retired_at < ${retiredBefore}`);
