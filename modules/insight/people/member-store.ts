import { sql } from '@shuke/db';
import type { Range } from '../asking/asking.ts';
import type { Asks } from '../copy/asks.ts';

export interface MemberSales {
  readonly orders: number;
  readonly payable: number;
}

/** How far customers have come, as of now: the farthest stage of each who is no other person. */
export const readStages = (asks: Asks): Promise<{ stage: string; customers: number }[]> =>
  asks.many(sql`
    select stage, count(*) as customers from pub_customer_stage
     where merchant_id = ${asks.merchantId}::uuid
     group by stage`);

/** Members by the tier that they stand in, as of now. */
export const readTiers = (asks: Asks): Promise<{ tier_id: string | null; members: number }[]> =>
  asks.many(sql`
    select tier_id, count(*) as members from pub_loyalty_member
     where merchant_id = ${asks.merchantId}::uuid
     group by tier_id`);

export interface Instants {
  readonly from: Date;
  /** Not included. */
  readonly until: Date;
}

/** How many customers became members between two instants: the first time of each. */
export const readJoined = (asks: Asks, { from, until }: Instants): Promise<{ joined: number }> =>
  asks.one(sql`
    select count(*) as joined
      from (select customer_id, min(happened_at) as since
              from pub_customer_stage_change
             where merchant_id = ${asks.merchantId}::uuid and to_stage in ('member', 'paid_member')
             group by customer_id) m
     where since >= ${from}::timestamptz and since < ${until}::timestamptz`);

/** What the orders of customers who are members now came to in the two spans. */
export const readMemberSales = (asks: Asks, range: Range): Promise<MemberSales> =>
  asks.one(sql`
    select count(*) filter (where o.business_day between ${range.from}::date and ${range.to}::date) as orders,
           coalesce(sum(o.payable_minor)
             filter (where o.business_day between ${range.from}::date and ${range.to}::date), 0)::bigint as payable
      from pub_order o
      join pub_customer_stage s on s.merchant_id = o.merchant_id and s.customer_id = o.customer_id
     where o.merchant_id = ${asks.merchantId}::uuid and s.stage in ('member', 'paid_member')
       and o.business_day between ${range.from}::date and ${range.to}::date
       and (${range.storeId}::uuid is null or o.store_id = ${range.storeId}::uuid)`);
