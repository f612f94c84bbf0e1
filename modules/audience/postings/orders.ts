import { assert } from '@shuke/kernel';
import { emptyRecords, FIELDS, firstRecords, type OrderRecords } from './order-records.ts';
import { packPlace } from './order-rows.ts';
import type { People } from './people.ts';
import type { Blocks } from './tables.ts';

/** All orders of the people, as they lie in the copy: sorting four million of them there took ten seconds. Of all people there are `expected`. */
export async function readOrders(blocks: Blocks, people: People, expected: number): Promise<OrderRecords> {
  // Memory that is not written to is not taken, so that there may be room for the orders of others too.
  const records = emptyRecords(expected);
  let count = 0;
  for await (const block of blocks('orders')) {
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
