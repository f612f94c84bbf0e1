import type { MerchantEvent, NewEvent } from '@shuke/db';
import type { PaidOrder } from './checkout/paid-order.ts';
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

/** An order was priced and paid here. Who sold it and what it was worth is what commissions are reckoned from. */
export const orderPaid = (order: PaidOrder): MerchantEvent => ({
  merchantId: order.merchantId,
  type: 'order.paid',
  payload: {
    orderId: order.orderId,
    storeId: order.storeId,
    customerId: order.customerId,
    sellerId: order.sellerId,
    payableMinor: order.payableMinor,
    discountMinor: order.discountMinor,
    commissionBasisMinor: order.payableMinor - order.deliveryMinor,
    orderedAt: order.orderedAt.toISOString(),
  },
});
