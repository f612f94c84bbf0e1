import type { AuditAction } from '@shuke/contract';
import type { Tx } from '@shuke/db';
import { auditInstant, EMPTY_CHAIN, entryHash, type ChainedEntry } from './audit.ts';
import * as store from './audit-store.ts';

/** What was done. The actor and the instant are the transaction's. */
export interface NewAuditEntry {
  readonly action: AuditAction;
  /** The id of the customer, member of staff or key that it was done to; null where it was the whole shop. */
  readonly subject: string | null;
  /** Ids, codes and counts, never personal text: an entry outlives the person. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** Writes one entry into the audit, in the transaction that does what it tells of. */
export const appendAudit = (tx: Tx, entry: NewAuditEntry): Promise<void> => appendAudits(tx, [entry]);

/**
 * Writes entries into the audit. Whoever writes holds the merchant's chain until the transaction ends, so call it last, when
 * all other locks are taken.
 */
export async function appendAudits(tx: Tx, news: readonly NewAuditEntry[]): Promise<void> {
  if (news.length === 0) return;
  let head = await store.lockHead(tx, EMPTY_CHAIN);
  const entries = news.map(({ action, subject, detail = {} }): ChainedEntry => {
    const entry = {
      merchantId: tx.merchantId,
      entryNo: head.count + 1,
      at: auditInstant(tx.now),
      actorKind: tx.actor.kind,
      actorId: tx.actor.id,
      action,
      subjectId: subject,
      detail: JSON.stringify(detail),
    };
    const chained = { ...entry, prevHash: head.hash, hash: entryHash(head.hash, entry) };
    head = { count: entry.entryNo, hash: chained.hash };
    return chained;
  });
  await store.insertEntries(tx, entries, head);
}
