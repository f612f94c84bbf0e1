import { sql, type Tx } from '@shuke/db';
import type { Span } from '../span.ts';
import type { TableScan } from './pairs.ts';
import type { VisitOrder } from './spend.ts';
import type { Sighting } from './visits.ts';

export interface CountRow {
  readonly storeId: string;
  readonly counter: string;
  readonly from: Date;
  readonly until: Date;
  readonly entries: number;
}

/** Writes what counters say. A counter that tells of the same moment again corrects itself. Give each moment once. */
export const writeCounts = (tx: Tx, rows: readonly CountRow[]): Promise<number> =>
  tx.run(sql`
    insert into footfall_count (merchant_id, store_id, counter, from_at, until_at, entries, recorded_at)
    select ${tx.merchantId}, n.store_id, n.counter, n.from_at, n.until_at, n.entries, ${tx.now}
      from unnest(${rows.map((r) => r.storeId)}::uuid[], ${rows.map((r) => r.counter)}::text[],
                  ${rows.map((r) => r.from)}::timestamptz[], ${rows.map((r) => r.until)}::timestamptz[],
                  ${rows.map((r) => r.entries)}::integer[]) as n (store_id, counter, from_at, until_at, entries)
    on conflict (merchant_id, store_id, counter, from_at) do update
       set until_at = excluded.until_at, entries = excluded.entries, recorded_at = excluded.recorded_at`);

export interface SightingRow {
  readonly storeId: string;
  readonly visitor: Buffer;
  readonly at: Date;
}

/** Writes in which minutes devices were seen; answers how many minutes were new. */
export const writeSightings = (tx: Tx, rows: readonly SightingRow[]): Promise<number> =>
  tx.run(sql`
    insert into footfall_sighting (merchant_id, store_id, visitor, minute)
    select distinct ${tx.merchantId}::uuid, n.store_id, n.visitor, date_trunc('minute', n.at)
      from unnest(${rows.map((r) => r.storeId)}::uuid[], ${rows.map((r) => r.visitor)}::bytea[],
                  ${rows.map((r) => r.at)}::timestamptz[]) as n (store_id, visitor, at)
    on conflict do nothing`);

export const forgetSightings = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from footfall_sighting where merchant_id = ${tx.merchantId} and minute < ${before}`);

interface Within extends Span {
  readonly storeId: string | null;
}

export const sumCounts = (tx: Tx, { from, to, storeId }: Within): Promise<{ entries: number; counters: number }> =>
  tx.one(sql`
    select coalesce(sum(entries), 0) as entries, count(distinct (store_id, counter))::integer as counters
      from footfall_count
     where merchant_id = ${tx.merchantId} and from_at >= ${from} and from_at < ${to}
       and (${storeId}::uuid is null or store_id = ${storeId})`);

export const readWifi = (tx: Tx, { from, to, storeId }: Within, limit: number): Promise<Sighting[]> =>
  tx.many<Sighting>(sql`
    select encode(visitor, 'hex') as visitor, store_id as "storeId",
           (extract(epoch from minute) * 1000)::bigint as "atMs"
      from footfall_sighting
     where merchant_id = ${tx.merchantId} and minute >= ${from} and minute < ${to}
       and (${storeId}::uuid is null or store_id = ${storeId})
     order by minute limit ${limit}`);

export const readScans = (tx: Tx, { from, to, storeId }: Within, limit: number): Promise<Sighting[]> =>
  tx.many<Sighting>(sql`
    select encode(visitor, 'hex') as visitor, store_id as "storeId", (extract(epoch from at) * 1000)::bigint as "atMs"
      from touchpoint_event
     where merchant_id = ${tx.merchantId} and kind = 'scan' and visitor is not null and store_id is not null
       and at >= ${from} and at < ${to} and (${storeId}::uuid is null or store_id = ${storeId})
     order by at limit ${limit}`);

export const readTableScans = (tx: Tx, { from, to, storeId }: Within, limit: number): Promise<TableScan[]> =>
  tx.many<TableScan>(sql`
    select encode(e.visitor, 'hex') as visitor, e.touchpoint_id as "touchpointId",
           (extract(epoch from e.at) * 1000)::bigint as "atMs"
      from touchpoint_event e
      join touchpoint t on t.merchant_id = e.merchant_id and t.touchpoint_id = e.touchpoint_id and t.kind = 'table'
     where e.merchant_id = ${tx.merchantId} and e.kind = 'scan' and e.visitor is not null
       and e.at >= ${from} and e.at < ${to} and (${storeId}::uuid is null or e.store_id = ${storeId})
     order by e.at limit ${limit}`);

/** Orders of people whose devices are known, once for each device. */
export const readVisitOrders = (tx: Tx, { from, to, storeId }: Within, limit: number): Promise<VisitOrder[]> =>
  tx.many<VisitOrder>(sql`
    select encode(v.visitor, 'hex') as visitor, e.store_id as "storeId",
           (extract(epoch from e.at) * 1000)::bigint as "atMs", e.amount_minor as "amountMinor"
      from touchpoint_event e
      join touchpoint_visitor v on v.merchant_id = e.merchant_id and v.customer_id = e.customer_id
     where e.merchant_id = ${tx.merchantId} and e.kind = 'order' and e.store_id is not null
       and e.at >= ${from} and e.at < ${to} and (${storeId}::uuid is null or e.store_id = ${storeId})
     order by e.at limit ${limit}`);
