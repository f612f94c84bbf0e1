import type { Tx } from '@shuke/db';
import { must, newId, ok, refuse, type Result } from '@shuke/kernel';
import type { OrderLimitRefusal, OrderRefReused } from './errors.ts';
import { whyNotLines, type OrderRow } from './order.ts';
import * as store from './order-store.ts';

export interface Recorded {
  readonly orderId: string;
  /** False where the same receipt was recorded before. */
  readonly recorded: boolean;
}

/**
 * Writes orders once: the number of a receipt is its idempotency key. Set-based, with the answers in the order of the
 * rows; a row with a number that has other content is refused with `order_ref_reused` and does not touch the others.
 * Appends no event, for an import says it once a batch.
 */
export async function recordMany(
  tx: Tx,
  rows: readonly OrderRow[],
): Promise<Result<Recorded, OrderLimitRefusal | OrderRefReused>[]> {
  const fresh = rows.map((row) => ({ ...row, orderId: newId() }));
  const refusals = fresh.map((row) => whyNotLines(row.lines));
  const fit = fresh.filter((_, i) => refusals[i] === null).toSorted(byRef);
  const added = fit.length > 0 ? await store.insertOrders(tx, fit) : new Set<string>();
  const others = fit.filter((row) => !added.has(row.orderId)).map((row) => row.orderRef);
  const known = new Map<string, store.KnownOrder>();
  if (others.length > 0) {
    for (const order of await store.findByRef(tx, [...new Set(others)])) known.set(order.order_ref, order);
  }
  return fresh.map((row, i) => {
    if (refusals[i]) return refusals[i];
    if (added.has(row.orderId)) return ok({ orderId: row.orderId, recorded: true });
    const first = must(known.get(row.orderRef), 'a number that could not be added is there');
    return sameReceipt(first, row.contentHash);
  });
}

/** The answer to a number that is known: the first order, or a refusal where the content is another. */
export const sameReceipt = (known: store.KnownOrder, contentHash: Buffer): Result<Recorded, OrderRefReused> =>
  contentHash.equals(known.content_hash)
    ? ok({ orderId: known.order_id, recorded: false })
    : refuse('order_ref_reused', { orderId: known.order_id });

// In the order of the key, so that two batches with the same receipts never wait for each other.
const byRef = (a: OrderRow, b: OrderRow): number => (a.orderRef < b.orderRef ? -1 : Number(a.orderRef > b.orderRef));
