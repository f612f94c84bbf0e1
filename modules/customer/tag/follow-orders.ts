import type { FeedEvent, Follower, Tx } from '@shuke/db';
import { idFloor, idTimeMs, MINUTE_MS } from '@shuke/kernel';
import { enqueueLearning, LEARN_IMPORTED } from './learn-imported.ts';
import { learnFromOrders, type OrdersOf } from './learn-from-orders.ts';
import { lexiconOf } from './set-word.ts';

/** Learns from orders as they are paid or recorded, and unlearns what comes back. What was imported is left to a job. */
export const tagFollower = (ordersOf: OrdersOf): Follower => ({
  name: 'customer.tags',
  types: ['order.paid', 'order.recorded', 'order.refunded', 'import.posted'],
  async handle(tx, events) {
    const [imports, told] = partition(events);
    const orderIds = [...new Set(told.map(({ payload }) => (payload as { orderId: string }).orderId))];
    if (orderIds.length > 0) await learnFromOrders(tx, await ordersOf(tx, orderIds), await lexiconOf(tx));
    for (const [importId, batches] of imports) await enqueueImport(tx, importId, batches.at(-1)!.eventId);
  },
});

function partition(events: readonly FeedEvent[]): [Map<string, FeedEvent[]>, FeedEvent[]] {
  const batches = events.filter(({ type }) => type === 'import.posted');
  const imports = Map.groupBy(batches, ({ payload }) => (payload as { importId: string }).importId);
  return [imports, events.filter(({ type }) => type !== 'import.posted')];
}

const QUIET_MS = 10_000;

/**
 * An import tells of batches, and may tell of many: its orders are learned from once it has been quiet for some seconds.
 * They were given their ids after the import was, by a clock that may run a little behind, and before its last event.
 */
const enqueueImport = (tx: Tx, importId: string, lastEventId: string): Promise<void> =>
  enqueueLearning(
    tx,
    { after: idFloor(idTimeMs(importId) - MINUTE_MS), upTo: lastEventId },
    { jobKey: `${LEARN_IMPORTED}:${importId}`, runAt: new Date(tx.now.getTime() + QUIET_MS) },
  );
