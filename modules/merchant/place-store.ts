import type { BrandView, RegionView, StoreView, TerminalView } from '@shuke/contract';
import { raw, sql, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { StoreRef } from './merchant.ts';

/** A page in the order of codes. */
export interface CodePage {
  after: string;
  limit: number;
}

export const insertBrand = (tx: Tx, { brandId, code, name }: BrandView): Promise<number> =>
  tx.run(sql`
    insert into brand (merchant_id, brand_id, code, name, created_at)
    values (${tx.merchantId}, ${brandId}, ${code}, ${name}, ${tx.now})`);

export const brandPage = (tx: Tx, { after, limit }: CodePage): Promise<BrandView[]> =>
  tx.many<BrandView>(sql`
    select brand_id as "brandId", code, name from brand
     where merchant_id = ${tx.merchantId} and code > ${after} order by code limit ${limit}`);

export const insertRegion = (tx: Tx, { regionId, code, name }: RegionView): Promise<number> =>
  tx.run(sql`
    insert into region (merchant_id, region_id, code, name, created_at)
    values (${tx.merchantId}, ${regionId}, ${code}, ${name}, ${tx.now})`);

export const regionPage = (tx: Tx, { after, limit }: CodePage): Promise<RegionView[]> =>
  tx.many<RegionView>(sql`
    select region_id as "regionId", code, name from region
     where merchant_id = ${tx.merchantId} and code > ${after} order by code limit ${limit}`);

/** The columns of a store as the type `StoreView` names them. */
const STORE_COLUMNS = raw(`
  store_id as "storeId", code, name, brand_id as "brandId", region_id as "regionId", time_zone as "timeZone",
  case when latitude_e7 is not null
       then json_build_object('latitude', latitude_e7 / 1e7, 'longitude', longitude_e7 / 1e7) end as location, active`);

// Whole ten millionths of a degree: a place that is read and written back stays the very same.
const e7 = (degrees: number | undefined): number | null => (degrees === undefined ? null : Math.round(degrees * 1e7));

export const insertStore = (tx: Tx, store: StoreView): Promise<number> =>
  tx.run(sql`
    insert into store
      (merchant_id, store_id, code, name, brand_id, region_id, time_zone, latitude_e7, longitude_e7, active, created_at)
    values (${tx.merchantId}, ${store.storeId}, ${store.code}, ${store.name}, ${store.brandId}, ${store.regionId},
            ${store.timeZone}, ${e7(store.location?.latitude)}, ${e7(store.location?.longitude)}, ${store.active},
            ${tx.now})`);

export const storePage = (tx: Tx, { after, limit }: CodePage): Promise<StoreView[]> =>
  tx.many<StoreView>(sql`
    select ${STORE_COLUMNS}
      from store where merchant_id = ${tx.merchantId} and code > ${after} order by code limit ${limit}`);

/** One store, an inactive one too. */
export const readStore = (tx: Tx, storeId: string): Promise<StoreView | null> =>
  tx.maybeOne<StoreView>(sql`
    select ${STORE_COLUMNS} from store where merchant_id = ${tx.merchantId} and store_id = ${storeId}`);

/** The stores that are open for business and whose place is known. */
export const readLocatedStores = (tx: Tx): Promise<StoreView[]> =>
  tx.many<StoreView>(sql`
    select ${STORE_COLUMNS}
      from store where merchant_id = ${tx.merchantId} and active and latitude_e7 is not null order by code`);

/** Locks a store for a change of it. */
export const lockStore = (tx: Tx, storeId: string): Promise<StoreView | null> =>
  tx.maybeOne<StoreView>(sql`
    select ${STORE_COLUMNS}
      from store where merchant_id = ${tx.merchantId} and store_id = ${storeId} for update`);

export const hasStore = async (tx: Tx, storeId: string): Promise<boolean> => {
  const row = await tx.one<{ has: boolean }>(sql`
    select exists (select 1 from store where merchant_id = ${tx.merchantId} and store_id = ${storeId}) as has`);
  return row.has;
};

export const writeStore = (tx: Tx, store: StoreView): Promise<number> =>
  tx.run(sql`
    update store
       set name = ${store.name}, brand_id = ${store.brandId}, region_id = ${store.regionId},
           time_zone = ${store.timeZone}, latitude_e7 = ${e7(store.location?.latitude)},
           longitude_e7 = ${e7(store.location?.longitude)}, active = ${store.active}
     where merchant_id = ${tx.merchantId} and store_id = ${store.storeId}`);

/** The stores of these codes that exist, in one statement. */
export const storesByCode = (tx: Tx, codes: readonly string[]): Promise<StoreRef[]> =>
  tx.many<StoreRef>(sql`
    select s.store_id as "storeId", s.code, coalesce(s.time_zone, m.time_zone) as "timeZone", s.active
      from store s join merchant m on m.merchant_id = s.merchant_id
     where s.merchant_id = ${tx.merchantId} and s.code = any(${codes}::text[])`);

/** Makes a store for each code that has none; its name is its code until somebody gives it a better one. */
export const insertMissingStores = (tx: Tx, codes: readonly string[]): Promise<number> =>
  tx.run(sql`
    insert into store (merchant_id, store_id, code, name, active, created_at)
    select ${tx.merchantId}, missing.store_id, missing.code, missing.code, true, ${tx.now}
      from unnest(${codes.map(() => newId())}::uuid[], ${codes}::text[]) as missing (store_id, code)
    on conflict (merchant_id, code) do nothing`);

export const insertTerminal = (tx: Tx, terminal: TerminalView): Promise<number> =>
  tx.run(sql`
    insert into terminal (merchant_id, terminal_id, store_id, code, name, active, created_at)
    values (${tx.merchantId}, ${terminal.terminalId}, ${terminal.storeId}, ${terminal.code}, ${terminal.name},
            ${terminal.active}, ${tx.now})`);

export const terminalPage = (tx: Tx, storeId: string, { after, limit }: CodePage): Promise<TerminalView[]> =>
  tx.many<TerminalView>(sql`
    select terminal_id as "terminalId", store_id as "storeId", code, name, active from terminal
     where merchant_id = ${tx.merchantId} and store_id = ${storeId} and code > ${after}
     order by code limit ${limit}`);
