import { inRead, type Ctx } from '@shuke/db';
import { EMPTY_CHAIN, followChain, type ChainFault, type ChainHead } from './audit.ts';
import { readEntries } from './audit-queries.ts';
import { readHead } from './audit-store.ts';

interface Finding {
  readonly code: ChainFault['code'] | 'audit_head_differs' | 'audit_truncated' | 'audit_rewritten';
  readonly facts: Readonly<Record<string, string | number | null>>;
}

const ENTRIES_AT_ONCE = 1000;
const MOST_FINDINGS = 100;

/**
 * Checks the audit's chain of one merchant from its first entry to its end. With heads that were kept elsewhere, by
 * merchant, it also finds that the end was cut off or the whole chain written anew, which the database alone cannot show.
 */
export const auditVerifier = (keptHeads: ReadonlyMap<string, ChainHead> = new Map()) => ({
  name: 'audit',
  says: 'every entry hashes to what the next one names, numbers have no gap, and the end is the one that is kept',
  run: (ctx: Ctx) => verifyChain(ctx, keptHeads.get(ctx.actor.merchantId) ?? EMPTY_CHAIN),
  count: async (ctx: Ctx) => ({ entries: (await inRead(ctx, readHead))?.count ?? 0 }),
});

async function verifyChain(ctx: Ctx, kept: ChainHead): Promise<Finding[]> {
  return inRead(ctx, async (tx) => {
    const findings: Finding[] = [];
    let head = EMPTY_CHAIN;
    let atKept = kept.count === 0 ? kept.hash : null;
    for (;;) {
      const entries = await readEntries(tx, head.count, ENTRIES_AT_ONCE);
      if (entries.length === 0) break;
      const followed = followChain(head, entries);
      findings.push(...followed.faults.map(({ code, entryNo }) => ({ code, facts: { entryNo } })));
      atKept ??= entries.find(({ entryNo }) => entryNo === kept.count)?.hash ?? null;
      ({ head } = followed);
      if (findings.length >= MOST_FINDINGS) return findings;
    }
    const end = (await readHead(tx)) ?? EMPTY_CHAIN;
    if (end.count !== head.count || !end.hash.equals(head.hash)) {
      findings.push({ code: 'audit_head_differs', facts: { entries: head.count, kept: end.count } });
    }
    if (head.count < kept.count) {
      findings.push({ code: 'audit_truncated', facts: { entries: head.count, kept: kept.count } });
    } else if (!atKept?.equals(kept.hash)) {
      findings.push({ code: 'audit_rewritten', facts: { entryNo: kept.count } });
    }
    return findings;
  });
}
