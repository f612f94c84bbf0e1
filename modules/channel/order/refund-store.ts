import { raw, sql, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { RefundTold } from '../adapter/adapter.ts';
import { furtherRefund, type RefundStatus } from '../progress.ts';

/** What a refund was told to be; kept as it was told. */
export type RefundContent = Pick<RefundTold, 'items' | 'salesMinor' | 'commissionMinor'>;

export interface StoredRefund {
  readonly channelRefundId: string;
  readonly channelOrderId: string;
  readonly refundRef: string;
  readonly status: RefundStatus;
  readonly whole: boolean;
  readonly content: RefundContent;
  readonly reason: string;
  readonly decideBy: Date | null;
  /** What the sale lost by it, once it is posted. */
  readonly posted: {
    readonly salesMinor: number;
    readonly commissionMinor: number;
    readonly subsidyMinor: number;
  } | null;
}

interface Row {
  readonly channel_refund_id: string;
  readonly channel_order_id: string;
  readonly refund_ref: string;
  readonly status: RefundStatus;
  readonly whole: boolean;
  readonly content: RefundContent;
  readonly reason: string;
  readonly decide_by: Date | null;
  readonly sales_minor: number | null;
  readonly commission_minor: number | null;
  readonly subsidy_minor: number | null;
}

const COLUMNS =
  raw(`channel_refund_id, channel_order_id, refund_ref, status, whole, content, reason, decide_by, sales_minor,
  commission_minor, subsidy_minor`);

const storedOf = (row: Row): StoredRefund => ({
  channelRefundId: row.channel_refund_id,
  channelOrderId: row.channel_order_id,
  refundRef: row.refund_ref,
  status: row.status,
  whole: row.whole,
  content: row.content,
  reason: row.reason,
  decideBy: row.decide_by,
  posted:
    row.sales_minor === null
      ? null
      : {
          salesMinor: row.sales_minor,
          commissionMinor: row.commission_minor ?? 0,
          subsidyMinor: row.subsidy_minor ?? 0,
        },
});

/** The refunds of an order in the order in which they were posted, then the others as they came. Its row is to be held. */
export const refundsOf = async (tx: Tx, channelOrderId: string): Promise<StoredRefund[]> =>
  (
    await tx.many<Row>(sql`
      select ${COLUMNS} from channel_refund
       where merchant_id = ${tx.merchantId} and channel_order_id = ${channelOrderId}
       order by posted_at nulls last, channel_refund_id`)
  ).map(storedOf);

export async function refundById(tx: Tx, channelRefundId: string): Promise<StoredRefund | null> {
  const row = await tx.maybeOne<Row>(sql`
    select ${COLUMNS} from channel_refund
     where merchant_id = ${tx.merchantId} and channel_refund_id = ${channelRefundId}`);
  return row && storedOf(row);
}

export interface Learned {
  readonly channelRefundId: string;
  readonly status: RefundStatus;
  readonly isNew: boolean;
}

/**
 * Takes over what was told of a refund: a new one, or a known one that went on. Its content is told once; the order's row is
 * to be held, so that nobody goes on from the same state at the same time.
 */
export async function learnRefund(tx: Tx, channelOrderId: string, told: RefundTold): Promise<Learned> {
  const known = (await refundsOf(tx, channelOrderId)).find(({ refundRef }) => refundRef === told.refundRef);
  if (known) {
    const status = furtherRefund(known.status, told.status);
    if (status !== known.status) await moveRefund(tx, known.channelRefundId, status);
    return { channelRefundId: known.channelRefundId, status, isNew: false };
  }
  const channelRefundId = newId();
  const { items, salesMinor, commissionMinor } = told;
  await tx.run(sql`
    insert into channel_refund
      (merchant_id, channel_refund_id, channel_order_id, refund_ref, status, whole, content, reason, decide_by, asked_at)
    values (${tx.merchantId}, ${channelRefundId}, ${channelOrderId}, ${told.refundRef}, ${told.status}, ${told.whole},
            ${JSON.stringify({ items, salesMinor, commissionMinor })}::json, ${told.reason}, ${told.decideBy}, ${tx.now})`);
  return { channelRefundId, status: told.status, isNew: true };
}

export const moveRefund = (tx: Tx, channelRefundId: string, status: RefundStatus): Promise<number> =>
  tx.run(sql`
    update channel_refund set status = ${status}
     where merchant_id = ${tx.merchantId} and channel_refund_id = ${channelRefundId}`);

export interface PostedRefund {
  readonly channelRefundId: string;
  readonly refundId: string;
  readonly salesMinor: number;
  readonly commissionMinor: number;
  readonly subsidyMinor: number;
}

export const notePosted = (tx: Tx, refund: PostedRefund): Promise<number> =>
  tx.run(sql`
    update channel_refund
       set refund_id = ${refund.refundId}, sales_minor = ${refund.salesMinor},
           commission_minor = ${refund.commissionMinor}, subsidy_minor = ${refund.subsidyMinor}, posted_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and channel_refund_id = ${refund.channelRefundId} and refund_id is null`);

/** Refunds that nobody has decided in time: for the platform silence is consent. */
export const overdueRefunds = (tx: Tx, most: number): Promise<{ channelRefundId: string; channelOrderId: string }[]> =>
  tx.many(sql`
    select channel_refund_id as "channelRefundId", channel_order_id as "channelOrderId"
      from channel_refund
     where merchant_id = ${tx.merchantId} and status = 'asked' and decide_by <= ${tx.now}
     order by channel_order_id
     limit ${most}`);
