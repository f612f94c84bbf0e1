import { raw, sql, type Statement } from '@shuke/db';
import type { Range } from '../asking/asking.ts';
import type { Asks } from '../copy/asks.ts';

/** What was sold and paid back on a business day. */
export interface DaySalesRow {
  readonly day: string;
  readonly orders: number;
  readonly known_orders: number;
  readonly payable: number;
  readonly known_payable: number;
  readonly refunded: number;
  readonly known_refunded: number;
}

/** Sums of the period and of the comparison, of the orders and refunds that have one thing in common. */
export interface SliceRow<Key> {
  readonly key: Key;
  readonly orders: number;
  readonly known_orders: number;
  readonly payable: number;
  readonly refunded: number;
  readonly orders_before: number;
  readonly payable_before: number;
  readonly refunded_before: number;
}

/** Every business day of the two spans on which anything was sold or paid back. */
export const readDaySales = (asks: Asks, range: Range): Promise<DaySalesRow[]> =>
  asks.many(sql`
    with moved as (
      select business_day, orders, known_orders, payable_minor, known_payable_minor, 0::bigint as refunded_minor,
             0::bigint as known_refunded_minor
        from pub_order_day
       where merchant_id = ${asks.merchantId}::uuid
         and business_day between ${range.earliest}::date and ${range.latest}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
      union all
      select business_day, 0::bigint, 0::bigint, 0::bigint, 0::bigint, amount_minor,
             case when customer_id is null then 0::bigint else amount_minor end
        from pub_order_refund
       where merchant_id = ${asks.merchantId}::uuid
         and business_day between ${range.earliest}::date and ${range.latest}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
    )
    select business_day as day, sum(orders)::bigint as orders, sum(known_orders)::bigint as known_orders,
           sum(payable_minor)::bigint as payable, sum(refunded_minor)::bigint as refunded,
           sum(known_payable_minor)::bigint as known_payable, sum(known_refunded_minor)::bigint as known_refunded
      from moved
     group by business_day`);

const SLICES = raw(`
  select key, coalesce(sum(orders) filter (where is_now), 0)::bigint as orders,
         coalesce(sum(known_orders) filter (where is_now), 0)::bigint as known_orders,
         coalesce(sum(payable_minor) filter (where is_now), 0)::bigint as payable,
         coalesce(sum(refunded_minor) filter (where is_now), 0)::bigint as refunded,
         coalesce(sum(orders) filter (where is_before), 0)::bigint as orders_before,
         coalesce(sum(payable_minor) filter (where is_before), 0)::bigint as payable_before,
         coalesce(sum(refunded_minor) filter (where is_before), 0)::bigint as refunded_before
    from moved
   group by key`);

/** Slices of orders and refunds by what both know about themselves. */
const slices = (asks: Asks, range: Range, key: ReturnType<typeof raw>): Statement => sql`
    with moved as (
      select ${key} as key, orders, known_orders, payable_minor, 0::bigint as refunded_minor,
             business_day between ${range.from}::date and ${range.to}::date as is_now,
             business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date as is_before
        from pub_order_day
       where merchant_id = ${asks.merchantId}::uuid
         and business_day between ${range.earliest}::date and ${range.latest}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
      union all
      select ${key} as key, 0::bigint, 0::bigint, 0::bigint, amount_minor,
             business_day between ${range.from}::date and ${range.to}::date,
             business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date
        from pub_order_refund
       where merchant_id = ${asks.merchantId}::uuid
         and business_day between ${range.earliest}::date and ${range.latest}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
    )
    ${SLICES}`;

const SOURCE = raw('source');
const STORE = raw('store_id');

/** By where the order came from. */
export const readSourceSales = (asks: Asks, range: Range): Promise<SliceRow<string>[]> =>
  asks.many(slices(asks, range, SOURCE));

/** By store; what was paid back counts where it was paid back. */
export const readStoreSales = (asks: Asks, range: Range): Promise<SliceRow<string>[]> =>
  asks.many(slices(asks, range, STORE));

/** By the hour that the store's own clock showed when the order was made; what is paid back has no hour of sale. */
export const readHourSales = (asks: Asks, range: Range): Promise<SliceRow<number>[]> =>
  asks.many(sql`
    with moved as (
      select hour as key, orders, known_orders, payable_minor, 0::bigint as refunded_minor,
             business_day between ${range.from}::date and ${range.to}::date as is_now,
             business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date as is_before
        from pub_order_hour
       where merchant_id = ${asks.merchantId}::uuid
         and business_day between ${range.earliest}::date and ${range.latest}::date
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
    )
    ${SLICES}`);
