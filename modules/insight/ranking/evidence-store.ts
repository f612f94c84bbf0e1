import { sql } from '@shuke/db';
import type { Range } from '../asking/asking.ts';
import type { Asks } from '../copy/asks.ts';

/** What a product sold in a store in the period. */
export interface StoreSalesRow {
  readonly product_id: string;
  readonly store_id: string;
  readonly orders: number;
  /** Of these orders, with something else on them. */
  readonly with_others: number;
  readonly amount: number;
  readonly quantity_milli: number;
}

export interface BuyersRow {
  readonly product_id: string;
  readonly buyers: number;
  /** Of these, on two days at least. */
  readonly again: number;
}

export const readSalesByStore = (
  asks: Asks,
  { from, to, storeId }: Range,
  productIds: readonly string[],
): Promise<StoreSalesRow[]> =>
  asks.many(sql`
    select l.product_id, l.store_id, count(distinct l.order_id) as orders,
           count(distinct l.order_id) filter (where o.line_count > 1) as with_others,
           sum(l.amount_minor)::bigint as amount, sum(l.quantity_milli)::bigint as quantity_milli
      from pub_order_line l
      join pub_order o on o.merchant_id = l.merchant_id and o.order_id = l.order_id
     where l.merchant_id = ${asks.merchantId}::uuid and l.product_id = any(${productIds}::uuid[])
       and l.business_day between ${from}::date and ${to}::date
       and (${storeId}::uuid is null or l.store_id = ${storeId}::uuid)
     group by l.product_id, l.store_id`);

export const readBuyers = (
  asks: Asks,
  { from, to, storeId }: Range,
  productIds: readonly string[],
): Promise<BuyersRow[]> =>
  asks.many(sql`
    select product_id, count(*) as buyers, count(*) filter (where days > 1) as again
      from (select product_id, customer_id, count(distinct business_day) as days
              from pub_order_line
             where merchant_id = ${asks.merchantId}::uuid and product_id = any(${productIds}::uuid[])
               and customer_id is not null and business_day between ${from}::date and ${to}::date
               and (${storeId}::uuid is null or store_id = ${storeId}::uuid)
             group by product_id, customer_id) b
     group by product_id`);

/** Every product by its name, for rankings that name no SKU. */
export const readProducts = (
  asks: Asks,
): Promise<{ product_id: string; sku: string; name: string; category: string | null }[]> =>
  asks.many(sql`
    select product_id, sku, name, category from pub_product where merchant_id = ${asks.merchantId}::uuid order by sku`);
