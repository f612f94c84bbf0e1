import { enqueue, inTx, type Ctx, type Tx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { learnFromOrders, type OrdersOf } from './learn-from-orders.ts';
import { lexiconOf } from './set-word.ts';

/** A stretch of orders by their ids, which grow with time: `after` stands before it, `upTo` in it. */
export interface OrderSpan {
  readonly after: string;
  readonly upTo: string;
}

/** The ids of the first imported orders of people within a span, ascending. */
export type ImportedOrders = (tx: Tx, span: OrderSpan & { limit: number }) => Promise<string[]>;

/** How to read orders, given by whoever may. */
export interface Orders {
  readonly ordersOf: OrdersOf;
  readonly importedOrders: ImportedOrders;
}

export const LEARN_IMPORTED = 'customer.learn_imported';

/** A page holds its people while their tags are worked out: about a tenth of a second. */
const ORDERS_AT_ONCE = 500;

/**
 * Learns from what was imported, a page of orders in a transaction. When the server goes down, the last page leaves the
 * rest to a job that the next start finds. Learning twice changes nothing.
 */
export async function learnImported(
  ctx: Ctx,
  { span, orders, stopping }: { span: OrderSpan; orders: Orders; stopping?: AbortSignal | undefined },
): Promise<void> {
  for (let left: OrderSpan | null = span; left !== null && !stopping?.aborted;) {
    const from: OrderSpan = left;
    const page = await inTx(ctx, {}, async (tx) => {
      const rest = await learnPage(tx, from, orders);
      if (rest !== null && stopping?.aborted) await enqueueLearning(tx, rest);
      return ok(rest);
    });
    left = page.ok ? page.value : null;
  }
}

/** Answers what is left of the span; null at its end. */
async function learnPage(tx: Tx, span: OrderSpan, { ordersOf, importedOrders }: Orders): Promise<OrderSpan | null> {
  const orderIds = await importedOrders(tx, { ...span, limit: ORDERS_AT_ONCE });
  await learnFromOrders(tx, await ordersOf(tx, orderIds), await lexiconOf(tx));
  const last = orderIds.at(-1);
  return last !== undefined && orderIds.length === ORDERS_AT_ONCE ? { ...span, after: last } : null;
}

/** A job for a span of orders. With a key, one that has not started yet is replaced. */
export const enqueueLearning = (tx: Tx, span: OrderSpan, once?: { jobKey: string; runAt: Date }): Promise<void> =>
  enqueue(tx, { name: LEARN_IMPORTED, payload: { merchantId: tx.merchantId, ...span }, ...once });
