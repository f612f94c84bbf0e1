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

const pick = (from: readonly string[], by: string): string =>
  `case cast(${by} as integer) ${from.map((word, i) => `when ${i} then '${word}'`).join(' ')} end`;

// Only what is read from a table is read by two threads: a range is one thread's work.
const SHOP = `
  create macro merchant() as cast('${MERCHANT}' as uuid);
  create macro last_day() as date '${TODAY}';
  create macro id_of(kind, n) as cast(md5(kind || ' ' || cast(n as bigint)) as uuid);
  create macro instant_of(ago) as to_timestamp((${LAST_DAY} - cast(ago as integer)) * 86400 + 4 * 3600);
  create temp table number as select i from range(${SIZES.orders}) as r (i);
  create table pub_store as
  select merchant() as merchant_id, id_of(4, i) as store_id, i as store_no from range(${SIZES.stores}) as r (i);
  create table pub_product as
  select merchant() as merchant_id, id_of(3, i) as product_id, i::integer as product_no, 'P' || i as sku,
         'C' || (hash(i, 'category') % ${SIZES.categories}) as category,
         'B' || (i % 100) as brand
    from range(${SIZES.products}) as r (i)`;

const PEOPLE = `
  create table pub_customer as
  select merchant() as merchant_id, id_of(1, i) as customer_id, i as customer_no,
         ${pick(SOURCES, `hash(i, 'source') % ${SOURCES.length}`)} as source,
         instant_of(hash(i, 'created') % ${SIZES.days}) as created_at
    from number where i < ${SIZES.customers};
  create table pub_customer_person as select merchant_id, customer_id, customer_id as person_id from pub_customer;
  create table pub_customer_stage_change as
  select merchant_id, customer_id as change_id, customer_id,
         ${pick(['visitor', 'buyer', 'member', 'paid_member'], "hash(customer_no, 'stage') % 4")} as to_stage,
         instant_of(hash(customer_no, 'staged') % ${SIZES.days}) as happened_at
    from pub_customer;
  create table pub_loyalty_member as
  select merchant() as merchant_id, id_of(1, i * 3) as customer_id, ${pick(TIERS, `hash(i, 'tier') % 3`)} as tier_id
    from range(${Math.floor(SIZES.customers / 3)}) as r (i);
  create table pub_loyalty_tier_change as
  select merchant() as merchant_id, id_of(6, i) as change_id, id_of(1, i * 3) as customer_id,
         ${pick(TIERS, `hash(i, 'tier') % 3`)} as to_tier, instant_of(hash(i, 'tiered') % ${SIZES.days}) as changed_at
    from range(${Math.floor(SIZES.customers / 3)}) as r (i);
  create table pub_consent_entry as
  select merchant() as merchant_id, id_of(1, hash(i, 'said') % ${SIZES.customers}) as customer_id,
         ${pick(['marketing', 'profiling'], "hash(i, 'purpose') % 2")} as purpose,
         ${pick(['sms', 'wechat', 'any'], "hash(i, 'channel') % 3")} as channel, hash(i, 'yes') % 4 > 0 as granted,
         instant_of(hash(i, 'when') % ${SIZES.days}) as said_at
    from range(${SIZES.consents}) as r (i);
  create table pub_customer_tag as
  select distinct on (customer_id, value) merchant() as merchant_id, id_of(1, hash(i, 'tagged') % ${SIZES.customers}) as customer_id,
         'palate' as family, ${pick(TAGS, `hash(i, 'tag') % ${TAGS.length}`)} as value,
         cast((hash(i, 'like') % 1000) * 8 as double) as like_fading, (hash(i, 'avoid') % 300) / 1e2 as avoid_lasting,
         cast((hash(i, 'fade') % 1000) * 4 as double) as avoid_fading, hash(i, 'allergy') % 50 = 0 as allergy
    from range(${SIZES.tags}) as r (i);
  create table pub_touchpoint as
  select merchant() as merchant_id, id_of(8, i) as touchpoint_id, ${pick(['table', 'receipt', 'poster', 'door'], 'i % 4')} as kind
    from range(200) as r (i);
  create table pub_touchpoint_event as
  select merchant() as merchant_id, id_of(8, hash(i, 'where') % 200) as touchpoint_id,
         ${pick(['scan', 'join', 'order'], "hash(i, 'what') % 3")} as kind,
         id_of(1, hash(i, 'met') % ${SIZES.customers}) as customer_id, instant_of(hash(i, 'at') % ${SIZES.days}) as "at"
    from range(${SIZES.scans}) as r (i)`;

// Three quarters of the orders are of a quarter of the people, and the later days have more: a shop that grows. The day ascends with the
// number of the order, as it does in a copy. A 1e6 makes a quotient one with a fraction: whole numbers are divided as PostgreSQL does.
// What a hash leaves is cast before anything is added, or it is reckoned in 128 bits, which takes ten times as long.
const ORDERS = `
  create table pub_order as
  select merchant() as merchant_id, id_of(2, n.i) as order_id, s.store_id, c.customer_id,
         ${pick(SOURCES, `(n.drawn >> 8) % ${SOURCES.length}`)} as source, last_day() - n.ago as business_day,
         cast(last_day() - n.ago as timestamp) + to_seconds(n.at_second) as ordered_local,
         to_timestamp((${LAST_DAY} - n.ago) * 86400 + n.at_second - 8 * 3600) as ordered_at,
         500 + cast((n.drawn >> 40) % 20000 as bigint) as payable_minor, n.i as order_no,
         cast(3 - n.i % 2 as integer) as line_count
    from (select i, hash(i) as drawn, 8 * 3600 + cast((hash(i) >> 20) % 50400 as integer) as at_second,
                 cast(floor(power((${SIZES.orders} - 1 - i) / ${SIZES.orders}e0, 1.3) * ${SIZES.days}) as integer) as ago,
                 cast(floor(power((hash(i, 'who') % 1000000) / 1e6, 2.5) * ${SIZES.customers}) as bigint) as who
            from number) as n
    join pub_customer c on c.customer_no = n.who
    join pub_store s on s.store_no = n.drawn % ${SIZES.stores}`;

// Two or three lines an order, next to each other. A few products sell most of what is sold.
const LINES = `
  create table pub_order_line as
  select l.merchant_id, l.order_id, l.store_id, l.customer_id, l.business_day, l.ordered_local, l.ordered_at, l.line_no,
         p.product_id, 1000 + 1000 * cast((l.drawn >> 16) % 3 as bigint) as quantity_milli,
         300 + cast((l.drawn >> 32) % 6000 as bigint) as amount_minor
    from (select o.*, hash(o.order_no * 3 + o.line_no) as drawn
            from (select *, unnest(range(line_count))::integer as line_no from pub_order) as o) as l
    join pub_product p on p.product_no = cast(floor(power((l.drawn % 65536) / 65536e0, 2) * ${SIZES.products}) as integer);
  create table pub_order_return as
  select merchant_id, order_id, line_no, 1000::bigint as quantity_milli
    from pub_order_line where line_no = 0 and hash(order_id) % 100 = 0`;

/** Fills the published views that rules read, as tables; nothing leaves DuckDB. */
export async function fillTown(connection: DuckDBConnection): Promise<void> {
  for (const sql of [SHOP, PEOPLE, ORDERS, LINES, 'drop table number', 'checkpoint']) await connection.run(sql);
}
