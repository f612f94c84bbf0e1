import type { EventPayloads } from '@shuke/contract';
import type { FeedEvent, Follower, Tx } from '@shuke/db';
import type { Happening } from './happening-store.ts';
import { recordHappenings } from './record-happenings.ts';

/** Orders as they are told of, each once; one that was paid here is a payment at its touchpoint too. */
export function happeningsOf({ type, payload }: Pick<FeedEvent, 'type' | 'payload'>): Happening[] {
  const order = payload as EventPayloads['order.paid' | 'order.recorded'];
  const { orderId, storeId, customerId, payableMinor: amountMinor } = order;
  // Orders from before touchpoints were named name none.
  const touchpointId = order.touchpointId ?? null;
  const told = { touchpointId, storeId, customerId, orderId, amountMinor, at: new Date(order.orderedAt) };
  const isPayment = type === 'order.paid' && touchpointId !== null;
  return [{ ...told, kind: 'order' }, ...(isPayment ? [{ ...told, kind: 'payment' as const }] : [])];
}

/** Writes orders down beside the touches that they are credited to. */
const orders: Follower = {
  name: 'touchpoint.orders',
  types: ['order.paid', 'order.recorded'],
  handle: (tx: Tx, events) => recordHappenings(tx, events.flatMap(happeningsOf)),
};

/** Who became a member, and where if that is known. */
const members: Follower = {
  name: 'touchpoint.members',
  types: ['customer.advanced'],
  async handle(tx, events) {
    const rows = events.flatMap(({ payload, occurredAt }): Happening[] => {
      const { customerId, stage, touchpointId } = payload as EventPayloads['customer.advanced'];
      if (stage !== 'member') return [];
      return [{ kind: 'member', touchpointId, storeId: null, customerId, at: new Date(occurredAt) }];
    });
    if (rows.length > 0) await recordHappenings(tx, rows);
  },
};

export const touchpointFollowers: readonly Follower[] = [orders, members];
