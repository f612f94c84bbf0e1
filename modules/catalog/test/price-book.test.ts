import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { PriceBook, type PriceRow } from '../price-book.ts';

const row = (version: number, own: Partial<PriceRow> = {}): PriceRow => ({
  productId: 'p',
  sku: 'tea',
  name: `name ${version}`,
  category: null,
  storeId: null,
  priceMinor: version * 100,
  version,
  ...own,
});

test('an empty book has no prices, and what is only priced in one store is not sold in another', () => {
  const book = new PriceBook();
  expect([book.version, book.find('tea', 's1')]).toEqual([0, null]);
  book.apply([row(1, { storeId: 's1' })]);
  expect(book.find('tea', 's1')).toEqual({
    productId: 'p',
    sku: 'tea',
    name: 'name 1',
    category: '',
    unitPriceMinor: 100,
  });
  expect(book.find('tea', 's2')).toBeNull();
});

test('a price of zero is a price', () => {
  const book = new PriceBook();
  book.apply([row(1), row(2, { storeId: 's1', priceMinor: 0 })]);
  expect([book.find('tea', 's1')?.unitPriceMinor, book.find('tea', 's2')?.unitPriceMinor]).toEqual([0, 100]);
});

test('rows that come twice and in any order leave the book that they leave in theirs', () => {
  const random = seededRandom(3);
  const rows = Array.from({ length: 60 }, (_, i) =>
    row(i + 1, {
      sku: random.pick(['tea', 'cake']),
      storeId: random.pick([null, 's1', 's2']),
      ...(random.int(4) === 0 ? { priceMinor: null } : {}),
    }),
  );
  const inOrder = new PriceBook();
  inOrder.apply(rows);
  for (let round = 0; round < 50; round += 1) {
    const shuffled = [...rows, ...rows].toSorted(() => random.next() - 0.5);
    const book = new PriceBook();
    book.apply(shuffled);
    expect(book.version).toBe(60);
    for (const sku of ['tea', 'cake']) {
      for (const store of ['s1', 's2', 's3']) expect(book.find(sku, store)).toEqual(inOrder.find(sku, store));
    }
  }
});
