import { ensureProducts, type UnknownSku } from '@shuke/catalog';
import { knownCustomers } from '@shuke/customer';
import type { Actor, Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Refused, type Result } from '@shuke/kernel';
import type { BillStateRefusal } from '../errors.ts';
import { whyNotAsRead, type Bill, type BillRef } from './bill.ts';
import { lockBills } from './bill-store.ts';

/** Locks bills that are open and as they were read, in the order in which they are named; the first that is not refuses. */
export async function lockAsRead(
  tx: Tx,
  actor: Actor,
  refs: readonly BillRef[],
): Promise<Result<Bill[], BillStateRefusal>> {
  const locked = await lockBills(
    tx,
    refs.map(({ billId }) => billId),
  );
  for (const ref of refs) {
    const why = whyNotAsRead(locked.get(ref.billId), ref, actor.storeId);
    if (why) return why;
  }
  return ok(refs.map(({ billId }) => must(locked.get(billId), 'a bill that is as it was read is there')));
}

/** The same for one bill. */
export async function lockOneAsRead(tx: Tx, actor: Actor, ref: BillRef): Promise<Result<Bill, BillStateRefusal>> {
  const locked = await lockAsRead(tx, actor, [ref]);
  return locked.ok ? ok(must(locked.value[0], 'one bill was asked for')) : locked;
}

/** Why products or a customer cannot stand on a bill, or null. */
export async function whyUnknown(
  tx: Tx,
  { skus, customerId }: { skus: readonly string[]; customerId: string | null },
): Promise<Refused<UnknownSku | Refusal<'customer_not_found'>> | null> {
  const products = await ensureProducts(
    tx,
    skus.map((sku) => ({ sku })),
  );
  const unknown = products.find((product) => !product.ok);
  if (unknown && !unknown.ok) return unknown;
  if (customerId === null) return null;
  const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
  return known.has(customerId) ? null : refuse('customer_not_found', { customerId });
}
