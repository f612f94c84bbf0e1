import { assert } from '@shuke/kernel';
import { idTable } from './id-table.ts';
import { LINE_FIELDS, type LineRecords } from './line-rows.ts';
import { FIELDS, type OrderRecords } from './order-records.ts';
import type { Blocks } from './tables.ts';

/** All lines of orders that are known, each in one of the places that its order has for its lines. */
export async function readLines(blocks: Blocks, orders: OrderRecords): Promise<LineRecords> {
  // In the order in which orders were read, for lines lie in the copy as their orders do: memory is written nearly one after the other.
  const starts = startsOf(orders);
  const table = await idTable(orders.ids);
  const next = starts.slice();
  const fields = new Int32Array(LINE_FIELDS * starts.at(-1)!);
  for await (const block of blocks('lines')) {
    const found = table.findAll(block.ids('order_id'));
    const [product, amount] = [block.numbers('product'), block.numbers('amount')];
    const [quantity, gone] = [block.numbers('quantity'), block.numbers('gone')];
    for (let row = 0; row < block.rows; row += 1) {
      const order = found[row]!;
      if (order < 0) continue;
      assert(next[order]! < starts[order + 1]!, 'an order has as many lines as it says');
      const to = LINE_FIELDS * next[order]!;
      next[order]! += 1;
      fields[to] = product[row]! + 1;
      fields[to + 1] = amount[row]!;
      fields[to + 2] = quantity[row]!;
      fields[to + 3] = gone[row]!;
    }
  }
  return { starts, fields };
}

function startsOf({ person, fields }: OrderRecords): Int32Array {
  const starts = new Int32Array(person.length + 1);
  for (let row = 0; row < person.length; row += 1) starts[row + 1] = starts[row]! + fields[FIELDS * row + 3]!;
  return starts;
}
