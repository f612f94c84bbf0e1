import { constraintOf, raw, sql, type BatchTx, type Statement } from '@shuke/db';
import { must } from '@shuke/kernel';
import { arrayText, arrayTextOrNull } from '../array-text.ts';
import { linesOf, type BillLine } from '../bill/bill.ts';
import { OvertakenBatch } from './overtaken-batch.ts';
import type { PaidOrder } from './paid-order.ts';
import { packFacts, unpackFacts, type PackedFacts } from './priced-facts.ts';

// These statements act for all merchants of a batch, so each row brings its merchant.

/** An order that has a number already; `order` is null where its receipt was only recorded. */
export interface KnownOrder {
  readonly orderId: string;
  readonly contentHash: Buffer;
  readonly order: PaidOrder | null;
}

export interface OrderKey {
  readonly merchantId: string;
  readonly orderRef: string;
}

/** A paid order's row, its arrays side by side. */
export interface PaidOrderRow {
  readonly merchantId: string;
  readonly orderId: string;
  readonly storeId: string;
  readonly customerId: string | null;
  readonly source: string;
  readonly orderRef: string;
  readonly contentHash: Buffer;
  readonly orderedAt: Date;
  readonly businessDay: string;
  readonly grossMinor: number;
  readonly discountMinor: number;
  readonly payableMinor: number;
  readonly productIds: readonly string[];
  readonly quantities: readonly number[];
  readonly amounts: readonly number[];
  readonly discounts: readonly number[];
  readonly couponCodes: readonly string[] | null;
  readonly redemptionIds: readonly string[] | null;
  readonly couponDiscounts: readonly number[] | null;
  readonly deliveryMinor: number;
  readonly tenderKinds: readonly string[];
  readonly tenderAmounts: readonly number[];
  readonly tenderCards: readonly (string | null)[];
  readonly pointsPaidMinor: number;
  readonly sellerId: string | null;
  readonly shiftId: string | null;
  readonly touchpointId: string | null;
  readonly note: Buffer | null;
  readonly priced: PackedFacts | null;
}

/** The columns of a paid order's row, of a table that is called `o`. */
export const PAID_ORDER =
  raw(`o.merchant_id as "merchantId", o.order_id as "orderId", o.store_id as "storeId", o.customer_id as "customerId",
  o.source, o.order_ref as "orderRef", o.content_hash as "contentHash", o.ordered_at as "orderedAt",
  o.business_day as "businessDay", o.gross_minor as "grossMinor", o.discount_minor as "discountMinor",
  o.payable_minor as "payableMinor", o.line_product_id as "productIds", o.line_quantity_milli as quantities,
  o.line_amount_minor as amounts, o.line_discount_minor as discounts, o.coupon_code as "couponCodes",
  o.coupon_redemption_id as "redemptionIds", o.coupon_discount_minor as "couponDiscounts",
  o.delivery_minor as "deliveryMinor", o.tender_kind as "tenderKinds", o.tender_amount_minor as "tenderAmounts",
  o.tender_card_id as "tenderCards", o.points_paid_minor as "pointsPaidMinor", o.seller_id as "sellerId",
  o.shift_id as "shiftId", o.touchpoint_id as "touchpointId", o.note, o.priced`);

/** The orders that have these numbers; the others are left out. */
export async function findOrders(tx: BatchTx, keys: readonly OrderKey[]): Promise<Map<string, KnownOrder>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.many<PaidOrderRow>(sql`
    select ${PAID_ORDER}
      from unnest(${keys.map((key) => key.merchantId)}::uuid[], ${keys.map((key) => key.orderRef)}::text[])
             as n (merchant_id, order_ref)
      join sales_order o on o.merchant_id = n.merchant_id and o.order_ref = n.order_ref`);
  return new Map(rows.map((row) => [`${row.merchantId} ${row.orderRef}`, knownOf(row)]));
}

const knownOf = (row: PaidOrderRow): KnownOrder => ({
  orderId: row.orderId,
  contentHash: row.contentHash,
  order: row.priced === null ? null : paidOrderOf(row, row.priced),
});

/** The order that a row holds. */
export function paidOrderOf(row: PaidOrderRow, packed: PackedFacts): PaidOrder {
  const { productIds, quantities, amounts, discounts, couponCodes, redemptionIds, couponDiscounts, ...rest } = row;
  const { tenderKinds, tenderAmounts, tenderCards, ...order } = rest;
  const at = <T>(list: readonly T[] | null, i: number): T => must(list, 'arrays of a row are of one length')[i]!;
  return {
    ...order,
    priced: unpackFacts(packed, row),
    lines: productIds.map((productId, i) => ({
      productId,
      quantityMilli: at(quantities, i),
      amountMinor: at(amounts, i),
      discountMinor: at(discounts, i),
    })),
    coupons: (couponCodes ?? []).map((code, i) => ({
      code,
      redemptionId: at(redemptionIds, i),
      discountMinor: at(couponDiscounts, i),
    })),
    tenders: tenderKinds.map((kind, i) => ({ kind, amountMinor: at(tenderAmounts, i), cardId: at(tenderCards, i) })),
  };
}

/**
 * Adds orders whose numbers were new when the batch was read. That another transaction took one meanwhile is rare and throws
 * `OvertakenBatch`: leaving it out with `on conflict` looks each number up twice and writes a second record for each order.
 */
export async function insertPaidOrders(tx: BatchTx, orders: readonly PaidOrder[]): Promise<void> {
  try {
    await tx.run(newOrders(tx, orders));
  } catch (error) {
    throw constraintOf(error) === 'order_ref_taken' ? new OvertakenBatch() : error;
  }
}

function newOrders(tx: BatchTx, orders: readonly PaidOrder[]): Statement {
  const column = <T>(of: (order: PaidOrder) => T): T[] => orders.map(of);
  return sql`
    insert into sales_order
      (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
       gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor,
       line_discount_minor, coupon_code, coupon_redemption_id, coupon_discount_minor, delivery_minor, tender_kind,
       tender_amount_minor, tender_card_id, points_paid_minor, seller_id, shift_id, touchpoint_id, note,
       priced, created_at)
    select n.merchant_id, n.order_id, n.store_id, n.customer_id, n.source, n.order_ref, n.content_hash, n.ordered_at,
           n.business_day, n.gross, n.discount, n.payable, n.products::uuid[], n.quantities::bigint[],
           n.amounts::bigint[], n.discounts::bigint[], n.codes::text[], n.redemptions::uuid[],
           n.coupon_discounts::bigint[], n.delivery, n.tender_kinds::text[], n.tender_amounts::bigint[],
           n.tender_cards::uuid[], n.points_paid, n.seller_id, n.shift_id, n.touchpoint_id, n.note,
           n.priced::json, ${tx.now}
      from unnest(${column((o) => o.merchantId)}::uuid[], ${column((o) => o.orderId)}::uuid[],
                  ${column((o) => o.storeId)}::uuid[], ${column((o) => o.customerId)}::uuid[],
                  ${column((o) => o.source)}::text[], ${column((o) => o.orderRef)}::text[],
                  ${column((o) => o.contentHash)}::bytea[],
                  ${column((o) => o.orderedAt.toISOString())}::timestamptz[], ${column((o) => o.businessDay)}::date[],
                  ${column((o) => o.grossMinor)}::bigint[], ${column((o) => o.discountMinor)}::bigint[],
                  ${column((o) => o.payableMinor)}::bigint[],
                  ${column(({ lines }) => arrayText(lines, (l) => l.productId))}::text[],
                  ${column(({ lines }) => arrayText(lines, (l) => l.quantityMilli))}::text[],
                  ${column(({ lines }) => arrayText(lines, (l) => l.amountMinor))}::text[],
                  ${column(({ lines }) => arrayText(lines, (l) => l.discountMinor))}::text[],
                  ${column(({ coupons }) => arrayTextOrNull(coupons, (c) => c.code))}::text[],
                  ${column(({ coupons }) => arrayTextOrNull(coupons, (c) => c.redemptionId))}::text[],
                  ${column(({ coupons }) => arrayTextOrNull(coupons, (c) => c.discountMinor))}::text[],
                  ${column((o) => o.deliveryMinor)}::bigint[],
                  ${column(({ tenders }) => arrayText(tenders, (t) => t.kind))}::text[],
                  ${column(({ tenders }) => arrayText(tenders, (t) => t.amountMinor))}::text[],
                  ${column(({ tenders }) => arrayText(tenders, (t) => t.cardId ?? 'null'))}::text[],
                  ${column((o) => o.pointsPaidMinor)}::bigint[], ${column((o) => o.sellerId)}::uuid[],
                  ${column((o) => o.shiftId)}::uuid[], ${column((o) => o.touchpointId)}::uuid[],
                  ${column((o) => o.note)}::bytea[], ${column((o) => JSON.stringify(packFacts(o.priced, o.customerId)))}::text[])
        as n (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
              gross, discount, payable, products, quantities, amounts, discounts, codes, redemptions, coupon_discounts,
              delivery, tender_kinds, tender_amounts, tender_cards, points_paid, seller_id, shift_id,
              touchpoint_id, note, priced)`;
}

export interface ShiftState {
  readonly storeId: string;
  readonly isClosed: boolean;
}

/** Keeps these shifts open until the batch has committed, and says which are. */
export async function lockShifts(
  tx: BatchTx,
  keys: readonly { readonly merchantId: string; readonly shiftId: string }[],
): Promise<Map<string, ShiftState>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.many<ShiftState & { merchantId: string; shiftId: string }>(sql`
    select s.merchant_id as "merchantId", s.shift_id as "shiftId", s.store_id as "storeId",
           s.closed_at is not null as "isClosed"
      from shift s
     where (s.merchant_id, s.shift_id) in
           (select n.merchant_id, n.shift_id
              from unnest(${keys.map((key) => key.merchantId)}::uuid[], ${keys.map((key) => key.shiftId)}::uuid[])
                     as n (merchant_id, shift_id))
     order by s.merchant_id, s.shift_id
       for share of s`);
  return new Map(rows.map((row) => [`${row.merchantId} ${row.shiftId}`, row]));
}

export interface BillState {
  readonly merchantId: string;
  readonly billId: string;
  readonly storeId: string;
  readonly status: string;
  readonly version: number;
  readonly lines: readonly BillLine[];
}

/** Locks the bills that a batch pays. */
export async function lockBills(
  tx: BatchTx,
  keys: readonly { readonly merchantId: string; readonly billId: string }[],
): Promise<Map<string, BillState>> {
  if (keys.length === 0) return new Map();
  type Row = Omit<BillState, 'lines'> & { readonly skus: string[]; readonly quantities: number[] };
  const rows = await tx.many<Row>(sql`
    select b.merchant_id as "merchantId", b.bill_id as "billId", b.store_id as "storeId", b.status, b.version,
           b.line_sku as skus, b.line_quantity_milli as quantities
      from bill b
     where (b.merchant_id, b.bill_id) in
           (select n.merchant_id, n.bill_id
              from unnest(${keys.map((key) => key.merchantId)}::uuid[], ${keys.map((key) => key.billId)}::uuid[])
                     as n (merchant_id, bill_id))
     order by b.merchant_id, b.bill_id
       for update of b`);
  return new Map(
    rows.map(({ skus, quantities, ...bill }) => [
      `${bill.merchantId} ${bill.billId}`,
      { ...bill, lines: linesOf(skus, quantities) },
    ]),
  );
}

export interface PaidBill {
  readonly merchantId: string;
  readonly billId: string;
  readonly orderId: string;
}

/** Closes bills that were locked, as paid by their orders. */
export const payBills = (tx: BatchTx, bills: readonly PaidBill[]): Promise<number> =>
  tx.run(sql`
    update bill b
       set status = 'paid', order_id = n.order_id, version = b.version + 1, updated_at = ${tx.now}
      from unnest(${bills.map((bill) => bill.merchantId)}::uuid[], ${bills.map((bill) => bill.billId)}::uuid[],
                  ${bills.map((bill) => bill.orderId)}::uuid[]) as n (merchant_id, bill_id, order_id)
     where b.merchant_id = n.merchant_id and b.bill_id = n.bill_id and b.status = 'open'`);

/** Which of these customers have bought before, as `merchant customer`. */
export async function buyersAmong(
  tx: BatchTx,
  people: readonly { readonly merchantId: string; readonly customerId: string }[],
): Promise<Set<string>> {
  if (people.length === 0) return new Set();
  const rows = await tx.many<{ merchant_id: string; customer_id: string }>(sql`
    select n.merchant_id, n.customer_id
      from unnest(${people.map((one) => one.merchantId)}::uuid[], ${people.map((one) => one.customerId)}::uuid[])
             as n (merchant_id, customer_id)
     where exists (select from sales_order o
                    where o.merchant_id = n.merchant_id and o.customer_id = n.customer_id)`);
  return new Set(rows.map((row) => `${row.merchant_id} ${row.customer_id}`));
}
