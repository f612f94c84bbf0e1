import type { IdentifierKind } from '@shuke/contract';
import type { Tx } from '@shuke/db';
import { openIdentifiers } from '../identity/seal-identifiers.ts';
import { circleOf } from '../link/circles.ts';
import { identifiersOf } from './person-store.ts';

export interface OpenIdentifier {
  readonly personId: string;
  readonly kind: IdentifierKind;
  readonly value: string;
}

/**
 * The identifiers of people in full, of all customers of each, in the order of the people. Whoever calls has checked that the actor
 * may see them, and has written the audit.
 */
export async function identifiersInFull(tx: Tx, personIds: readonly string[]): Promise<OpenIdentifier[]> {
  const circles = await circleOf(tx, personIds);
  const rows = await identifiersOf(tx, [...new Set([...circles.values()].flat())]);
  const values = await openIdentifiers(tx, rows);
  const byCustomer = Map.groupBy(
    rows.map((row, i) => ({ ...row, value: values[i] ?? null })),
    ({ customerId }) => customerId,
  );
  return personIds.flatMap((personId) =>
    (circles.get(personId) ?? []).flatMap((customerId) =>
      (byCustomer.get(customerId) ?? []).flatMap(({ kind, value }) =>
        value === null ? [] : [{ personId, kind: kind as IdentifierKind, value }],
      ),
    ),
  );
}
