import type { Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import * as store from './identifier-store.ts';
import type { SealedIdentifier } from './identifier.ts';
import { sealForNew } from './seal-identifiers.ts';

/** A customer as an import stages one: somebody who is known, or who is to be made. */
export interface CustomerToStage extends SealedIdentifier {
  readonly customerId: string;
  /** Of who is to be made: the identifier, sealed with the key that is theirs from then on. */
  readonly made: { readonly sealed: Buffer; readonly wrappedKey: Buffer; readonly keyVersion: number } | null;
}

/** Who people are. Sealing costs more than all else about a person, so it is done for those alone who are not known. */
export async function customersToStage(tx: Tx, people: readonly SealedIdentifier[]): Promise<CustomerToStage[]> {
  const owners = new Map((await store.findOwners(tx, people)).map((row) => [keyText(row.hash), row.customer_id]));
  const ownerOf = ({ hash }: SealedIdentifier): string | undefined => owners.get(keyText(hash));
  const rows = people.map((person) => ({ ...person, customerId: ownerOf(person) ?? newId() }));
  const fresh = await sealForNew(
    tx,
    rows.filter((row) => ownerOf(row) === undefined),
  );
  const made = new Map(
    fresh.map(({ customerId, sealed, key }) => [
      customerId,
      { sealed, wrappedKey: key.wrapped, keyVersion: key.keyVersion },
    ]),
  );
  return rows.map((row) => ({ ...row, made: made.get(row.customerId) ?? null }));
}

const keyText = (hash: Buffer): string => hash.toString('base64');
