import { rowsChanged, type Tx } from '@shuke/db';
import { holdCustomers } from '../hold-customers.ts';
import { foldEvidence } from './fold.ts';
import type { Evidence } from './tag.ts';
import * as store from './tag-store.ts';

/** Adds evidence and brings the tags of the people whom it speaks of up to date. */
export async function learn(tx: Tx, rows: readonly Evidence[]): Promise<void> {
  if (rows.length === 0) return;
  const people = [...new Set(rows.map(({ customerId }) => customerId))];
  await holdCustomers(tx, people);
  const added = await store.insertEvidence(tx, rows);
  const changed = await refold(tx, people);
  if (added + changed > 0) await rowsChanged(tx, 'pub_customer_tag', people);
}

/** Works out the tags of people again from all their evidence; answers how many changed. The people are held before. */
export async function refold(tx: Tx, customerIds: readonly string[]): Promise<number> {
  const evidence = await store.readEvidence(tx, customerIds);
  const tags = [...Map.groupBy(evidence, ({ customerId }) => customerId).values()].flatMap(foldEvidence);
  const gone = await store.deleteOtherTags(tx, customerIds, tags);
  return tags.length > 0 ? gone + (await store.writeTags(tx, tags)) : gone;
}
