import type { OrderRecorded, OrderSummary, OrderView } from '@shuke/contract';
import { productsById } from '@shuke/catalog';
import { inRead, raw, sql, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, must, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import type { OrderNotFound } from './errors.ts';
import { formatQuantityMilli, type OrderRow, type OrderTotals } from './order.ts';

interface SummaryRow {
  order_id: string;
  order_ref: string;
  store_id: string;
  customer_id: string | null;
  source: string;
  ordered_at: Date;
  business_day: string;
  gross_minor: number;
  discount_minor: number;
  payable_minor: number;
  line_count: number;
}

interface DetailRow extends SummaryRow {
  created_at: Date;
  line_product_id: string[];
  line_quantity_milli: number[];
  line_amount_minor: number[];
  line_discount_minor: number[];
  coupon_code: string[] | null;
  coupon_redemption_id: string[] | null;
  coupon_discount_minor: number[] | null;
}

const SUMMARY = raw(`order_id, order_ref, store_id, customer_id, source, ordered_at, business_day, gross_minor,
  discount_minor, payable_minor, cardinality(line_product_id) as line_count`);

const readDetail = (tx: Tx, orderId: string): Promise<DetailRow | null> =>
  tx.maybeOne<DetailRow>(sql`
    select ${SUMMARY}, created_at, line_product_id, line_quantity_milli, line_amount_minor, line_discount_minor,
           coupon_code, coupon_redemption_id, coupon_discount_minor
      from sales_order
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}`);

/** What an order that is there came to. */
export const readTotals = (tx: Tx, orderId: string): Promise<{ readonly payableMinor: number }> =>
  tx.one<{ payableMinor: number }>(sql`
    select payable_minor as "payableMinor" from sales_order
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}`);

/** When an order was written and which redemptions it has, by which others' postings about it are found. */
export const readReferences = (
  tx: Tx,
  orderId: string,
): Promise<{ readonly createdAt: Date; readonly redemptionIds: readonly string[] } | null> =>
  tx.maybeOne<{ createdAt: Date; redemptionIds: string[] }>(sql`
    select created_at as "createdAt", coalesce(coupon_redemption_id, '{}') as "redemptionIds"
      from sales_order
     where merchant_id = ${tx.merchantId} and order_id = ${orderId}`);

const orderOf = (row: DetailRow): Pick<OrderRow, keyof OrderTotals | 'customerId' | 'coupons'> => ({
  customerId: row.customer_id,
  grossMinor: row.gross_minor,
  discountMinor: row.discount_minor,
  payableMinor: row.payable_minor,
  coupons: (row.coupon_code ?? []).map((code, i) => ({
    code,
    redemptionId: must(row.coupon_redemption_id?.[i], 'each coupon of an order has a redemption'),
    discountMinor: must(row.coupon_discount_minor?.[i], 'each coupon of an order has a discount'),
  })),
});

const summaryView = (row: SummaryRow, currency: string): OrderSummary => ({
  orderId: row.order_id,
  orderRef: row.order_ref,
  storeId: row.store_id,
  customerId: row.customer_id,
  source: row.source,
  orderedAt: row.ordered_at.toISOString(),
  businessDay: row.business_day,
  grossTotal: formatMinor(row.gross_minor, currency),
  discountTotal: formatMinor(row.discount_minor, currency),
  payable: formatMinor(row.payable_minor, currency),
  lineCount: row.line_count,
});

/** What recording an order answers. */
export function recordedView(
  orderId: string,
  order: Pick<OrderRow, keyof OrderTotals | 'customerId' | 'coupons'>,
  currency: string,
): OrderRecorded {
  const { customerId, coupons = [] } = order;
  return {
    orderId,
    customerId,
    grossTotal: formatMinor(order.grossMinor, currency),
    discountTotal: formatMinor(order.discountMinor, currency),
    payable: formatMinor(order.payableMinor, currency),
    coupons: coupons.map(({ code, redemptionId, discountMinor }) => ({
      code,
      redemptionId,
      discount: formatMinor(discountMinor, currency),
    })),
  };
}

/** The same from the order's row, so that every repeat is given the first answer. */
export async function readRecorded(tx: Tx, orderId: string, currency: string): Promise<OrderRecorded> {
  const row = must(await readDetail(tx, orderId), 'an order that was recorded is there');
  return recordedView(orderId, orderOf(row), currency);
}

/** One order with its lines, or `order_not_found`. */
export function getOrder(ctx: Ctx, orderId: string): Promise<Result<OrderView, OrderNotFound>> {
  return inRead(ctx, async (tx) => {
    const row = await readDetail(tx, orderId);
    if (!row) return refuse('order_not_found', { orderId });
    const { currency } = await merchantSettings(tx);
    return ok({
      ...summaryView(row, currency),
      coupons: recordedView(orderId, orderOf(row), currency).coupons,
      lines: await linesView(tx, row, currency),
      createdAt: row.created_at.toISOString(),
    });
  });
}

async function linesView(tx: Tx, row: DetailRow, currency: string): Promise<OrderView['lines']> {
  const products = await productsById(tx, [...new Set(row.line_product_id)]);
  return row.line_product_id.map((productId, i) => {
    const { sku, name } = must(products.get(productId), 'what was sold is in the catalogue');
    return {
      productId,
      sku,
      name,
      quantity: formatQuantityMilli(row.line_quantity_milli[i]!),
      amount: formatMinor(row.line_amount_minor[i]!, currency),
      discount: formatMinor(row.line_discount_minor[i]!, currency),
    };
  });
}

export interface OrdersQuery {
  readonly customerId?: string | undefined;
  /** Business days, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The last order of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface OrderPage {
  readonly items: OrderSummary[];
  readonly next: string | null;
}

const PAGE = 50;
const [FIRST_DAY, LAST_DAY] = ['0001-01-01', '9999-12-31'];

/** A page of orders, the newest first. */
export function listOrders(ctx: Ctx, query: OrdersQuery): Promise<OrderPage> {
  const { from = FIRST_DAY, to = LAST_DAY, limit = PAGE, after = null, customerId } = query;
  const page = { from, to, after, rows: limit + 1 };
  return inRead(ctx, async (tx) => {
    const rows = customerId ? await ordersOfCustomer(tx, customerId, page) : await ordersOfPeriod(tx, page);
    const { currency } = await merchantSettings(tx);
    const items = rows.slice(0, limit).map((row) => summaryView(row, currency));
    return { items, next: rows.length > limit ? must(items.at(-1), 'a full page has a last order').orderId : null };
  });
}

interface PageKey {
  from: string;
  to: string;
  after: string | null;
  rows: number;
}

// Two statements, for one with an optional customer is planned for neither: a person has few orders and is read through
// the index by customer, a period has many and is read day by day from the newest.
const ordersOfPeriod = (tx: Tx, { from, to, after, rows }: PageKey): Promise<SummaryRow[]> =>
  tx.many<SummaryRow>(sql`
    select ${SUMMARY}
      from sales_order
     where merchant_id = ${tx.merchantId} and business_day between ${from}::date and ${to}::date
       and (${after}::uuid is null
            or (business_day, ordered_at, order_id)
               < (select business_day, ordered_at, order_id from sales_order
                   where merchant_id = ${tx.merchantId} and order_id = ${after}::uuid))
     order by business_day desc, ordered_at desc, order_id desc
     limit ${rows}`);

const ordersOfCustomer = (tx: Tx, customerId: string, { from, to, after, rows }: PageKey): Promise<SummaryRow[]> =>
  tx.many<SummaryRow>(sql`
    select ${SUMMARY}
      from sales_order
     where merchant_id = ${tx.merchantId} and customer_id = ${customerId}
       and business_day between ${from}::date and ${to}::date
       and (${after}::uuid is null
            or (business_day, ordered_at, order_id)
               < (select business_day, ordered_at, order_id from sales_order
                   where merchant_id = ${tx.merchantId} and order_id = ${after}::uuid))
     order by business_day desc, ordered_at desc, order_id desc
     limit ${rows}`);
