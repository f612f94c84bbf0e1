import { assert } from '@shuke/kernel';
import { add, bitsOf } from './bits.ts';
import type { Ordered } from './order-rows.ts';
import type { LineRows } from './postings.ts';
import { inSlices } from './slices.ts';

/** One more than the product, so that 0 is no line; amount, quantity, and 1 where it came back whole. */
export const LINE_FIELDS = 4;

export interface LineRecords {
  /** Where the lines of each order begin, orders as they were read. */
  readonly starts: Int32Array;
  readonly fields: Int32Array;
}

/** Puts lines into columns by product, and adds up in the orders what quantities they came to. */
export async function lineRowsOf(
  { starts: placeOf, fields }: LineRecords,
  { orders, recordOf }: Ordered,
  products: number,
): Promise<LineRows> {
  const starts = await startsOf(fields, products);
  const next = starts.slice();
  const count = starts.at(-1)!;
  const lines = {
    starts,
    order: new Int32Array(count),
    person: new Int32Array(count),
    day: new Uint16Array(count),
    amountMinor: new Int32Array(count),
    quantityMilli: new Int32Array(count),
    store: new Uint16Array(count),
    source: new Uint8Array(count),
    hour: new Uint8Array(count),
    gone: bitsOf(count),
  };
  await inSlices(orders.person.length, (from, to) => {
    for (let order = from; order < to; order += 1) {
      const end = LINE_FIELDS * placeOf[recordOf[order]! + 1]!;
      let quantity = 0;
      for (let at = LINE_FIELDS * placeOf[recordOf[order]!]!; at < end; at += LINE_FIELDS) {
        const product = fields[at]! - 1;
        if (product < 0) continue;
        const row = next[product]!;
        next[product] = row + 1;
        lines.order[row] = order;
        lines.person[row] = orders.person[order]!;
        lines.day[row] = orders.day[order]!;
        lines.amountMinor[row] = fields[at + 1]!;
        lines.quantityMilli[row] = fields[at + 2]!;
        // What the order says stands beside the line: going to the orders for it took three times as long.
        lines.store[row] = orders.store[order]!;
        lines.source[row] = orders.source[order]!;
        lines.hour[row] = orders.hour[order]!;
        if (fields[at + 3] === 1) add(lines.gone, row);
        quantity += fields[at + 2]!;
      }
      assert(quantity === (quantity | 0), 'the quantity of an order fits 32 bits');
      orders.quantityMilli[order] = quantity;
    }
  });
  return lines;
}

async function startsOf(fields: Int32Array, products: number): Promise<Int32Array> {
  const starts = new Int32Array(products + 1);
  await inSlices(fields.length / LINE_FIELDS, (from, to) => {
    for (let at = LINE_FIELDS * from; at < LINE_FIELDS * to; at += LINE_FIELDS) {
      if (fields[at] !== 0) starts[fields[at]!]! += 1;
    }
  });
  for (let product = 0; product < products; product += 1) starts[product + 1]! += starts[product]!;
  return starts;
}
