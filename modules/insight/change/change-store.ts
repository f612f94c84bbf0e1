import { sql } from '@shuke/db';
import type { Range } from '../asking/asking.ts';
import type { Asks } from '../copy/asks.ts';

/** What a source of footfall counted in the two spans, and on how many of the stores' selling days it counted anybody. */
export interface TrafficRow {
  readonly source: string;
  readonly entries: number;
  readonly entries_before: number;
  readonly covered: number;
}

/** Store days with an order in either span. */
export const readSellingDays = (asks: Asks, range: Range): Promise<{ store_days: number }> =>
  asks.one(sql`
    select count(*) as store_days
      from (select distinct store_id, business_day from pub_order_day
             where merchant_id = ${asks.merchantId}::uuid
               and (business_day between ${range.from}::date and ${range.to}::date
                 or business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date)
               and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)) d`);

export const readTraffic = (asks: Asks, range: Range): Promise<TrafficRow[]> =>
  asks.many(sql`
    with selling as (
      select distinct store_id, business_day from pub_order_day
       where merchant_id = ${asks.merchantId}::uuid
         and (business_day between ${range.from}::date and ${range.to}::date
           or business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date)
         and (${range.storeId}::uuid is null or store_id = ${range.storeId}::uuid)
    )
    select f.source,
           coalesce(sum(f.entries) filter (where f.business_day between ${range.from}::date and ${range.to}::date), 0)::bigint
             as entries,
           coalesce(sum(f.entries)
             filter (where f.business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date), 0)::bigint
             as entries_before,
           count(s.store_id) filter (where f.entries > 0) as covered
      from pub_footfall_day f
      left join selling s on s.store_id = f.store_id and s.business_day = f.business_day
     where f.merchant_id = ${asks.merchantId}::uuid
       and (f.business_day between ${range.from}::date and ${range.to}::date
         or f.business_day between ${range.beforeFrom}::date and ${range.beforeTo}::date)
       and (${range.storeId}::uuid is null or f.store_id = ${range.storeId}::uuid)
     group by f.source`);
