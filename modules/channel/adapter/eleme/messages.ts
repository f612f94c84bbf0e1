import type { Notice, RefundTold } from '../adapter.ts';
import type { OrderStatus, RefundStatus } from '../../progress.ts';
import {
  fieldsFrom,
  listOf,
  optionalText,
  optionalYuan,
  piecesMilli,
  rawText,
  textOf,
  wholeOf,
  type Fields,
} from '../fields.ts';
import { DAY_MS } from '@shuke/kernel';
import { orderOf } from './order.ts';

const NEW_ORDER = 10;

/** What the types of pushes say of an order's progress. */
const STATUSES: Readonly<Record<number, OrderStatus>> = {
  12: 'accepted',
  14: 'cancelled', // by the guest, the shop or the platform before it was eaten
  15: 'cancelled', // made invalid
  17: 'cancelled', // made invalid by force
  18: 'done',
  23: 'cancelled', // the shop agreed to cancelling
  25: 'cancelled', // so did the platform's arbitration
  55: 'delivering',
  56: 'done',
};

/** And of money back, once the order was accepted. */
const REFUNDS: Readonly<Record<number, RefundStatus>> = {
  20: 'asked', // cancelling an accepted order: all of it
  22: 'declined',
  30: 'asked',
  32: 'declined',
  33: 'agreed',
  35: 'agreed', // by the platform's arbitration
};

/** A push whose signature holds. Types that are none of our business, such as a rider's position, are of no interest. */
export function noticeOf(push: Fields): Notice {
  const noticeId = textOf(push, 'requestId');
  const type = wholeOf(push, 'type');
  const message = fieldsFrom(rawText(push, 'message'), 'message');
  if (type === NEW_ORDER) return { about: 'order', noticeId, order: orderOf(message), status: 'new' };
  const status = STATUSES[type];
  const platformNo = (): string => textOf(message, 'orderId');
  if (status)
    return { about: 'status', noticeId, platformNo: platformNo(), status, reason: optionalText(message, 'reason') };
  const refunded = REFUNDS[type];
  if (refunded) {
    return {
      about: 'refund',
      noticeId,
      platformNo: platformNo(),
      refund: refundOf(message, { type, status: refunded }),
    };
  }
  return { about: 'other', noticeId };
}

function refundOf(
  message: Fields,
  { type, status }: { readonly type: number; readonly status: RefundStatus },
): RefundTold {
  // assumed: goodsList names what goes back of a part; without it all of the order does.
  const items = listOf(message, 'goodsList').map((one) => ({
    itemRef: textOf(one, 'itemId'),
    quantityMilli: piecesMilli(one, 'quantity'),
  }));
  const isCancelling = type < 30;
  return {
    refundRef: isCancelling ? 'cancel' : (optionalText(message, 'refundId') ?? 'refund'),
    status,
    whole: isCancelling || items.length === 0,
    items,
    // assumed: what the restaurant bears of it, and what comes back of the fee.
    salesMinor: optionalYuan(message, 'restaurantPart'),
    commissionMinor: optionalYuan(message, 'serviceFee'),
    reason: optionalText(message, 'reason') ?? '',
    decideBy: status === 'asked' ? decideBy(message) : null,
  };
}

/** The platform decides by itself a day after it was asked (assumed). */
const decideBy = (message: Fields): Date => new Date(wholeOf(message, 'updateTime') * 1000 + DAY_MS);
