import type { AccessPage, AuditAction, AuditEntryView, AuditHead, AuditPage } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import { EMPTY_CHAIN, type ChainedEntry } from './audit.ts';
import { readHead } from './audit-store.ts';

/** Entries behind a number, in their order, as they stand. */
export const readEntries = (tx: Tx, after: number, limit: number): Promise<ChainedEntry[]> =>
  tx.many<ChainedEntry>(sql`
    select merchant_id as "merchantId", entry_no as "entryNo",
           to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           actor_kind as "actorKind", actor_id as "actorId", action, subject_id as "subjectId", detail::text as detail,
           prev_hash as "prevHash", hash
      from audit_entry
     where merchant_id = ${tx.merchantId} and entry_no > ${after}
     order by entry_no
     limit ${limit}`);

/** One page of the audit, the oldest entry first. */
export async function auditPage(
  ctx: Ctx,
  { after = 0, limit = 100 }: { after?: number; limit?: number },
): Promise<Result<AuditPage, never>> {
  const rows = await inRead(ctx, (tx) => readEntries(tx, after, limit + 1));
  const items = rows.slice(0, limit).map(entryView);
  return ok({ items, next: rows.length > limit ? items.at(-1)!.entryNo : null });
}

const entryView = (entry: ChainedEntry): AuditEntryView => ({
  entryNo: entry.entryNo,
  at: entry.at,
  actor: { kind: entry.actorKind, id: entry.actorId },
  action: entry.action,
  subjectId: entry.subjectId,
  detail: JSON.parse(entry.detail) as Record<string, unknown>,
  hash: entry.hash.toString('hex'),
});

/** The end of the chain, to be kept elsewhere. */
export async function auditHead(ctx: Ctx): Promise<Result<AuditHead, never>> {
  const head = (await inRead(ctx, readHead)) ?? EMPTY_CHAIN;
  return ok({ merchantId: ctx.actor.merchantId, count: head.count, hash: head.hash.toString('hex') });
}

interface AccessRow {
  at: Date;
  actor_kind: string;
  actor_id: string;
  action: AuditAction;
  detail: Record<string, unknown>;
}

const MOST_ACCESSES = 500;

/** Who saw or did what of whom, the latest first: at most 500 entries about these subjects. */
export async function accessesOf(tx: Tx, subjectIds: readonly string[]): Promise<AccessPage['items']> {
  const rows = await tx.many<AccessRow>(sql`
    select at, actor_kind, actor_id, action, detail
      from audit_entry
     where merchant_id = ${tx.merchantId} and subject_id = any (${subjectIds}::uuid[])
     order by entry_no desc
     limit ${MOST_ACCESSES}`);
  return rows.map(({ at, actor_kind, actor_id, action, detail }) => ({
    at: at.toISOString(),
    actor: { kind: actor_kind, id: actor_id },
    action,
    detail,
  }));
}
