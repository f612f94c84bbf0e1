import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { addUses, openUses, type WantedUse } from './identity-use-store.ts';
import { realIdentityOf } from './real-identity.ts';

/** One use of something of which each real person has so many: a coupon's claim, a first purchase's offer. */
export interface IdentityUse {
  readonly customerId: string;
  /** What is limited, such as `coupon:TEMPLATE`. */
  readonly limitKey: string;
  readonly limit: number;
}

/**
 * Takes uses, each within its limit over all accounts of the real person, and answers for each row whether it was had. Rows of one
 * person and limit are admitted in their order. The rows of `identity_use` are locked in key order, and the limit stands in
 * the WHERE of the update.
 */
export async function takeIdentityUse(tx: Tx, rows: readonly IdentityUse[]): Promise<boolean[]> {
  if (rows.length === 0) return [];
  const people = await realIdentityOf(tx, [...new Set(rows.map(({ customerId }) => customerId))]);
  const wanted = new Map<string, WantedUse>();
  for (const { customerId, limitKey, limit } of rows) {
    const person = must(people.get(customerId), 'each customer is somebody');
    const key = `${limitKey} ${person.identityId}`;
    const { count = 0 } = wanted.get(key) ?? {};
    wanted.set(key, { limitKey, limit, ...person, count: count + 1 });
  }
  const inOrder = [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  await openUses(tx, inOrder);
  const admitted = await addUses(tx, inOrder);
  return rows.map(({ customerId, limitKey }) => {
    const key = `${limitKey} ${people.get(customerId)!.identityId}`;
    const left = admitted.get(key) ?? 0;
    admitted.set(key, left - 1);
    return left > 0;
  });
}
