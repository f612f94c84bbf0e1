import type { DuckDBConnection } from '@duckdb/node-api';

/** What is generated straight into a copy, always the same: every choice is the hash of a row's number and a word. */
export const TOWN = {
  lines: 10_000_000,
  orders: 4_000_000,
  customers: 1_000_000,
  products: 2_000,
  stores: 50,
  days: 730,
};
export const LAST_DAY = '2026-03-10';
export const storeId = (i: number): string => `00000004-0000-7000-8000-${i.toString(16).padStart(12, '0')}`;

const share = (...by: (string | number)[]): string => `(hash(${by.join(', ')}) % 1000000) / 1e6`;

// Three quarters of the orders are of a quarter of the people, a tenth of nobody known, and the later days have more.
const DRAWN = `
  create temp table drawn as
  select i, ${TOWN.days - 1} - cast(floor(power(${share('i', "'day'")}, 1.2) * ${TOWN.days}) as integer) as ago,
         cast(hash(i, 'store') % ${TOWN.stores} as integer) as store_no,
         case when hash(i, 'known') % 10 > 0
              then cast(floor(power(${share('i', "'who'")}, 2.2) * ${TOWN.customers}) as bigint) end as who,
         cast(hash(i, 'minute') % 840 as bigint) as minute, cast(500 + hash(i, 'payable') % 20000 as bigint) as payable_minor,
         2 + cast(i % 2 as integer) as line_count
    from range(${TOWN.orders}) as r (i)`;

const ORDERS = `
  insert into pub_order (merchant_id, order_id, store_id, customer_id, source, order_ref, ordered_at, business_day, gross_minor,
                         discount_minor, payable_minor, line_count, ordered_local, recorded_at)
  select merchant(), id_of(2, d.i), s.id, c.id, ['till', 'till', 'delivery', 'qr'][1 + cast(hash(d.i, 'source') % 4 as bigint)],
         'R' || d.i, d.clock - interval 8 hours, d.day, d.payable_minor, 0, d.payable_minor, d.line_count, d.clock, d.clock
    from (select *, last_day() - ago as day, (last_day() - ago)::timestamp + to_minutes(480 + minute) as clock from drawn) as d
    join stores s on s.no = d.store_no
    left join customers c on c.no = d.who
   order by d.ago desc, d.store_no`;

// A few products sell most of what is sold. An order's lines are told by its reference, which has its number.
const LINES = `
  insert into pub_order_line (merchant_id, order_id, store_id, customer_id, ordered_at, business_day, ordered_local, line_no,
                              product_id, quantity_milli, amount_minor, discount_minor)
  select o.merchant_id, o.order_id, o.store_id, o.customer_id, o.ordered_at, o.business_day, o.ordered_local, n.no, p.id,
         cast(1000 * (1 + hash(o.order_ref, n.no) % 3) as bigint), cast(o.payable_minor / o.line_count as bigint), 0
    from pub_order o
    join (values (1), (2), (3)) as n (no) on n.no <= o.line_count
    join products p on p.no = cast(floor(power(${share('o.order_ref', 'n.no', "'what'")}, 2) * ${TOWN.products}) as integer)`;

const REST = `
  insert into pub_customer (merchant_id, customer_id, source, created_at)
  select merchant(), id, 'till', (last_day() - 730)::timestamp from customers;
  insert into pub_customer_person (merchant_id, customer_id, person_id) select merchant(), id, id from customers;
  insert into pub_product (merchant_id, product_id, sku, name, category, brand)
  select merchant(), id, 'P' || no, 'Product ' || no, 'C' || (no % 40), 'B' || (no % 100) from products;
  insert into pub_store (merchant_id, store_id, code, name, time_zone, active)
  select merchant(), id, 'S' || no, 'Store ' || no, 'Asia/Shanghai', true from stores`;

const ids = (name: string, kind: number, count: number): string =>
  `create temp table ${name} as select cast(i as integer) as no, id_of(${kind}, i) as id from range(${count}) as r (i)`;

/** Fills the tables of a copy; nothing leaves DuckDB. */
export async function fillTown(duck: DuckDBConnection, merchantId: string): Promise<void> {
  const steps = [
    `create temp macro merchant() as cast('${merchantId}' as uuid)`,
    `create temp macro last_day() as date '${LAST_DAY}'`,
    // As ids of version 7 are: they rise with time, and most of their bits are random. Ids that only count are packed to nothing.
    // In few parts: four million of five parts took 7 s of a processor, of three they take 2.6.
    `create temp macro id_of(kind, n) as cast(printf('%012x7%03x8%015x', (26214400 + kind * 65536)::bigint * 65536 + n,
       hash(n, kind) % 4096, hash(kind, n) % 1152921504606846976) as uuid)`,
    ids('customers', 1, TOWN.customers),
    ids('products', 3, TOWN.products),
    `create temp table stores as select cast(i as integer) as no,
       cast(printf('00000004-0000-7000-8000-%012x', i) as uuid) as id from range(${TOWN.stores}) as r (i)`,
    DRAWN,
    ORDERS,
    LINES,
    REST,
    'drop table temp.drawn',
  ];
  for (const step of steps) await duck.run(step);
}
