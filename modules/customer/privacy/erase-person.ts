import type { Erasure, NewErasure } from '@shuke/contract';
import { appendEvents, forgetPerson, inTx, type Ctx, type DataMapEntry, type Traces, type Tx } from '@shuke/db';
import { ok, type Refusal, type Result } from '@shuke/kernel';
import { appendAudit } from '@shuke/merchant';
import { openIdentifiers } from '../identity/seal-identifiers.ts';
import { eraseRows } from './data-map-store.ts';
import { destroyPersonKeys } from './person-key-store.ts';
import * as store from './person-store.ts';
import { wholePerson } from './whole-person.ts';

export interface ErasePerson extends NewErasure {
  readonly key: string;
  readonly customerId: string;
}

type EraseRefusal = Refusal<'customer_not_found' | 'customer_erased' | 'idempotency_key_reused'>;

/**
 * Erases a person for good, with all customers who were merged into one with them: identifiers and their hashes, what staff
 * wrote, tags, devices, the person's keys, and what idempotency keys remember of them. Orders and the ledger keep the id
 * alone, so the books balance as before. What was sealed with the keys opens no more, in a backup neither once the keys'
 * row is gone from it.
 */
export function erasePerson(
  ctx: Ctx,
  dataMap: readonly DataMapEntry[],
  { key, customerId, because }: ErasePerson,
): Promise<Result<Erasure, EraseRefusal>> {
  return inTx<Erasure, EraseRefusal>(ctx, { key, input: { customerId, because } }, async (tx) => {
    const person = await wholePerson(tx, customerId, store.lockPeople);
    if (!person.ok) return person;
    const customerIds = person.value;
    const traces = await tracesOf(tx, customerIds);
    const rows = await eraseTables(tx, dataMap, customerIds);
    await forgetPerson(tx, traces, 'customer_erased');
    await destroyPersonKeys(tx, customerIds.toSorted());
    await store.markErased(tx, customerIds);
    await appendEvents(
      tx,
      customerIds.map((id) => ({ type: 'customer.erased', payload: { customerId: id } })),
    );
    await appendAudit(tx, { action: 'customer.erased', subject: customerId, detail: { because, customerIds } });
    return ok({ customerIds: [...customerIds], erasedAt: tx.now.toISOString(), rows });
  });
}

/** By table, how many rows were deleted or blanked. What leads to a table over another goes before the other is emptied. */
async function eraseTables(
  tx: Tx,
  dataMap: readonly DataMapEntry[],
  customerIds: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const entry of dataMap.toSorted((a, b) => Number(!a.through) - Number(!b.through))) {
    const changed = await eraseRows(tx, entry, customerIds);
    if (changed > 0) counts[entry.table] = (counts[entry.table] ?? 0) + changed;
  }
  return counts;
}

const SHORTEST_TRACE = 6;
const CHINA = /^\+86/;

async function tracesOf(tx: Tx, customerIds: readonly string[]): Promise<Traces> {
  const identifiers = await store.identifiersOf(tx, customerIds);
  const opened = await openIdentifiers(tx, identifiers);
  // As it stands in JSON, and a phone of China without its country too, as most people write it.
  const own = opened
    .flatMap((value) => (value === null ? [] : [JSON.stringify(value.replace(CHINA, '')).slice(1, -1)]))
    .filter((value) => value.length >= SHORTEST_TRACE);
  return { own, shared: identifiers.map(({ hint }) => hint), ids: customerIds };
}
