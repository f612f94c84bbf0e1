import { sql, type Tx } from '@shuke/db';
import type { UsualOrder } from './usual.ts';

export type LastOrder = UsualOrder & { readonly customerId: string };

/** So far back it is looked for what is usual. */
const LAST_ORDERS = 60;

/**
 * The last 60 orders of each of these customers with their goods, by the index of a customer's orders: its cost does not
 * grow with the shop.
 */
export const lastOrders = (
  tx: Tx,
  customerIds: readonly string[],
  { timeZone, dayStartMinute }: { timeZone: string; dayStartMinute: number },
): Promise<LastOrder[]> =>
  tx.many<LastOrder>(sql`
    select o.customer_id as "customerId", (o.business_day - date '1970-01-01')::integer as day, o.store_id as "storeId",
           mod((extract(hour from o.local)::integer * 60 + extract(minute from o.local)::integer)
               - ${dayStartMinute}::integer + 1440, 1440) as "minuteOfDay",
           coalesce((select json_agg(json_build_object('sku', p.sku, 'name', p.name) order by l.line_no)
                       from pub_order_line l
                       join pub_product p on p.merchant_id = l.merchant_id and p.product_id = l.product_id
                      where l.merchant_id = ${tx.merchantId} and l.order_id = o.order_id), '[]') as goods
      from unnest(${customerIds}::uuid[]) as n (customer_id)
     cross join lateral (
           select f.order_id, f.customer_id, f.business_day, f.store_id,
                  f.ordered_at at time zone coalesce(s.time_zone, ${timeZone}) as local
             from pub_order f
             join pub_store s on s.merchant_id = f.merchant_id and s.store_id = f.store_id
            where f.merchant_id = ${tx.merchantId} and f.customer_id = n.customer_id
            order by f.ordered_at desc
            limit ${LAST_ORDERS}) as o`);

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
