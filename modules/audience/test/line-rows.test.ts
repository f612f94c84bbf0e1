import { expect, test } from 'vitest';
import { numbersIn } from '../postings/bits.ts';
import { lineRowsOf } from '../postings/line-rows.ts';
import { orderRowsOf, packPlace } from '../postings/order-rows.ts';
import type { Postings } from '../postings/postings.ts';
import { boughtIn } from '../postings/purchases.ts';
import type { Goods } from '../postings/tables.ts';

const GOODS: Goods = { sku: ['tea', 'bag'], brand: [null, null], category: ['drinks', null] };

// person, day, hour, then each line: product, amount, quantity, whether it came back whole
const ORDERS: [number, number, number, [number, number, number, 0 | 1][]][] = [
  [1, 12, 9, [[0, 500, 1000, 1]]],
  [
    0,
    11,
    9,
    [
      [0, 500, 1000, 0],
      [1, 900, 2000, 1],
    ],
  ],
  [1, 10, 8, [[1, 900, 1000, 0]]],
];

async function postingsOf(): Promise<Postings> {
  const records = {
    person: Int32Array.from(ORDERS, ([person]) => person),
    fields: Int32Array.from(ORDERS.flatMap(([, day, hour, lines]) => [day, packPlace(0, 0, hour), 1000, lines.length])),
    at: Float64Array.from(ORDERS, ([, day]) => day),
    ids: Uint32Array.from(ORDERS.flatMap((_, i) => [0, 0, 0, i])),
  };
  const ordered = await orderRowsOf(records, 2);
  const fields = Int32Array.from(
    ORDERS.flatMap(([, , , lines]) => lines.flatMap(([product, ...rest]) => [product + 1, ...rest])),
  );
  const lines = await lineRowsOf({ starts: Int32Array.of(0, 1, 3, 4), fields }, ordered, 2);
  const { firstDay, days, orders } = ordered;
  return { size: 2, names: { goods: GOODS }, firstDay, days, orders, lines } as unknown as Postings;
}

const SPAN = { from: null, to: '1970-01-31' };

test('orders stand person by person and day by day, and know the units of their lines', async () => {
  const { orders, firstDay } = await postingsOf();
  expect([...orders.person]).toEqual([0, 1, 1]);
  expect([...orders.day].map((day) => day + firstDay)).toEqual([11, 10, 12]);
  expect([...orders.hour]).toEqual([9, 8, 9]);
  expect([...orders.quantityMilli]).toEqual([3000, 1000, 1000]);
});

test.each([
  ['tea', false, [0, 1]],
  ['tea', true, [0]],
  ['bag', false, [0, 1]],
  ['bag', true, [1]],
])('of %s, leaving out what came back: %s', async (sku, kept, people) => {
  const postings = await postingsOf();
  const found = boughtIn({ postings, among: null }, { is: 'bought', of: { skus: [sku], kept }, span: SPAN });
  expect([...numbersIn(found)]).toEqual(people);
});
