import type { NewEvent } from '@shuke/db';
import type { OrderRow } from './order.ts';

/** A receipt of a till was recorded. Imports say so once a batch instead. */
export const orderRecorded = (orderId: string, order: OrderRow): NewEvent<'order.recorded'> => ({
  type: 'order.recorded',
  payload: {
    orderId,
    storeId: order.storeId,
    customerId: order.customerId,
    payableMinor: order.payableMinor,
    orderedAt: order.orderedAt.toISOString(),
  },
});
