import type { MerchantEvent, NewEvent } from '@shuke/db';
import type { PaidOrder } from './checkout/paid-order.ts';
import type { Refund } from './refund/refund-store.ts';
import type { OrderRow } from './order.ts';

/** A receipt of a till was recorded. Imports say so once a batch instead. */
export const orderRecorded = (orderId: string, order: OrderRow): NewEvent<'order.recorded'> => ({
  type: 'order.recorded',
  payload: {
    orderId,
    touchpointId: order.touchpointId ?? null,
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
    touchpointId: order.touchpointId,
    storeId: order.storeId,
    customerId: order.customerId,
    sellerId: order.sellerId,
    payableMinor: order.payableMinor,
    discountMinor: order.discountMinor,
    commissionBasisMinor: order.payableMinor - order.deliveryMinor,
    orderedAt: order.orderedAt.toISOString(),
  },
});

/** Goods of an order came back. The basis of commissions shrinks by what was paid back. */
export const orderRefunded = (order: PaidOrder, refund: Refund): NewEvent<'order.refunded'> => ({
  type: 'order.refunded',
  payload: {
    orderId: order.orderId,
    refundId: refund.refundId,
    storeId: refund.storeId,
    customerId: order.customerId,
    sellerId: order.sellerId,
    amountMinor: refund.amountMinor,
    commissionBasisMinor: Math.min(refund.amountMinor, basisLeft(order, refund)),
  },
});

// Delivery was no part of the basis, so its refund takes nothing from it.
function basisLeft({ payableMinor, deliveryMinor }: PaidOrder, { toDate, amountMinor }: Refund): number {
  return Math.max(0, payableMinor - deliveryMinor - (toDate.amountMinor - amountMinor));
}
