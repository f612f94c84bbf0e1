import { sql } from '@shuke/db';
import type { Asks } from '@shuke/insight';
import { assert } from '@shuke/kernel';
import type { Goods, LineRows, OrderRows } from './postings.ts';
import { fieldsOf } from './packed.ts';

/** What lines and orders are numbered by. */
export interface Numbering {
  readonly customers: ReadonlyMap<string, number>;
  readonly personOfCustomer: Int32Array;
  /** For whom all stand who were erased: their orders are kept in their places and belong to no person. */
  readonly nobody: number;
  readonly goods: Goods;
  readonly storeIds: readonly string[];
}

export interface Purchased {
  readonly firstDay: number;
  readonly days: number;
  readonly orders: OrderRows;
  readonly lines: LineRows;
  readonly orderSources: readonly string[];
}

// So many lines are sent at a time, as texts: a row object a line would take ten times the memory.
const LINES_AT_ONCE = 2_000_000;

/** Reads all orders and lines of known people: by one question for how many there are, then a few for each two million lines. */
export async function readPurchases(asks: Asks, numbering: Numbering): Promise<Purchased> {
  const counts = await asks.many<{ day: number; orders: number; lines: number }>(sql`
    select (o.business_day - date '1970-01-01')::integer as day, count(*) as orders, sum(o.line_count) as lines
      from pub_order o
     where o.merchant_id = ${asks.merchantId}::uuid and o.customer_id is not null
     group by o.business_day order by o.business_day`);
  const firstDay = counts[0]?.day ?? 0;
  const days = counts.length === 0 ? 0 : counts.at(-1)!.day - firstDay + 1;
  const orders = emptyOrders(
    startsOf(
      counts.map(({ day, orders: count }) => ({ at: day - firstDay, count })),
      days,
    ),
  );
  const sources = await readSources(asks);
  const target = { asks, numbering, firstDay, orders, sources };
  const packed: PackedRow[] = [];
  for (const span of spansOf(counts, { firstDay, days })) {
    await readOrders(target, span);
    packed.push(...(await readLines(target, span)));
  }
  const groups = numbering.goods.category.length;
  const lines = linesFrom(packed, { firstDay, days, groups, orders });
  return { firstDay, days, orders, lines, orderSources: sources };
}

const readSources = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ source: string }>(sql`
    select distinct source from pub_order where merchant_id = ${asks.merchantId}::uuid order by source`);
  return rows.map((row) => row.source);
};

function startsOf(counts: readonly { at: number; count: number }[], slots: number): Int32Array {
  const starts = new Int32Array(slots + 1);
  for (const { at, count } of counts) starts[at + 1] = count;
  for (let i = 1; i <= slots; i += 1) starts[i]! += starts[i - 1]!;
  return starts;
}

function emptyOrders(starts: Int32Array): OrderRows {
  const size = starts.at(-1)!;
  return {
    person: new Int32Array(size),
    store: new Uint16Array(size),
    amountMinor: new Int32Array(size),
    source: new Uint8Array(size),
    hour: new Uint8Array(size),
    starts,
  };
}

function emptyLines(starts: Int32Array): LineRows {
  const size = starts.at(-1)!;
  return {
    person: new Int32Array(size),
    store: new Uint16Array(size),
    amountMinor: new Int32Array(size),
    order: new Int32Array(size),
    product: new Int32Array(size),
    quantityMilli: new Int32Array(size),
    starts,
  };
}

interface DaySpan {
  readonly from: number;
  readonly to: number;
}

function* spansOf(
  counts: readonly { day: number; lines: number }[],
  { firstDay, days }: { firstDay: number; days: number },
): Generator<DaySpan> {
  let [from, lines] = [firstDay, 0];
  for (const row of counts) {
    if (row.day > from && lines + row.lines > LINES_AT_ONCE) {
      yield { from, to: row.day - 1 };
      [from, lines] = [row.day, 0];
    }
    lines += row.lines;
  }
  if (days > 0) yield { from, to: firstDay + days - 1 };
}

interface Target extends Pick<Purchased, 'firstDay' | 'orders'> {
  readonly asks: Asks;
  readonly numbering: Numbering;
  readonly sources: readonly string[];
}

interface PackedRow {
  readonly day: number;
  readonly group_no: number;
  readonly lines: number;
  readonly packed: string;
}

async function readOrders({ asks, numbering, firstDay, orders }: Target, { from, to }: DaySpan): Promise<void> {
  const rows = await asks.many<PackedRow>(sql`
    select (o.business_day - date '1970-01-01')::integer as day,
           string_agg(cast(o.customer_id as text) || ' ' || cast(s.store_no as text) || ' ' || cast(f.source_no as text)
                      || ' ' || cast(extract(hour from o.ordered_local) as text)
                      || ' ' || cast(o.payable_minor as text), ' ' order by o.ordered_at, o.order_id) as packed
      from pub_order o
      join (select store_id, row_number() over (order by store_id) - 1 as store_no
              from pub_store where merchant_id = ${asks.merchantId}::uuid) as s on s.store_id = o.store_id
      join (select source, row_number() over (order by source) - 1 as source_no
              from (select distinct source from pub_order where merchant_id = ${asks.merchantId}::uuid) as d) as f
        on f.source = o.source
     where o.merchant_id = ${asks.merchantId}::uuid and o.customer_id is not null
       and o.business_day between date '1970-01-01' + ${from}::integer and date '1970-01-01' + ${to}::integer
     group by o.business_day`);
  for (const { day, packed } of rows) {
    const fields = fieldsOf(packed);
    const [begin, end] = [orders.starts[day - firstDay]!, orders.starts[day - firstDay + 1]!];
    for (let at = begin; at < end; at += 1) {
      const customer = numbering.customers.get(fields.text());
      orders.person[at] = customer === undefined ? numbering.nobody : numbering.personOfCustomer[customer]!;
      orders.store[at] = fields.number();
      orders.source[at] = fields.number();
      orders.hour[at] = fields.number();
      orders.amountMinor[at] = fields.number();
    }
    assert(fields.isAtEnd(), 'a day has as many orders as were counted');
  }
}

/** The lines of some days by day and category, as texts, each with the row of its order. */
async function readLines({ asks, firstDay, orders }: Target, { from, to }: DaySpan): Promise<PackedRow[]> {
  // Every order has a line, so that the ranks of their orders are the numbers of the orders: joining them took twice as long.
  const rows = await asks.many<PackedRow & { last: number }>(sql`
    with g as (
      select product_id, row_number() over (order by category nulls last, product_id) - 1 as product_no,
             dense_rank() over (order by category nulls last) - 1 as group_no
        from pub_product where merchant_id = ${asks.merchantId}::uuid
    ), numbered as (
      select l.business_day, l.product_id, l.amount_minor, l.quantity_milli,
             dense_rank() over (order by l.business_day, l.ordered_at, l.order_id) - 1 as order_no
        from pub_order_line l
       where l.merchant_id = ${asks.merchantId}::uuid and l.customer_id is not null
         and l.business_day between date '1970-01-01' + ${from}::integer and date '1970-01-01' + ${to}::integer
    )
    select (l.business_day - date '1970-01-01')::integer as day, g.group_no::integer as group_no, count(*) as lines,
           max(l.order_no) as last,
           string_agg(cast(l.order_no + ${orders.starts[from - firstDay]!}::bigint as text) || ' '
                      || cast(g.product_no as text) || ' ' || cast(l.amount_minor as text) || ' '
                      || cast(l.quantity_milli as text), ' ') as packed
      from numbered l
      join g on g.product_id = l.product_id
     group by l.business_day, g.group_no`);
  const counted = orders.starts[to - firstDay + 1]! - orders.starts[from - firstDay]!;
  const last = rows.reduce((most, row) => Math.max(most, row.last), -1);
  assert(last + 1 === counted, 'every order has a line of a product that is known');
  return rows;
}

interface Frame extends Pick<Purchased, 'firstDay' | 'days' | 'orders'> {
  readonly groups: number;
}

/** Puts lines into columns by category and day. */
function linesFrom(packed: readonly PackedRow[], { firstDay, days, groups, orders }: Frame): LineRows {
  const slotOf = ({ group_no: group, day }: PackedRow): number => group * (days + 1) + day - firstDay;
  const lines = emptyLines(
    startsOf(
      packed.map((row) => ({ at: slotOf(row), count: row.lines })),
      groups * (days + 1),
    ),
  );
  for (const row of packed) {
    const fields = fieldsOf(row.packed);
    const slot = slotOf(row);
    for (let at = lines.starts[slot]!; at < lines.starts[slot + 1]!; at += 1) {
      const order = fields.number();
      lines.order[at] = order;
      lines.product[at] = fields.number();
      lines.amountMinor[at] = fields.number();
      lines.quantityMilli[at] = fields.number();
      lines.person[at] = orders.person[order]!;
      lines.store[at] = orders.store[order]!;
    }
  }
  return lines;
}
