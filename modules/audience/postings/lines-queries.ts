import { sql } from '@shuke/db';
import { blocksOf, type Asks } from '@shuke/insight';
import { assert } from '@shuke/kernel';
import { idTable } from './id-table.ts';
import { LINE_FIELDS, type LineRecords } from './line-rows.ts';
import { FIELDS, type OrderRecords } from './order-records.ts';

/** All lines of orders that are known, each in one of the places that its order has for its lines. */
export async function readLines(asks: Asks, orders: OrderRecords): Promise<LineRecords> {
  // In the order in which orders were read, for lines lie in the copy as their orders do: memory is written nearly one after the other.
  const starts = startsOf(orders);
  const table = await idTable(orders.ids);
  const next = starts.slice();
  const fields = new Int32Array(LINE_FIELDS * starts.at(-1)!);
  for await (const block of blocksOf(asks, linesStatement(asks))) {
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

// A line came back whole as SQL says it where a rule leaves such lines out.
const linesStatement = ({ merchantId }: Asks) => sql`
  select l.order_id, g.product_no::integer as product, l.amount_minor::integer as amount,
         l.quantity_milli::integer as quantity,
         case when coalesce(r.quantity_milli, 0) < l.quantity_milli then 0 else 1 end as gone
    from pub_order_line l
    join (select product_id, row_number() over (order by category nulls last, product_id) - 1 as product_no
            from pub_product where merchant_id = ${merchantId}::uuid) as g on g.product_id = l.product_id
    left join pub_order_return r
           on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_no = l.line_no
   where l.merchant_id = ${merchantId}::uuid and l.customer_id is not null`;
