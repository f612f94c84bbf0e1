import type { Follower, Tx } from '@shuke/db';
import { learnFromOrders, type LearnableOrder } from './learn-from-orders.ts';
import { lexiconOf } from './set-word.ts';

/** How orders stand now, by their ids: given by whoever may read them. Ids of nothing are left out. */
export type OrdersOf = (tx: Tx, orderIds: readonly string[]) => Promise<LearnableOrder[]>;

/** Learns from orders as they are paid or recorded, and unlearns what comes back. */
export const tagFollower = (ordersOf: OrdersOf): Follower => ({
  name: 'customer.tags',
  types: ['order.paid', 'order.recorded', 'order.refunded'],
  async handle(tx, events) {
    const orderIds = [...new Set(events.map(({ payload }) => (payload as { orderId: string }).orderId))];
    await learnFromOrders(tx, await ordersOf(tx, orderIds), await lexiconOf(tx));
  },
});
