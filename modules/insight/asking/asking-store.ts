import { sql, type Tx } from '@shuke/db';
import type { Asks } from '../copy/asks.ts';

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

export interface DataDays {
  readonly first_day: string | null;
  readonly latest_day: string | null;
}

/** The first and the latest business day with an order, none later than `today`: a till's wrong clock is no data. */
export const readDataDays = (asks: Asks, today: string, storeId: string | null): Promise<DataDays> =>
  asks.one(sql`
    select min(business_day) as first_day, max(business_day) as latest_day from pub_order
     where merchant_id = ${asks.merchantId}::uuid and business_day <= ${today}::date
       and (${storeId}::uuid is null or store_id = ${storeId}::uuid)`);
