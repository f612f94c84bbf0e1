import { expect, test } from 'vitest';
import { DAY_MS } from '@shuke/kernel';
import { addPart, contentHash, fitsTogether, type StagedReceipt } from '../stage/staged-receipt.ts';

const id = (n: number): Buffer => Buffer.alloc(16, n);
const receipt = (change: Partial<StagedReceipt> = {}): StagedReceipt => ({
  storeId: id(1),
  customerHash: id(9),
  orderRef: 'R1',
  orderedAtMs: 1_709_287_200_000,
  day: 19_783,
  productIds: [id(2), id(3)],
  quantities: [1000, 2000],
  amounts: [500, 700],
  discounts: [0, 50],
  rows: [2, 3],
  ...change,
});

test('the content is the same in whatever order the lines stand, and wherever in the file', () => {
  const turned = receipt({
    productIds: [id(3), id(2)],
    quantities: [2000, 1000],
    amounts: [700, 500],
    discounts: [50, 0],
    rows: [90, 91],
    orderRef: 'R2',
  });
  expect(contentHash(turned).equals(contentHash(receipt()))).toBe(true);
});

test.each<[string, Partial<StagedReceipt>]>([
  ['store', { storeId: id(4) }],
  ['time', { orderedAtMs: 1_709_287_200_001 }],
  ['customer', { customerHash: null }],
  ['product', { productIds: [id(2), id(4)] }],
  ['quantity', { quantities: [1000, 2001] }],
  ['amount', { amounts: [500, 701] }],
  ['discount', { discounts: [1, 50] }],
  ['lines', { productIds: [id(2)], quantities: [1000], amounts: [500], discounts: [0], rows: [2] }],
  ['amounts changing places', { amounts: [700, 500] }],
])('another %s is another content', (_, change) => {
  expect(contentHash(receipt(change)).equals(contentHash(receipt()))).toBe(false);
});

test('parts of one number belong together when store, person and day agree', () => {
  const fits = (change: Partial<StagedReceipt>) => fitsTogether(receipt(), receipt(change));
  expect(fits({})).toBe(true);
  expect(fits({ customerHash: null })).toBe(true);
  expect(fits({ customerHash: id(8) })).toBe(false);
  expect(fits({ storeId: id(8) })).toBe(false);
  expect(fits({ orderedAtMs: receipt().orderedAtMs + DAY_MS })).toBe(true);
  expect(fits({ orderedAtMs: receipt().orderedAtMs + DAY_MS + 1 })).toBe(false);
});

test('a joined receipt is of its earliest row, and of the person whom any of its rows names', () => {
  const whole = receipt({ customerHash: null });
  addPart(whole, receipt({ orderedAtMs: 1_709_287_100_000, day: 19_782, rows: [7, 8] }));
  expect(whole).toMatchObject({ orderedAtMs: 1_709_287_100_000, day: 19_782, rows: [2, 3, 7, 8], customerHash: id(9) });
  expect(whole.amounts).toEqual([500, 700, 500, 700]);
});
