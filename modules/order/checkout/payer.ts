import { ensureCustomers, type SealedIdentifier } from '@shuke/customer';
import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { sealedNote } from '../note.ts';
import type { Payer } from './ask.ts';

export interface ShownPayer {
  /** What the guest shows, instead of the id. */
  readonly shown: SealedIdentifier | null;
  readonly known: string | null;
  /** What the guest asked for in words. */
  readonly note: string | null;
}

/** Whose purchase it is. Paying makes a member of whoever is shown for the first time. */
export async function payerIn(tx: Tx, { shown, known, note }: ShownPayer): Promise<Payer> {
  const customerId = shown ? await memberOf(tx, shown) : known;
  return { customerId, note: await sealedNote(tx, customerId, note) };
}

async function memberOf(tx: Tx, shown: SealedIdentifier): Promise<string> {
  const [found] = await ensureCustomers(tx, [{ ...shown, source: 'till' }]);
  return must(found, 'paying makes a member').customerId;
}
