import { sql, type Tx } from '@shuke/db';
import { PAID_ORDER, paidOrderOf, type PaidOrderRow } from '../checkout/checkout-store.ts';
import type { PaidOrder } from '../checkout/paid-order.ts';
import type { RefundState } from './refund.ts';

/** Takes the next number of an order's refunds, and holds the order for this transaction: refunds of it go one by one. */
export async function nextRefundNo(tx: Tx, orderId: string): Promise<number> {
  const { refunds } = await tx.one<{ refunds: number }>(sql`
    insert into order_refund_count (merchant_id, order_id, refunds) values (${tx.merchantId}, ${orderId}, 1)
    on conflict (merchant_id, order_id) do update set refunds = order_refund_count.refunds + 1
    returning refunds`);
  return refunds;
}

/** An order that was paid here; `recorded` where only its receipt is known, null where there is none. */
export async function readPaidOrder(tx: Tx, orderId: string): Promise<PaidOrder | 'recorded' | null> {
  const row = await tx.maybeOne<PaidOrderRow>(sql`
    select ${PAID_ORDER}
      from sales_order o
     where o.merchant_id = ${tx.merchantId} and o.order_id = ${orderId}`);
  if (row === null) return null;
  return row.priced === null ? 'recorded' : paidOrderOf(row, row.priced);
}

export interface EarlierRefunds {
  readonly refundIds: readonly string[];
  /** Null where nothing has come back yet. */
  readonly toDate: RefundState | null;
}

/** The refunds of an order so far. Exact while `nextRefundNo` holds the order. */
export async function earlierRefunds(tx: Tx, orderId: string): Promise<EarlierRefunds> {
  const rows = await tx.many<{ refund_id: string; to_date: RefundState }>(sql`
    select refund_id, to_date from order_refund
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}
     order by refund_no`);
  return { refundIds: rows.map((row) => row.refund_id), toDate: rows.at(-1)?.to_date ?? null };
}

export interface Refund {
  readonly refundId: string;
  readonly orderId: string;
  readonly refundNo: number;
  /** Where it is paid back. */
  readonly storeId: string;
  readonly shiftId: string | null;
  readonly lineQuantityMilli: readonly number[];
  readonly amountMinor: number;
  readonly tendersMinor: readonly number[];
  readonly pointsPaidMinor: number;
  readonly toDate: RefundState;
  readonly reason: string;
  readonly refundedBy: string;
  readonly businessDay: string;
}

export const insertRefund = (tx: Tx, refund: Refund): Promise<number> =>
  tx.run(sql`
    insert into order_refund
      (merchant_id, refund_id, order_id, refund_no, store_id, shift_id, line_quantity_milli, amount_minor,
       tender_amount_minor, points_paid_minor, to_date, reason, refunded_by, business_day, refunded_at)
    values (${tx.merchantId}, ${refund.refundId}, ${refund.orderId}, ${refund.refundNo}, ${refund.storeId},
            ${refund.shiftId}, ${refund.lineQuantityMilli}::bigint[], ${refund.amountMinor},
            ${refund.tendersMinor}::bigint[], ${refund.pointsPaidMinor}, ${JSON.stringify(refund.toDate)}::json,
            ${refund.reason}, ${refund.refundedBy}, ${refund.businessDay}, ${tx.now})`);

/** A refund as it was made. */
export interface MadeRefund extends Refund {
  readonly refundedAt: Date;
}

/** All refunds of an order, the first one first. */
export const refundsOfOrder = (tx: Tx, orderId: string): Promise<MadeRefund[]> =>
  tx.many<MadeRefund>(sql`
    select refund_id as "refundId", order_id as "orderId", refund_no as "refundNo", store_id as "storeId",
           shift_id as "shiftId", line_quantity_milli as "lineQuantityMilli", amount_minor as "amountMinor",
           tender_amount_minor as "tendersMinor", points_paid_minor as "pointsPaidMinor", to_date as "toDate", reason,
           refunded_by as "refundedBy", business_day as "businessDay", refunded_at as "refundedAt"
      from order_refund
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}
     order by refund_no`);
