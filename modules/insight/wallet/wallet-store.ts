import { sql } from '@shuke/db';
import type { Asks } from '../copy/asks.ts';

/** What a person bought up to a day; `firstDay` is null for who never did. Amounts are of the last year, less what was paid back. */
export interface OwnBuying {
  readonly firstDay: number | null;
  readonly orders: number;
  readonly minor: number;
  /** Where most was spent within that year. */
  readonly storeId: string | null;
}

export interface Within {
  /** The first and the last business day. */
  readonly from: string;
  readonly to: string;
}

export const readOwnBuying = (asks: Asks, customerIds: readonly string[], { from, to }: Within): Promise<OwnBuying> =>
  asks.one(sql`
    with own as (
      select o.store_id, o.business_day,
             case when o.business_day >= ${from}::date then 1 else 0 end as is_late,
             o.payable_minor - coalesce(r.minor, 0) as minor
        from pub_order o
        left join (select order_id, cast(sum(amount_minor) as bigint) as minor
                     from pub_order_refund
                    where merchant_id = ${asks.merchantId}::uuid
                      and customer_id in (select cast(unnest(string_to_array(${customerIds.join(' ')}, ' ')) as uuid))
                    group by order_id) as r on r.order_id = o.order_id
       where o.merchant_id = ${asks.merchantId}::uuid and o.business_day <= ${to}::date
         and o.customer_id in (select cast(unnest(string_to_array(${customerIds.join(' ')}, ' ')) as uuid))
    )
    select cast(min(business_day) - date '1970-01-01' as integer) as "firstDay",
           cast(coalesce(sum(is_late), 0) as integer) as orders,
           cast(coalesce(sum(is_late * minor), 0) as bigint) as minor,
           (select cast(store_id as text) from own where is_late = 1
             group by store_id order by sum(minor) desc, cast(store_id as text) limit 1) as "storeId"
      from own`);

/** What the guests of a store who bought at least twice spent there within a time: how many they are and where the best tenth begins. */
export interface Peers {
  readonly guests: number;
  readonly bestTenthMinor: number | null;
}

export const readPeers = (asks: Asks, storeId: string, { from, to }: Within): Promise<Peers> =>
  asks.one(sql`
    with spent as (
      select coalesce(p.person_id, o.customer_id) as person_id, count(*) as orders, sum(o.payable_minor) as minor
        from pub_order o
        left join pub_customer_person p
          on p.merchant_id = ${asks.merchantId}::uuid and p.customer_id = o.customer_id
       where o.merchant_id = ${asks.merchantId}::uuid and o.store_id = ${storeId}::uuid
         and o.business_day between ${from}::date and ${to}::date and o.customer_id is not null
       group by coalesce(p.person_id, o.customer_id)
    )
    select cast(count(*) as integer) as guests,
           cast(percentile_disc(0.9) within group (order by minor) as bigint) as "bestTenthMinor"
      from spent
     where orders >= 2`);
