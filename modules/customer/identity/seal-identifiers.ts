import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { newPersonKeys, openPersonal, sealPersonal, type PersonKey } from '../privacy/person-keys.ts';
import type { SealedIdentifier } from './identifier.ts';

/** For what identifiers are sealed. */
export const IDENTIFIER_PURPOSE = 'identifier';

/** An identifier as its row holds it. */
export interface KeptIdentifier extends SealedIdentifier {
  readonly sealed: Buffer;
}

/** Gives each of the people who are being made a key and seals their identifier with it; both are stored in one statement. */
export async function sealForNew<T extends SealedIdentifier & { readonly customerId: string }>(
  tx: Tx,
  rows: readonly T[],
): Promise<(T & { sealed: Buffer; key: PersonKey })[]> {
  const keys = await newPersonKeys(
    tx,
    rows.map(({ customerId }) => customerId),
  );
  return rows.map((row, i) => {
    const key = must(keys[i], 'each person has a key');
    return { ...row, key, sealed: key.seal(IDENTIFIER_PURPOSE, row.plain) };
  });
}

/** Seals identifiers of somebody who is there; null for one who was erased meanwhile. */
export async function sealForKnown(
  tx: Tx,
  customerId: string,
  rows: readonly SealedIdentifier[],
): Promise<KeptIdentifier[] | null> {
  const texts = rows.map(({ plain }) => ({ customerId, purpose: IDENTIFIER_PURPOSE, text: plain }));
  const sealed = await sealPersonal(tx, texts);
  if (sealed.includes(null)) return null;
  return rows.map((row, i) => ({ ...row, sealed: must(sealed[i], 'each identifier is sealed') }));
}

/** Opens identifiers of people; null for those of somebody who was erased. */
export const openIdentifiers = (
  tx: Tx,
  rows: readonly { readonly customerId: string; readonly sealed: Buffer }[],
): Promise<(string | null)[]> =>
  openPersonal(
    tx,
    rows.map(({ customerId, sealed }) => ({ customerId, purpose: IDENTIFIER_PURPOSE, sealed })),
  );
