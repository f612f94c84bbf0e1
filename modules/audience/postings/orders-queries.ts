import { blocksOf, type Asks } from '@shuke/insight';
import { assert } from '@shuke/kernel';
import { part, statementOf, type Part } from '../sql/part.ts';
import { numberOf } from './numbering.ts';
import { emptyRecords, FIELDS, firstRecords, type OrderRecords } from './order-records.ts';
import { packPlace } from './order-rows.ts';
import type { People } from './people-queries.ts';

export interface OrderNames {
  readonly sources: readonly string[];
  /** How many there are, of whom one knew and of whom one does not know any more. */
  readonly expected: number;
}

/** All orders of people, as they lie in the copy: sorting four million of them there took ten seconds. */
export async function readOrders(asks: Asks, people: People, { sources, expected }: OrderNames): Promise<OrderRecords> {
  const records = emptyRecords(expected);
  let count = 0;
  for await (const block of blocksOf(asks, statementOf(ordersSql(asks, sources)))) {
    const ids = block.ids('order_id');
    const customers = people.table.findAll(block.ids('customer_id'));
    const [day, hour, store] = [block.numbers('day'), block.numbers('hour'), block.numbers('store')];
    const [source, amount, lines] = [block.numbers('source'), block.numbers('amount'), block.numbers('lines')];
    const at = block.numbers('at');
    for (let row = 0; row < block.rows; row += 1) {
      if (customers[row]! < 0) continue;
      for (let word = 0; word < 4; word += 1) records.ids[4 * count + word] = ids[4 * row + word]!;
      records.person[count] = people.person[customers[row]!]!;
      records.at[count] = at[row]!;
      const to = FIELDS * count;
      records.fields[to] = day[row]!;
      records.fields[to + 1] = packPlace(store[row]!, source[row]!, hour[row]!);
      records.fields[to + 2] = amount[row]!;
      records.fields[to + 3] = lines[row]!;
      count += 1;
    }
  }
  assert(count <= expected, 'a state has as many orders as were counted in it');
  return firstRecords(records, count);
}

const ordersSql = ({ merchantId }: Asks, sources: readonly string[]): Part => part`
    select o.order_id, o.customer_id, (o.business_day - date '1970-01-01')::integer as day,
           round(extract(epoch from o.ordered_at) * 1000000)::double precision as at,
           extract(hour from o.ordered_local)::integer as hour, s.store_no::integer as store,
           ${numberOf('o.source', sources)} as source, o.payable_minor::integer as amount, o.line_count as lines
      from pub_order o
      join (select store_id, row_number() over (order by store_id) - 1 as store_no
              from pub_store where merchant_id = ${merchantId}::uuid) as s on s.store_id = o.store_id
     where o.merchant_id = ${merchantId}::uuid and o.customer_id is not null`;
