import { sql, type Tx } from '@shuke/db';
import type { ChainedEntry, ChainHead } from './audit.ts';

interface HeadRow {
  count: number;
  hash: Buffer;
}

/** Takes the end of the chain until the transaction ends, after making it for a merchant that has none. */
export async function lockHead(tx: Tx, empty: ChainHead): Promise<ChainHead> {
  const locked = await selectLocked(tx);
  if (locked) return locked;
  await tx.run(sql`
    insert into audit_head (merchant_id, last_no, last_hash)
    values (${tx.merchantId}, ${empty.count}, ${empty.hash})
    on conflict (merchant_id) do nothing`);
  return (await selectLocked(tx)) ?? empty;
}

const selectLocked = (tx: Tx): Promise<HeadRow | null> =>
  tx.maybeOne<HeadRow>(sql`
    select last_no as count, last_hash as hash from audit_head where merchant_id = ${tx.merchantId} for update`);

export const readHead = (tx: Tx): Promise<HeadRow | null> =>
  tx.maybeOne<HeadRow>(sql`
    select last_no as count, last_hash as hash from audit_head where merchant_id = ${tx.merchantId}`);

export async function insertEntries(tx: Tx, entries: readonly ChainedEntry[], head: ChainHead): Promise<void> {
  await tx.run(sql`
    insert into audit_entry (merchant_id, entry_no, at, actor_kind, actor_id, action, subject_id, detail, prev_hash, hash)
    select ${tx.merchantId}, n.entry_no, ${tx.now}, n.actor_kind, n.actor_id, n.action, n.subject_id, n.detail::json,
           n.prev_hash, n.hash
      from unnest(${entries.map((e) => e.entryNo)}::bigint[], ${entries.map((e) => e.actorKind)}::text[],
                  ${entries.map((e) => e.actorId)}::uuid[], ${entries.map((e) => e.action)}::text[],
                  ${entries.map((e) => e.subjectId)}::uuid[], ${entries.map((e) => e.detail)}::text[],
                  ${entries.map((e) => e.prevHash)}::bytea[], ${entries.map((e) => e.hash)}::bytea[])
        as n (entry_no, actor_kind, actor_id, action, subject_id, detail, prev_hash, hash)`);
  await tx.run(sql`
    update audit_head set last_no = ${head.count}, last_hash = ${head.hash} where merchant_id = ${tx.merchantId}`);
}
