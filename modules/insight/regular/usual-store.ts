import { sql, type Tx } from '@shuke/db';
import type { UsualOrder } from './usual.ts';

export type LastOrder = UsualOrder & { readonly customerId: string };

/** So far back it is looked for what is usual. */
const LAST_ORDERS = 60;
/** More lines of an order are not looked at. This limit and that of one product keep the planner from reading whole tables. */
const MOST_LINES = 500;

/**
 * The last 60 orders of each of these customers with their goods, by the index of a customer's orders: its cost does not
 * grow with the shop. Goods are looked up for all orders together, each once: order by order it took half as long again.
 */
export const lastOrders = (
  tx: Tx,
  customerIds: readonly string[],
  { timeZone, dayStartMinute }: { timeZone: string; dayStartMinute: number },
): Promise<LastOrder[]> =>
  tx.many<LastOrder>(sql`
    with last as materialized (
      select o.order_id, o.customer_id, o.business_day, o.store_id, o.ordered_at
        from unnest(${customerIds}::uuid[]) as n (customer_id)
       cross join lateral (
             select order_id, customer_id, business_day, store_id, ordered_at
               from pub_order
              where merchant_id = ${tx.merchantId} and customer_id = n.customer_id
              order by ordered_at desc
              limit ${LAST_ORDERS}) as o
    ), line as materialized (
      select l.order_id, l.line_no, l.product_id
        from last
       cross join lateral (
             select order_id, line_no, product_id from pub_order_line
              where merchant_id = ${tx.merchantId} and order_id = last.order_id
              limit ${MOST_LINES}) as l
    ), sold as materialized (
      select n.product_id, p.sku, p.name
        from (select distinct product_id from line) as n
       cross join lateral (
             select sku, name from pub_product
              where merchant_id = ${tx.merchantId} and product_id = n.product_id
              limit 1) as p
    ), goods as (
      select line.order_id, json_agg(json_build_object('sku', sold.sku, 'name', sold.name) order by line.line_no) as goods
        from line
        join sold using (product_id)
       group by line.order_id
    ), timed as (
      select last.order_id, last.customer_id, last.business_day, last.store_id,
             last.ordered_at at time zone coalesce(s.time_zone, ${timeZone}) as local
        from last
        join pub_store s on s.merchant_id = ${tx.merchantId} and s.store_id = last.store_id
    )
    select o.customer_id as "customerId", (o.business_day - date '1970-01-01')::integer as day, o.store_id as "storeId",
           mod((extract(hour from o.local)::integer * 60 + extract(minute from o.local)::integer)
               - ${dayStartMinute}::integer + 1440, 1440) as "minuteOfDay",
           coalesce(goods.goods, '[]') as goods
      from timed o
      left join goods using (order_id)`);

export interface UsableCoupon {
  readonly customerId: string;
  readonly couponId: string;
  readonly name: string;
  readonly expiresAt: Date;
}

const MOST_COUPONS = 5;

/** The coupons that each of these customers can use now, the first to end first, at most five. */
export const usableCoupons = (tx: Tx, customerIds: readonly string[]): Promise<UsableCoupon[]> =>
  tx.many<UsableCoupon>(sql`
    select n.customer_id as "customerId", c.coupon_id as "couponId", c.name, c.expires_at as "expiresAt"
      from unnest(${customerIds}::uuid[]) as n (customer_id)
     cross join lateral (
           select f.coupon_id, t.name, f.expires_at
             from pub_coupon f
             join pub_coupon_template t on t.merchant_id = f.merchant_id and t.template_id = f.template_id
            where f.merchant_id = ${tx.merchantId} and f.customer_id = n.customer_id
              and f.valid_from <= ${tx.now} and f.expires_at > ${tx.now} and f.used_count < f.use_limit
            order by f.expires_at, f.coupon_id
            limit ${MOST_COUPONS}) as c
     order by c.expires_at, c.coupon_id`);
