import { sql, type BatchTx } from '@shuke/db';

/** Where something is sold, and by what its money and days are read. */
export interface Place {
  readonly merchantId: string;
  readonly storeId: string;
  readonly code: string;
  readonly active: boolean;
  readonly timeZone: string;
  readonly dayStartMinute: number;
  readonly currency: string;
}

export interface PlaceKey {
  readonly merchantId: string;
  readonly storeCode: string;
}

/** The stores of these codes that exist, closed ones too, of several merchants in one statement. */
export const placesOf = (tx: BatchTx, keys: readonly PlaceKey[]): Promise<Place[]> =>
  tx.many<Place>(sql`
    select s.merchant_id as "merchantId", s.store_id as "storeId", s.code, s.active,
           coalesce(s.time_zone, m.time_zone) as "timeZone", m.day_start_minute as "dayStartMinute", m.currency
      from (select distinct n.merchant_id, n.code
              from unnest(${keys.map((key) => key.merchantId)}::uuid[], ${keys.map((key) => key.storeCode)}::text[])
                     as n (merchant_id, code)) as wanted
      join store s on s.merchant_id = wanted.merchant_id and s.code = wanted.code
      join merchant m on m.merchant_id = s.merchant_id`);
