import { sealPersonal } from '@shuke/customer';
import type { Tx } from '@shuke/db';

/** For what an order's note is sealed. */
export const NOTE_PURPOSE = 'order note';

/** What a guest asked for in words, sealed with that person's key; null where there is no person of whom it could be kept. */
export async function sealedNote(tx: Tx, customerId: string | null, note: string | null): Promise<Buffer | null> {
  if (customerId === null || note === null) return null;
  const [sealed] = await sealPersonal(tx, [{ customerId, purpose: NOTE_PURPOSE, text: note }]);
  return sealed ?? null;
}
