import type { Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { circleOf } from '../link/circles.ts';
import type { PersonRow } from './person-store.ts';

type NotThere = Refusal<'customer_not_found' | 'customer_erased'>;

/**
 * Everybody who stands for the same person as this customer, the customer first. What a person asks for, be it a copy or to
 * be forgotten, is about themselves and not about one of the accounts that the shop has of them.
 */
export async function wholePerson(
  tx: Tx,
  customerId: string,
  read: (tx: Tx, customerIds: readonly string[]) => Promise<PersonRow[]>,
): Promise<Result<readonly string[], NotThere>> {
  const circle = must((await circleOf(tx, [customerId])).get(customerId), 'a circle is answered for each');
  const rows = await read(tx, circle);
  const asked = rows.find((row) => row.customer_id === customerId);
  if (!asked) return refuse('customer_not_found', { customerId });
  return asked.erased_at === null ? ok(circle) : refuse('customer_erased', { customerId });
}
