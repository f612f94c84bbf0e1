import { sql, type Tx } from '@shuke/db';
import { paidOrderOf, type PaidOrderRow } from '../checkout/checkout-store.ts';
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
    select merchant_id as "merchantId", order_id as "orderId", store_id as "storeId", customer_id as "customerId", source,
           order_ref as "orderRef", content_hash as "contentHash", ordered_at as "orderedAt",
           business_day as "businessDay", gross_minor as "grossMinor", discount_minor as "discountMinor",
           payable_minor as "payableMinor", line_product_id as "productIds", line_quantity_milli as quantities,
           line_amount_minor as amounts, line_discount_minor as discounts, coupon_code as "couponCodes",
           coupon_redemption_id as "redemptionIds", coupon_discount_minor as "couponDiscounts",
           delivery_minor as "deliveryMinor", tender_kind as "tenderKinds", tender_amount_minor as "tenderAmounts",
           tender_card_id as "tenderCards", points_paid_minor as "pointsPaidMinor", seller_id as "sellerId",
           shift_id as "shiftId", priced
      from sales_order
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}`);
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
