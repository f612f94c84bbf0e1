import type { Locale, MerchantView } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

export interface MerchantRow {
  name: string;
  currency: string;
  time_zone: string;
  locale: Locale;
  day_start_minute: number;
  agency_id: string | null;
  created_at: Date;
}

export const readMerchant = (tx: Tx): Promise<MerchantRow | null> =>
  tx.maybeOne<MerchantRow>(sql`
    select name, currency, time_zone, locale, day_start_minute, agency_id, created_at
      from merchant where merchant_id = ${tx.merchantId}`);

export const merchantView = (merchantId: string, row: MerchantRow): MerchantView => ({
  merchantId,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
  dayStartMinute: row.day_start_minute,
  agencyId: row.agency_id,
  createdAt: row.created_at.toISOString(),
});

export type MerchantToInsert = Omit<MerchantView, 'merchantId' | 'createdAt'>;

export const insertMerchant = (tx: Tx, merchant: MerchantToInsert): Promise<number> =>
  tx.run(sql`
    insert into merchant (merchant_id, agency_id, name, currency, time_zone, locale, day_start_minute, created_at)
    values (${tx.merchantId}, ${merchant.agencyId}, ${merchant.name}, ${merchant.currency}, ${merchant.timeZone},
            ${merchant.locale}, ${merchant.dayStartMinute}, ${tx.now})`);

export interface MerchantPatch {
  name?: string;
  timeZone?: string;
  locale?: Locale;
  dayStartMinute?: number;
}

/** Changes what is given; the rest stays. Answers null where there is no such merchant. */
export const patchMerchant = (tx: Tx, patch: MerchantPatch): Promise<MerchantRow | null> =>
  tx.maybeOne<MerchantRow>(sql`
    update merchant
       set name = coalesce(${patch.name ?? null}, name),
           time_zone = coalesce(${patch.timeZone ?? null}, time_zone),
           locale = coalesce(${patch.locale ?? null}, locale),
           day_start_minute = coalesce(${patch.dayStartMinute ?? null}::integer, day_start_minute)
     where merchant_id = ${tx.merchantId}
    returning name, currency, time_zone, locale, day_start_minute, agency_id, created_at`);

/** Gives a merchant to an agency, or to none. Answers how many merchants there were: one or none. */
export const setAgency = (tx: Tx, agencyId: string | null): Promise<number> =>
  tx.run(sql`update merchant set agency_id = ${agencyId} where merchant_id = ${tx.merchantId}`);
