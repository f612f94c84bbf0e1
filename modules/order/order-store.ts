import { sql, type Tx } from '@shuke/db';
import { arrayText, arrayTextOrNull } from './array-text.ts';
import type { OrderRow } from './order.ts';

export interface KnownOrder {
  readonly order_id: string;
  readonly order_ref: string;
  readonly content_hash: Buffer;
}

/** The orders that have these numbers; the others are left out. */
export const findByRef = (tx: Tx, refs: readonly string[]): Promise<KnownOrder[]> =>
  tx.many<KnownOrder>(sql`
    select order_id, order_ref, content_hash
      from sales_order
     where merchant_id = ${tx.merchantId} and order_ref = any (${refs}::text[])`);

/**
 * Adds the orders whose numbers are new, and answers their ids. A number that another transaction is adding is waited
 * for and left to that one. An array of arrays must be even in SQL, so each order's lines travel as one text.
 */
export async function insertOrders(tx: Tx, rows: readonly (OrderRow & { orderId: string })[]): Promise<Set<string>> {
  const column = <T>(of: (row: OrderRow & { orderId: string }) => T): T[] => rows.map(of);
  const added = await tx.many<{ order_id: string }>(sql`
    insert into sales_order
      (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day,
       gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor,
       line_discount_minor, coupon_code, coupon_redemption_id, coupon_discount_minor, import_id, touchpoint_id, note, created_at)
    select ${tx.merchantId}, n.order_id, n.store_id, n.customer_id, n.source, n.order_ref, n.content_hash,
           n.ordered_at, n.business_day, n.gross, n.discount, n.payable, n.products::uuid[], n.quantities::bigint[],
           n.amounts::bigint[], n.discounts::bigint[], n.codes::text[], n.redemptions::uuid[],
           n.coupon_discounts::bigint[], n.import_id, n.touchpoint_id, n.note, ${tx.now}
      from unnest(${column((r) => r.orderId)}::uuid[], ${column((r) => r.storeId)}::uuid[],
                  ${column((r) => r.customerId)}::uuid[], ${column((r) => r.source)}::text[],
                  ${column((r) => r.orderRef)}::text[], ${column((r) => r.contentHash)}::bytea[],
                  ${column((r) => r.orderedAt.toISOString())}::timestamptz[], ${column((r) => r.businessDay)}::date[],
                  ${column((r) => r.grossMinor)}::bigint[], ${column((r) => r.discountMinor)}::bigint[],
                  ${column((r) => r.payableMinor)}::bigint[],
                  ${column((r) => arrayText(r.lines, (l) => l.productId))}::text[],
                  ${column((r) => arrayText(r.lines, (l) => l.quantityMilli))}::text[],
                  ${column((r) => arrayText(r.lines, (l) => l.amountMinor))}::text[],
                  ${column((r) => arrayText(r.lines, (l) => l.discountMinor))}::text[],
                  ${column((r) => arrayTextOrNull(r.coupons, (c) => c.code))}::text[],
                  ${column((r) => arrayTextOrNull(r.coupons, (c) => c.redemptionId))}::text[],
                  ${column((r) => arrayTextOrNull(r.coupons, (c) => c.discountMinor))}::text[],
                  ${column((r) => r.importId ?? null)}::uuid[], ${column((r) => r.touchpointId ?? null)}::uuid[],
                  ${column((r) => r.note ?? null)}::bytea[])
        as n (order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day, gross,
              discount, payable, products, quantities, amounts, discounts, codes, redemptions, coupon_discounts,
              import_id, touchpoint_id, note)
    on conflict (merchant_id, order_ref) do nothing
    returning order_id`);
  return new Set(added.map((row) => row.order_id));
}
