import { sql } from '@shuke/db';
import type { Asks } from '../copy/asks.ts';

/** What a store sold and paid back on a business day. */
export interface StoreDay {
  readonly day: string;
  readonly orders: number;
  readonly known_orders: number;
  readonly payable: number;
  readonly refunded: number;
}

export const readStoreDays = (
  asks: Asks,
  { storeId, from, to }: { storeId: string; from: string; to: string },
): Promise<StoreDay[]> =>
  asks.many(sql`
    with moved as (
      select business_day, orders, known_orders, payable_minor, 0::bigint as refunded_minor
        from pub_order_day
       where merchant_id = ${asks.merchantId}::uuid and store_id = ${storeId}::uuid
         and business_day between ${from}::date and ${to}::date
      union all
      select business_day, 0::bigint, 0::bigint, 0::bigint, amount_minor
        from pub_order_refund
       where merchant_id = ${asks.merchantId}::uuid and store_id = ${storeId}::uuid
         and business_day between ${from}::date and ${to}::date
    )
    select business_day as day, sum(orders)::bigint as orders, sum(known_orders)::bigint as known_orders,
           sum(payable_minor)::bigint as payable, sum(refunded_minor)::bigint as refunded
      from moved
     group by business_day
     order by business_day`);
