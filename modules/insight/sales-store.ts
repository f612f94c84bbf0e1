import { sql, type Tx } from '@shuke/db';

/** Business days `YYYY-MM-DD`: a period, the comparison before it (from `before` on), and maybe one store. */
export interface SalesRange {
  readonly before: string;
  readonly from: string;
  readonly to: string;
  readonly storeId: string | null;
}

/** Sums of the orders of one business day. */
export interface DaySalesRow {
  readonly day: string;
  readonly orders: number;
  readonly known_orders: number;
  readonly payable: number;
  readonly known_payable: number;
}

/** Sums of the period and of the comparison, of the orders that have one thing in common. */
export interface SliceRow<Key> {
  readonly key: Key;
  readonly orders: number;
  readonly known_orders: number;
  readonly payable: number;
  readonly orders_before: number;
  readonly payable_before: number;
}

export interface StoreSliceRow extends SliceRow<string> {
  readonly guests: number;
}

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
  readonly amount_of_all: number;
}

export interface StoreRow {
  readonly store_id: string;
  readonly code: string;
  readonly name: string;
  readonly time_zone: string;
}

/** The merchant's stores by code. */
export const readStores = (tx: Tx): Promise<StoreRow[]> =>
  tx.many(sql`
    select store_id, code, name, time_zone from pub_store
     where merchant_id = ${tx.merchantId}
     order by code collate "C"`);

/** The first and the latest business day with an order, none later than `today`: a till's wrong clock is no data. */
export const readDataDays = (tx: Tx, today: string, storeId: string | null) =>
  tx.one<{ first_day: string | null; latest_day: string | null }>(sql`
    select min(business_day) as first_day, max(business_day) as latest_day from pub_order
     where merchant_id = ${tx.merchantId} and business_day <= ${today}::date
       and (${storeId}::uuid is null or store_id = ${storeId})`);

export const readDaySales = (tx: Tx, { before, to, storeId }: SalesRange): Promise<DaySalesRow[]> =>
  tx.many(sql`
    select business_day as day, count(*) as orders, count(customer_id) as known_orders, sum(payable_minor) as payable,
           coalesce(sum(payable_minor) filter (where customer_id is not null), 0) as known_payable
      from pub_order
     where merchant_id = ${tx.merchantId} and business_day between ${before}::date and ${to}::date
       and (${storeId}::uuid is null or store_id = ${storeId})
     group by business_day`);

/** By where the order came from. */
export const readSourceSales = (tx: Tx, { before, from, to, storeId }: SalesRange): Promise<SliceRow<string>[]> =>
  tx.many(sql`
    select source as key,
           count(*) filter (where business_day >= ${from}::date) as orders,
           count(customer_id) filter (where business_day >= ${from}::date) as known_orders,
           coalesce(sum(payable_minor) filter (where business_day >= ${from}::date), 0) as payable,
           count(*) filter (where business_day < ${from}::date) as orders_before,
           coalesce(sum(payable_minor) filter (where business_day < ${from}::date), 0) as payable_before
      from pub_order
     where merchant_id = ${tx.merchantId} and business_day between ${before}::date and ${to}::date
       and (${storeId}::uuid is null or store_id = ${storeId})
     group by source`);

/** By the hour that the store's own clock showed. */
export const readHourSales = (tx: Tx, { before, from, to, storeId }: SalesRange): Promise<SliceRow<number>[]> =>
  tx.many(sql`
    select extract(hour from o.ordered_at at time zone s.time_zone)::integer as key,
           count(*) filter (where o.business_day >= ${from}::date) as orders,
           count(o.customer_id) filter (where o.business_day >= ${from}::date) as known_orders,
           coalesce(sum(o.payable_minor) filter (where o.business_day >= ${from}::date), 0) as payable,
           count(*) filter (where o.business_day < ${from}::date) as orders_before,
           coalesce(sum(o.payable_minor) filter (where o.business_day < ${from}::date), 0) as payable_before
      from pub_order o
      join pub_store s on s.merchant_id = ${tx.merchantId} and s.store_id = o.store_id
     where o.merchant_id = ${tx.merchantId} and o.business_day between ${before}::date and ${to}::date
       and (${storeId}::uuid is null or o.store_id = ${storeId})
     group by 1`);

/** By store, with how many different known people bought there in the period. */
export const readStoreSales = (
  tx: Tx,
  { before, from, to, storeId }: SalesRange,
  persons: ReadonlyMap<string, string>,
): Promise<StoreSliceRow[]> =>
  tx.many(sql`
    select o.store_id as key,
           count(*) filter (where o.business_day >= ${from}::date) as orders,
           count(o.customer_id) filter (where o.business_day >= ${from}::date) as known_orders,
           count(distinct coalesce(p.person_id, o.customer_id)) filter (where o.business_day >= ${from}::date) as guests,
           coalesce(sum(o.payable_minor) filter (where o.business_day >= ${from}::date), 0) as payable,
           count(*) filter (where o.business_day < ${from}::date) as orders_before,
           coalesce(sum(o.payable_minor) filter (where o.business_day < ${from}::date), 0) as payable_before
      from pub_order o
      left join unnest(${[...persons.keys()]}::uuid[], ${[...persons.values()]}::uuid[]) as p (customer_id, person_id)
        on p.customer_id = o.customer_id
     where o.merchant_id = ${tx.merchantId} and o.business_day between ${before}::date and ${to}::date
       and (${storeId}::uuid is null or o.store_id = ${storeId})
     group by o.store_id`);

/** The products that brought most in the period; of equals, the lower id. `amount_of_all` counts the others too. */
export const readProductSales = (
  tx: Tx,
  { before, from, to, storeId }: SalesRange,
  limit: number,
): Promise<ProductRow[]> =>
  tx.many(sql`
    with sold as (
      select product_id,
             coalesce(sum(quantity_milli) filter (where business_day >= ${from}::date), 0) as quantity_milli,
             count(*) filter (where business_day >= ${from}::date) as lines,
             coalesce(sum(amount_minor) filter (where business_day >= ${from}::date), 0) as amount,
             coalesce(sum(discount_minor) filter (where business_day >= ${from}::date), 0) as discount,
             coalesce(sum(amount_minor) filter (where business_day < ${from}::date), 0) as amount_before
        from pub_order_line
       where merchant_id = ${tx.merchantId} and business_day between ${before}::date and ${to}::date
         and (${storeId}::uuid is null or store_id = ${storeId})
       group by product_id
    ), best as (
      select product_id, quantity_milli, lines, amount, discount, amount_before, sum(amount) over () as amount_of_all
        from sold
       where lines > 0
       order by amount desc, product_id
       limit ${limit}
    )
    select best.product_id, p.sku, p.name, p.category, best.quantity_milli, best.lines, best.amount, best.discount,
           best.amount_before, best.amount_of_all
      from best
      left join pub_product p on p.merchant_id = ${tx.merchantId} and p.product_id = best.product_id
     order by best.amount desc, best.product_id`);
