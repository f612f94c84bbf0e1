import { appendEvents, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { appendAudits } from '@shuke/merchant';
import type { ConsentEntry, ConsentSaid } from './consent.ts';
import { insertEntries } from './consent-store.ts';
import { consentSaid } from './events.ts';

/**
 * Adds what people said to the ledger of consent, and answers the ids of the entries in the order of the rows. Withdrawals
 * go into the audit, which is then held until the transaction ends: with them, call it when all other locks are taken.
 */
export async function recordConsents(tx: Tx, rows: readonly ConsentSaid[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const entries = rows.map((row) => ({ ...row, entryId: newId(), recordedAt: tx.now }));
  await insertEntries(tx, entries);
  await appendEvents(tx, rows.map(consentSaid));
  await appendAudits(tx, entries.filter(({ granted }) => !granted).map(withdrawn));
  return entries.map(({ entryId }) => entryId);
}

const withdrawn = ({ customerId, entryId, purpose, channel, source }: ConsentEntry) =>
  ({ action: 'consent.withdrawn', subject: customerId, detail: { entryId, purpose, channel, source } }) as const;
