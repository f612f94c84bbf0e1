import type { Follower } from '@shuke/db';
import { queueTickets } from './queue-tickets.ts';
import { ordersFromPhones, ticketOf } from './ticket-queries.ts';

/** The kitchen's ticket of what guests order and pay on their own phones: nobody stands at a till who would print it. */
export const kitchenFollower: Follower = {
  name: 'kitchen tickets',
  types: ['order.paid'],
  async handle(tx, events) {
    const paid = events.map(({ payload }) => (payload as { readonly orderId: string }).orderId);
    const jobs = [];
    for (const orderId of await ordersFromPhones(tx, paid)) {
      const made = await ticketOf(tx, orderId);
      if (made) jobs.push({ ...made, referenceId: orderId });
    }
    await queueTickets(tx, jobs);
  },
};
