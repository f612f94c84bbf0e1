import type { Disclosure, IdentifierKind, NewDisclosure } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { ok, type Refusal, type Result } from '@shuke/kernel';
import { appendAudit } from '@shuke/merchant';
import { openIdentifiers } from '../identity/seal-identifiers.ts';
import { identifiersOf, readPeople } from './person-store.ts';
import { wholePerson } from './whole-person.ts';

type DiscloseRefusal = Refusal<'customer_not_found' | 'customer_erased' | 'idempotency_key_reused'>;

/**
 * Reads a person's identifiers in full, with why. The entry in the audit commits before anything is shown. It takes no
 * idempotency key, for a key would remember what it answered.
 */
export function discloseIdentifiers(
  ctx: Ctx,
  { customerId, because }: NewDisclosure & { customerId: string },
): Promise<Result<Disclosure, DiscloseRefusal>> {
  return inTx<Disclosure, DiscloseRefusal>(ctx, {}, async (tx) => {
    const person = await wholePerson(tx, customerId, readPeople);
    if (!person.ok) return person;
    const rows = await identifiersOf(tx, person.value);
    const values = await openIdentifiers(tx, rows);
    await appendAudit(tx, {
      action: 'customer.disclosed',
      subject: customerId,
      detail: { because, identifiers: rows.length },
    });
    const identifiers = rows.flatMap((row, i) => {
      const value = values[i];
      return value ? [{ customerId: row.customerId, kind: row.kind as IdentifierKind, value }] : [];
    });
    return ok({ customerId, identifiers });
  });
}
