import { appendEvents, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { ConsentSaid } from './consent.ts';
import { insertEntries } from './consent-store.ts';
import { consentSaid } from './events.ts';

/** Adds what people said to the ledger of consent, and answers the ids of the entries in the order of the rows. */
export async function recordConsents(tx: Tx, rows: readonly ConsentSaid[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const entries = rows.map((row) => ({ ...row, entryId: newId(), recordedAt: tx.now }));
  await insertEntries(tx, entries);
  await appendEvents(tx, rows.map(consentSaid));
  return entries.map(({ entryId }) => entryId);
}
