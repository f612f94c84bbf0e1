import { must, newId } from '@shuke/kernel';
import type { Tx } from '@shuke/db';
import * as store from './customer-store.ts';
import type { SealedIdentifier } from './identifier.ts';

export interface CustomerRow extends SealedIdentifier {
  /** Where the person is seen now; kept if that is the first time. */
  readonly source: string;
}

export interface EnsuredCustomer {
  readonly customerId: string;
  /** True on the first row of a person who was not known. */
  readonly created: boolean;
}

/**
 * Finds the person of each identifier, or makes one: paying makes a member. Set-based, with the answers in the order of
 * the rows; rows with one identifier get one person, also when other transactions bring the same one at the same time.
 */
export async function ensureCustomers(tx: Tx, rows: readonly CustomerRow[]): Promise<EnsuredCustomer[]> {
  const wanted = new Map(rows.map((row) => [keyText(row), row]));
  const owners = new Map<string, string>();
  const learn = (found: readonly store.IdentifierRow[]): void => {
    for (const row of found) owners.set(keyText(row), row.customer_id);
  };
  if (wanted.size > 0) learn(await store.findOwners(tx, [...wanted.values()]));
  const missing = [...wanted].filter(([key]) => !owners.has(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const fresh = new Set<string>();
  if (missing.length > 0) {
    const made = await store.insertCustomers(
      tx,
      missing.map(([, row]) => ({ ...row, customerId: newId() })),
    );
    learn(made);
    for (const row of made) fresh.add(keyText(row));
    const lost = missing.filter(([key]) => !owners.has(key)).map(([, row]) => row);
    // Another transaction made these in between and has committed, so a new statement sees them.
    if (lost.length > 0) learn(await store.findOwners(tx, lost));
  }
  return rows.map((row) => ({
    customerId: must(owners.get(keyText(row)), 'an identifier is bound by now'),
    created: fresh.delete(keyText(row)),
  }));
}

const keyText = ({ kind, hash }: store.IdentifierKey): string => `${kind}:${hash.toString('hex')}`;
