import { createHash } from 'node:crypto';
import type { AuditAction } from '@shuke/contract';

/** What is written down: who did what, to whom, when. */
export interface AuditEntry {
  readonly merchantId: string;
  readonly entryNo: number;
  /** In UTC with six digits of a second, as the database keeps it. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: AuditAction;
  readonly subjectId: string | null;
  /** JSON, as it was written. */
  readonly detail: string;
}

/** An entry with its place in the chain. */
export interface ChainedEntry extends AuditEntry {
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** The end of a chain: how many entries it has, and the hash of the last. */
export interface ChainHead {
  readonly count: number;
  readonly hash: Buffer;
}

/** Before the first entry. */
export const EMPTY_CHAIN: ChainHead = { count: 0, hash: Buffer.alloc(32) };

/** SHA-256 of the hash before and of the entry in its one way of writing, a JSON array in this order. */
export function entryHash(prevHash: Buffer, entry: AuditEntry): Buffer {
  const { merchantId, entryNo, at, actorKind, actorId, action, subjectId, detail } = entry;
  const text = JSON.stringify([merchantId, entryNo, at, actorKind, actorId, action, subjectId, detail]);
  return createHash('sha256').update(prevHash).update(text, 'utf8').digest();
}

/** What is wrong with a chain, and at which entry. */
export interface ChainFault {
  readonly code: 'audit_entry_missing' | 'audit_entry_changed' | 'audit_chain_broken';
  readonly entryNo: number;
}

/**
 * Follows a chain from `head` over the next entries, in their order: each has the next number, names the hash before it, and
 * hashes to its own. Answers where it got to and what does not fit; it goes on behind a fault, so that each is named once.
 */
export function followChain(
  head: ChainHead,
  entries: readonly ChainedEntry[],
): { head: ChainHead; faults: ChainFault[] } {
  const faults: ChainFault[] = [];
  let { count, hash } = head;
  for (const entry of entries) {
    const { entryNo } = entry;
    if (entryNo !== count + 1) faults.push({ code: 'audit_entry_missing', entryNo: count + 1 });
    else if (!entry.prevHash.equals(hash)) faults.push({ code: 'audit_chain_broken', entryNo });
    if (!entryHash(entry.prevHash, entry).equals(entry.hash)) faults.push({ code: 'audit_entry_changed', entryNo });
    [count, hash] = [entryNo, entry.hash];
  }
  return { head: { count, hash }, faults };
}

/** An instant as an entry writes it. */
export const auditInstant = (at: Date): string => at.toISOString().replace('Z', '000Z');
