import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';

export const MERCHANT = '00000000-0000-7000-8000-000000000001';
export const TODAY = '2026-03-10';
const LAST_DAY = Date.parse(TODAY) / 86_400_000;

/** What is generated, always the same: every choice is the hash of a row's number and a word. */
export const SIZES = {
  customers: 1_000_000,
  orders: 4_000_000,
  lines: 10_000_000,
  days: 730,
  stores: 50,
  categories: 40,
  products: 2_000,
  consents: 500_000,
  tags: 600_000,
  scans: 500_000,
} as const;

export const SKUS = Array.from({ length: SIZES.products }, (_, i) => `P${i}`);
export const CATEGORIES = Array.from({ length: SIZES.categories }, (_, i) => `C${i}`);
export const SOURCES = ['till', 'delivery', 'qr', 'import'];
export const TAGS = Array.from({ length: 30 }, (_, i) => `T${i}`);
export const TIERS = ['silver', 'gold', 'black'];
/** As random as ids are: DuckDB packs ids that are alike into bits, and unpacking them takes thirty times what reading them does. */
export const storeId = (i: number): string =>
  createHash('md5')
    .update(`4 ${i}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const pick = (from: readonly string[], by: string): string => `(['${from.join("','")}'])[1 + cast(${by} as bigint)]`;

// Three quarters of the orders are of a quarter of the people, and the later days have more: a shop that grows. The day ascends with the
// number of the order, so that nothing is sorted.
const ORDERS = `
  create table pub_order as
  select merchant() as merchant_id, id_of(2, n.i) as order_id, id_of(4, hash(n.i, 'store') % ${SIZES.stores}) as store_id,
         id_of(1, floor(power((hash(n.i, 'who') % 1000000) / 1e6, 2.5) * ${SIZES.customers})) as customer_id,
         ${pick(SOURCES, `hash(n.i, 'source') % ${SOURCES.length}`)} as source, last_day() - n.ago as business_day,
         cast(last_day() - n.ago as timestamp) + to_seconds(n.at_second) as ordered_local,
         to_timestamp((${LAST_DAY} - n.ago) * 86400 + n.at_second - 8 * 3600) as ordered_at,
         cast(500 + hash(n.i, 'payable') % 20000 as bigint) as payable_minor, n.i as order_no,
         cast(3 - n.i % 2 as integer) as line_count
    from (select i, cast(8 * 3600 + hash(i, 'second') % (14 * 3600) as integer) as at_second,
                 cast(floor(power((${SIZES.orders} - 1 - i) / ${SIZES.orders}, 1.3) * ${SIZES.days}) as integer) as ago
            from range(${SIZES.orders}) as r (i)) as n`;

// Two or three lines an order. A few products sell most of what is sold.
const LINES = `
  create table pub_order_line as
  select o.merchant_id, o.order_id, o.store_id, o.customer_id, o.business_day, o.ordered_local, o.ordered_at,
         n.line_no::integer as line_no,
         id_of(3, floor(power((hash(o.order_no, n.line_no, 'what') % 1000000) / 1e6, 2) * ${SIZES.products})) as product_id,
         cast(1000 * (1 + hash(o.order_no, n.line_no, 'units') % 3) as bigint) as quantity_milli,
         cast(300 + hash(o.order_no, n.line_no, 'amount') % 6000 as bigint) as amount_minor
    from pub_order o
    join range(3) as n (line_no) on n.line_no < o.line_count`;

const PEOPLE = `
  create table pub_customer as
  select merchant() as merchant_id, id_of(1, i) as customer_id, ${pick(SOURCES, `hash(i, 'source') % ${SOURCES.length}`)} as source,
         instant_of(hash(i, 'created') % ${SIZES.days}) as created_at
    from range(${SIZES.customers}) as r (i);
  create table pub_customer_person as select merchant_id, customer_id, customer_id as person_id from pub_customer;
  create table pub_customer_stage_change as
  select merchant() as merchant_id, id_of(5, i) as change_id, id_of(1, i) as customer_id,
         ${pick(['visitor', 'buyer', 'member', 'paid_member'], "hash(i, 'stage') % 4")} as to_stage,
         instant_of(hash(i, 'staged') % ${SIZES.days}) as happened_at
    from range(${SIZES.customers}) as r (i);
  create table pub_loyalty_member as
  select merchant() as merchant_id, id_of(1, i * 3) as customer_id, ${pick(TIERS, `hash(i, 'tier') % 3`)} as tier_id
    from range(${Math.floor(SIZES.customers / 3)}) as r (i);
  create table pub_loyalty_tier_change as
  select merchant() as merchant_id, id_of(6, i) as change_id, id_of(1, i * 3) as customer_id,
         ${pick(TIERS, `hash(i, 'tier') % 3`)} as to_tier, instant_of(hash(i, 'tiered') % ${SIZES.days}) as changed_at
    from range(${Math.floor(SIZES.customers / 3)}) as r (i);
  create table pub_consent_entry as
  select merchant() as merchant_id, id_of(7, i) as entry_id, id_of(1, hash(i, 'said') % ${SIZES.customers}) as customer_id,
         ${pick(['marketing', 'profiling'], "hash(i, 'purpose') % 2")} as purpose,
         ${pick(['sms', 'wechat', 'any'], "hash(i, 'channel') % 3")} as channel, hash(i, 'yes') % 4 > 0 as granted,
         instant_of(hash(i, 'when') % ${SIZES.days}) as said_at
    from range(${SIZES.consents}) as r (i);
  create table pub_customer_tag as
  select distinct on (customer_id, value) merchant() as merchant_id, id_of(1, hash(i, 'tagged') % ${SIZES.customers}) as customer_id,
         'palate' as family, ${pick(TAGS, `hash(i, 'tag') % ${TAGS.length}`)} as value,
         (hash(i, 'like') % 1000) * 8.0 as like_fading, (hash(i, 'avoid') % 300) / 100.0::double as avoid_lasting,
         (hash(i, 'fade') % 1000) * 4.0 as avoid_fading, hash(i, 'allergy') % 50 = 0 as allergy
    from range(${SIZES.tags}) as r (i);
  create table pub_touchpoint as
  select merchant() as merchant_id, id_of(8, i) as touchpoint_id, ${pick(['table', 'receipt', 'poster', 'door'], 'i % 4')} as kind
    from range(200) as r (i);
  create table pub_touchpoint_event as
  select merchant() as merchant_id, id_of(9, i) as event_id, id_of(8, hash(i, 'where') % 200) as touchpoint_id,
         ${pick(['scan', 'join', 'order'], "hash(i, 'what') % 3")} as kind,
         id_of(1, hash(i, 'met') % ${SIZES.customers}) as customer_id, instant_of(hash(i, 'at') % ${SIZES.days}) as "at"
    from range(${SIZES.scans}) as r (i)`;

const SHOP = `
  create macro merchant() as cast('${MERCHANT}' as uuid);
  create macro last_day() as date '${TODAY}';
  create macro id_of(kind, n) as cast(md5(kind || ' ' || cast(n as bigint)) as uuid);
  create macro instant_of(ago) as to_timestamp((${LAST_DAY} - cast(ago as integer)) * 86400 + 4 * 3600);
  create table pub_store as select merchant() as merchant_id, id_of(4, i) as store_id, i as store_no from range(${SIZES.stores}) as r (i);
  create table pub_product as
  select merchant() as merchant_id, id_of(3, i) as product_id, i::integer as product_no, 'P' || i as sku,
         'C' || (hash(i, 'category') % ${SIZES.categories}) as category,
         'B' || (i % 100) as brand
    from range(${SIZES.products}) as r (i);
  create table pub_order_return as
  select merchant() as merchant_id, id_of(2, i * 100) as order_id, 0 as line_no, 1000::bigint as quantity_milli
    from range(${SIZES.orders / 100}) as r (i)`;

/** Fills the published views that rules read, as tables; nothing leaves DuckDB. */
export async function fillTown(connection: DuckDBConnection): Promise<void> {
  for (const sql of [SHOP, PEOPLE, ORDERS, LINES, 'checkpoint']) await connection.run(sql);
}
