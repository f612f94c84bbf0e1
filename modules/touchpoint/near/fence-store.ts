import { sql, type Tx } from '@shuke/db';

export interface FenceEntry {
  readonly visitor: Buffer;
  readonly storeId: string;
  readonly day: string;
  /** Entries a guest, fence and day at most. */
  readonly cap: number;
}

/** Counts an entry, or does not where the day's are used up: the WHERE counts, so that many at once cannot all pass. */
export const countEntry = (tx: Tx, { visitor, storeId, day, cap }: FenceEntry): Promise<number> =>
  tx.run(sql`
    insert into fence_entry (merchant_id, visitor, store_id, day, entries, last_at)
    values (${tx.merchantId}, ${visitor}, ${storeId}, ${day}, 1, ${tx.now})
    on conflict (merchant_id, visitor, store_id, day) do update
       set entries = fence_entry.entries + 1, last_at = ${tx.now}
     where fence_entry.entries < ${cap}`);

export interface LastEntry {
  readonly storeId: string;
  readonly at: Date;
}

/** The fence in which a device was seen last. */
export const lastEntry = (tx: Tx, visitor: Buffer): Promise<LastEntry | null> =>
  tx.maybeOne<LastEntry>(sql`
    select store_id as "storeId", last_at as at from fence_entry
     where merchant_id = ${tx.merchantId} and visitor = ${visitor}
     order by last_at desc, store_id limit 1`);

export const deleteEntriesBefore = (tx: Tx, day: string): Promise<number> =>
  tx.run(sql`delete from fence_entry where merchant_id = ${tx.merchantId} and day < ${day}`);
