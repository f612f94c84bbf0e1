import type { Notice, RefundTold } from '../adapter.ts';
import type { OrderStatus, RefundStatus } from '../../progress.ts';
import {
  isFields,
  jsonFrom,
  optionalText,
  optionalYuan,
  piecesMilli,
  rawText,
  textOf,
  Unreadable,
  type Fields,
} from '../fields.ts';
import { ampersanded, sha256 } from '../sign.ts';
import { orderOf } from './order.ts';

type Params = Readonly<Record<string, string>>;

/** What is told at each address that is registered with the platform. */
export const TOPICS = ['order', 'confirmed', 'cancelled', 'done', 'delivery', 'refund', 'part-refund'] as const;

export function noticeOf(topic: string, params: Params): Notice {
  const { timestamp: _, ...said } = params;
  const noticeId = sha256(`${topic}?${ampersanded(said)}`).slice(0, 40);
  if (topic === 'order') return { about: 'order', noticeId, order: orderOf(params), status: 'new' };
  const platformNo = textOf(params, 'order_id');
  if (topic === 'refund' || topic === 'part-refund') {
    const refund = refundOf(params, topic === 'part-refund');
    return refund ? { about: 'refund', noticeId, platformNo, refund } : { about: 'other', noticeId };
  }
  const status = statusOf(topic, params);
  return status
    ? { about: 'status', noticeId, platformNo, status, reason: optionalText(params, 'reason') }
    : { about: 'other', noticeId };
}

const STATUSES: Readonly<Record<string, OrderStatus>> = { confirmed: 'accepted', cancelled: 'cancelled', done: 'done' };

/** Where a rider is: picked up and brought count, the rest is the platform's own. */
const DELIVERY: Readonly<Record<string, OrderStatus>> = { 20: 'delivering', 40: 'done' };

const statusOf = (topic: string, params: Params): OrderStatus | undefined =>
  topic === 'delivery' ? DELIVERY[params.logistics_status ?? ''] : STATUSES[topic];

/** By `notify_type`: asked for, agreed to, refused, and settled in part. */
const REFUNDS: Readonly<Record<string, RefundStatus>> = {
  apply: 'asked',
  agree: 'agreed',
  reject: 'declined',
  part: 'agreed',
};

function refundOf(params: Params, isPart: boolean): RefundTold | null {
  const status = REFUNDS[params.notify_type ?? ''];
  if (!status) return null;
  const items = isPart ? foodOf(params) : [];
  return {
    // assumed: the platform numbers them by refund_id; a whole one there is once.
    refundRef:
      optionalText(params, 'refund_id') ?? (isPart ? `part ${sha256(rawText(params, 'food')).slice(0, 16)}` : 'whole'),
    status,
    whole: !isPart,
    items,
    salesMinor: isPart ? optionalYuan(params, 'poi_part_money') : null,
    commissionMinor: null,
    reason: optionalText(params, 'reason') ?? '',
    decideBy: null,
  };
}

function foodOf(params: Params): RefundTold['items'] {
  const food = jsonFrom(rawText(params, 'food'), 'food');
  if (!Array.isArray(food) || !food.every(isFields)) throw new Unreadable('food');
  return food.map((one: Fields) => ({ itemRef: textOf(one, 'sku_id'), quantityMilli: piecesMilli(one, 'count') }));
}
