import { raw, sql, type Statement } from '@shuke/db';
import { columnsOf, type Columns } from '../asking/columns.ts';
import type { Asks } from '../copy/asks.ts';

/** Up to which orders and refunds something was read. Both are only added to, so what comes later has later ids, mostly. */
export interface Horizon {
  readonly orderId: string;
  readonly refundId: string;
}

/** What stands up to a horizon: while it is the same, so are the rows. */
export interface Marks {
  readonly orders: number;
  readonly payable: number;
  readonly refunds: number;
}

export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

// A row for each customer, day and store. An order's row is never written again, nor is a refund's. Money is a double, which
// engines give in typed arrays: it is a whole number still.
const MOVEMENTS = raw(`
  select customer_id, business_day, store_id, cast(count(order_id) as integer) as orders, cast(sum(minor) as double precision) as net
    from moved
   where customer_id is not null
   group by customer_id, business_day, store_id`);

const DAY = raw(`cast(business_day - date '1970-01-01' as integer)`);

/** The movements up to a day of the customers after one, in their order, at most so many rows. */
export const movementsStatement = (
  merchantId: string,
  { after, asOf, limit }: { after: string; asOf: string; limit: number },
): Statement => sql`
    with moved as (
      select customer_id, business_day, store_id, order_id, payable_minor as minor
        from pub_order
       where merchant_id = ${merchantId}::uuid and customer_id > ${after}::uuid and business_day <= ${asOf}::date
      union all
      select customer_id, business_day, store_id, null::uuid, -amount_minor
        from pub_order_refund
       where merchant_id = ${merchantId}::uuid and customer_id > ${after}::uuid and business_day <= ${asOf}::date
    ), movement as (${MOVEMENTS})
    select customer_id, ${DAY} as day, store_id, orders, net
      from movement
     order by customer_id, business_day, store_id
     limit ${limit}`;

/** All movements, one for each time and in no order: what sorts and groups them does so with typed arrays. */
export const allMovements = (merchantId: string): Statement => sql`
    select customer_id, ${DAY} as day, store_id, 1 as orders, cast(payable_minor as double precision) as net
      from pub_order
     where merchant_id = ${merchantId}::uuid and customer_id is not null
    union all
    select customer_id, ${DAY} as day, store_id, 0 as orders, cast(-amount_minor as double precision) as net
      from pub_order_refund
     where merchant_id = ${merchantId}::uuid and customer_id is not null`;

/** The movements of what came after the horizon. */
export const readTail = (asks: Asks, { orderId, refundId }: Horizon): Promise<Columns> =>
  columnsOf(
    asks,
    sql`
    with moved as (
      select customer_id, business_day, store_id, order_id, payable_minor as minor
        from pub_order
       where merchant_id = ${asks.merchantId}::uuid and order_id > ${orderId}::uuid
      union all
      select customer_id, business_day, store_id, null::uuid, -amount_minor
        from pub_order_refund
       where merchant_id = ${asks.merchantId}::uuid and refund_id > ${refundId}::uuid
    ), movement as (${MOVEMENTS})
    select customer_id, ${DAY} as day, store_id, orders, net
      from movement
     order by customer_id, business_day, store_id`,
  );

export const readMarks = (asks: Asks, { orderId, refundId }: Horizon): Promise<Marks> =>
  asks.one(sql`
    select o.orders, o.payable, r.refunds
      from (select count(customer_id) as orders, coalesce(sum(payable_minor), 0)::bigint as payable
              from pub_order
             where merchant_id = ${asks.merchantId}::uuid and order_id <= ${orderId}::uuid) o,
           (select count(*) as refunds
              from pub_order_refund
             where merchant_id = ${asks.merchantId}::uuid and refund_id <= ${refundId}::uuid) r`);

export async function readHorizon(asks: Asks): Promise<Horizon> {
  const order = await asks.maybeOne<{ id: string }>(sql`
    select order_id as id from pub_order
     where merchant_id = ${asks.merchantId}::uuid order by order_id desc limit 1`);
  const refund = await asks.maybeOne<{ id: string }>(sql`
    select refund_id as id from pub_order_refund
     where merchant_id = ${asks.merchantId}::uuid order by refund_id desc limit 1`);
  return { orderId: order?.id ?? BEFORE_ALL, refundId: refund?.id ?? BEFORE_ALL };
}

/** The person of each customer who stands for somebody else now, by the customers. */
export const readMerged = (asks: Asks): Promise<Columns> =>
  columnsOf(
    asks,
    sql`
    select customer_id, person_id
      from pub_customer_person
     where merchant_id = ${asks.merchantId}::uuid and person_id <> customer_id
     order by customer_id`,
  );
