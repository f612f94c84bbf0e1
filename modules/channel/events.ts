import type { NewEvent } from '@shuke/db';
import type { OrderStatus } from './progress.ts';

export const orderChanged = (order: {
  readonly channelOrderId: string;
  readonly storeId: string;
  readonly orderId: string | null;
  readonly status: OrderStatus;
}): NewEvent<'channel.order_changed'> => ({
  type: 'channel.order_changed',
  payload: {
    channelOrderId: order.channelOrderId,
    storeId: order.storeId,
    orderId: order.orderId,
    status: order.status,
  },
});

export const refundAsked = (
  payload: NewEvent<'channel.refund_asked'>['payload'],
): NewEvent<'channel.refund_asked'> => ({ type: 'channel.refund_asked', payload });

export const voucherConsumed = (
  payload: NewEvent<'channel.voucher_consumed'>['payload'],
): NewEvent<'channel.voucher_consumed'> => ({ type: 'channel.voucher_consumed', payload });

export const callbackRefused = (
  payload: NewEvent<'channel.callback_refused'>['payload'],
): NewEvent<'channel.callback_refused'> => ({
  type: 'channel.callback_refused',
  payload,
});
