import { IDENTIFIER_SOURCES, type IdentifierKind, type IdentifierSource } from '@shuke/contract';
import { appendEvents, type Tx } from '@shuke/db';
import { HOUR_MS, must, newId } from '@shuke/kernel';
import { customerCreated } from './events.ts';
import * as store from './identifier-store.ts';
import type { SealedIdentifier } from './identifier.ts';
import { sealForNew } from './seal-identifiers.ts';

export interface CustomerRow extends SealedIdentifier {
  /** Where the person is seen now; kept if that is the first time. */
  readonly source: string;
  /** Where the person met the shop, if that is known. */
  readonly touchpointId?: string | null;
}

export interface EnsuredCustomer {
  readonly customerId: string;
  /** True on the first row of a person who was not known. */
  readonly created: boolean;
}

/** Who is seen again within these hours is seen the same time. */
export const SAME_VISIT_MS = 12 * HOUR_MS;

/** By what an identifier is bound where somebody is seen: a payment's token by the payment, whatever the place. */
export function boundBy(kind: IdentifierKind, source: string): IdentifierSource {
  if (kind === 'payment_token' && source !== 'import') return 'payment';
  // The guest's own phone, as when a code is scanned.
  if (source === 'mini_program') return 'scan';
  return IDENTIFIER_SOURCES.find((one) => one === source) ?? (source === 'console' ? 'staff' : 'till');
}

/**
 * Finds the person of each identifier, or makes one: paying makes a member. Set-based, with the answers in the order of
 * the rows; rows with one identifier get one person, also when other transactions bring the same one at the same time.
 */
export async function ensureCustomers(tx: Tx, rows: readonly CustomerRow[]): Promise<EnsuredCustomer[]> {
  const wanted = new Map(rows.map((row) => [keyText(row), row]));
  const owned = wanted.size > 0 ? await store.findOwners(tx, [...wanted.values()]) : [];
  const owners = ownersByKey(owned);
  const missing = [...wanted].filter(([key]) => !owners.has(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const made = missing.length > 0 ? await makeMissing(tx, missing) : [];
  for (const [key, customerId] of ownersByKey(made)) owners.set(key, customerId);
  const lost = missing.filter(([key]) => !owners.has(key)).map(([, row]) => row);
  // Another transaction made these in between and has committed, so a new statement sees them.
  if (lost.length > 0) for (const [key, id] of ownersByKey(await store.findOwners(tx, lost))) owners.set(key, id);
  await markSeenAgain(tx, owned);
  const fresh = new Set(made.map(keyText));
  return rows.map((row) => ({
    customerId: must(owners.get(keyText(row)), 'an identifier is bound by now'),
    created: fresh.delete(keyText(row)),
  }));
}

/** Makes one customer of each identifier that is still nobody's, and says so of each. */
async function makeMissing(
  tx: Tx,
  missing: readonly (readonly [string, CustomerRow])[],
): Promise<store.IdentifierRow[]> {
  const people = missing.map(([, row]) => ({ ...row, customerId: newId(), boundBy: boundBy(row.kind, row.source) }));
  const made = await store.insertCustomers(tx, await sealForNew(tx, people));
  const byId = new Map(people.map((row) => [row.customerId, row]));
  await appendEvents(
    tx,
    made.map(({ customer_id: id }) => customerCreated(id, byId.get(id)!)),
  );
  return made;
}

/** In key order, as whoever makes customers locks them. Who was here already today is left alone. */
async function markSeenAgain(tx: Tx, owned: readonly store.OwnedRow[]): Promise<void> {
  const seenBefore = new Date(tx.now.getTime() - SAME_VISIT_MS);
  const again = owned.filter(({ seen_at: at }) => at < seenBefore);
  if (again.length > 0)
    await store.markSeen(
      tx,
      again.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1)),
      seenBefore,
    );
}

const keyText = ({ kind, hash }: store.IdentifierKey): string => `${kind}:${hash.toString('hex')}`;

const ownersByKey = (rows: readonly store.IdentifierRow[]): Map<string, string> =>
  new Map(rows.map((row) => [keyText(row), row.customer_id]));
