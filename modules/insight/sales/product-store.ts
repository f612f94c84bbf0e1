import { raw, sql } from '@shuke/db';
import type { Range } from '../asking/asking.ts';
import type { Asks } from '../copy/asks.ts';

export interface ProductRow {
  readonly product_id: string;
  readonly sku: string | null;
  readonly name: string | null;
  readonly category: string | null;
  readonly quantity_milli: number;
  readonly lines: number;
  readonly amount: number;
  readonly discount: number;
  readonly amount_before: number;
  readonly returned_milli: number;
  readonly returned: number;
  readonly returned_before: number;
}

// What all stores sold of a product on a day is one row. A store's own lines are few, and found by themselves.
const LINES = raw(
  'select product_id, 1::bigint as lines, quantity_milli, amount_minor, discount_minor, business_day, store_id, merchant_id from pub_order_line',
);
const SUMS = raw(
  'select product_id, lines, quantity_milli, amount_minor, discount_minor, business_day, null::uuid as store_id, merchant_id from pub_product_day',
);

/** What each product sold and what came back of it in the two spans; products without either are left out. */
export const readProductSales = (asks: Asks, range: Range): Promise<ProductRow[]> =>
  asks.many(sql`
    with line as (${range.storeId === null ? SUMS : LINES}), part as (
      select product_id, sum(quantity_milli) as quantity_milli, sum(lines) as lines, sum(amount_minor) as amount,
             sum(discount_minor) as discount, 0::bigint as amount_before, 0::bigint as returned_milli, 0::bigint as returned,
             0::bigint as returned_before
        from line
       where merchant_id = ${asks.merchantId}::uuid and business_day between ${range.from}::date and ${range.to}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
       group by product_id
      union all
      select product_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, sum(amount_minor), 0::bigint, 0::bigint, 0::bigint
        from line
       where merchant_id = ${asks.merchantId}::uuid and business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
       group by product_id
      union all
      select product_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, quantity_milli, amount_minor, 0::bigint
        from pub_order_refund_line
       where merchant_id = ${asks.merchantId}::uuid and business_day between ${range.from}::date and ${range.to}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
      union all
      select product_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, amount_minor
        from pub_order_refund_line
       where merchant_id = ${asks.merchantId}::uuid and business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
    ), sold as (
      select product_id, sum(quantity_milli)::bigint as quantity_milli, sum(lines)::bigint as lines,
             sum(amount)::bigint as amount, sum(discount)::bigint as discount, sum(amount_before)::bigint as amount_before,
             sum(returned_milli)::bigint as returned_milli, sum(returned)::bigint as returned,
             sum(returned_before)::bigint as returned_before
        from part
       group by product_id
    )
    select sold.product_id, p.sku, p.name, p.category, sold.quantity_milli, sold.lines, sold.amount, sold.discount,
           sold.amount_before, sold.returned_milli, sold.returned, sold.returned_before
      from sold
      left join pub_product p on p.merchant_id = ${asks.merchantId}::uuid and p.product_id = sold.product_id`);
