import { describe, expect, test } from 'vitest';
import type { ImportMapping } from '@shuke/contract';
import type { FullMapping } from '../mapping.ts';
import { dayText } from '../rows/date-format.ts';
import { receiptLineReader } from '../rows/receipt-line.ts';
import { createRefs } from '../rows/refs.ts';
import { RowFault } from '../rows/row-fault.ts';

const COLUMNS = ['ref', 'shop', 'at', 'who', 'sku', 'item', 'group', 'qty', 'sum', 'off'];
const MAPPING: FullMapping = {
  kind: 'receipts',
  columns: {
    orderRef: 'ref',
    store: 'shop',
    orderedAt: 'at',
    customer: 'who',
    sku: 'sku',
    product: 'item',
    category: 'group',
    quantity: 'qty',
    amount: 'sum',
    discount: 'off',
  },
  header: true,
  customerKind: 'phone',
  orderRefScope: 'merchant',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  decimalMark: '.',
  thousandsMark: '',
  currencySymbol: '',
  roundAmounts: false,
  dateFormat: 'iso',
  missing: ['NA'],
};
const ROW = ['R1', 'S1', '2024-03-01 10:15', '13800138000', 'L1', 'Latte', 'Coffee', '2', '59.80', '0'];

/** Reads one row with some of its cells changed, by their heading. */
function read(cells: Record<string, string> = {}, mapping: ImportMapping = {}, dayStartMinute = 0) {
  const row = ROW.map((cell, i) => cells[COLUMNS[i]!] ?? cell);
  return readRow(row, mapping, dayStartMinute);
}

function readRow(row: string[], mapping: ImportMapping = {}, dayStartMinute = 0) {
  const refs = createRefs();
  const line = receiptLineReader({
    mapping: { ...MAPPING, ...mapping } as FullMapping,
    columns: COLUMNS,
    merchant: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartMinute },
    refs,
    now: new Date('2026-03-02T02:00:00Z'),
  })(row, 7);
  if (line instanceof RowFault) return `${line.column}: ${line.reason}`;
  const { time, customer, product, store, money, ...rest } = line;
  return {
    ...rest,
    ...money,
    at: new Date(time.orderedAtMs).toISOString(),
    day: dayText(time.day),
    customer: customer?.text ?? null,
    product: [product.sku, product.name, product.category],
    store: store.code,
  };
}

test('a row becomes a line: minor units, thousandths, an instant and the business day', () => {
  expect(read()).toEqual({
    row: 7,
    orderRef: 'R1',
    writtenName: null,
    quantityMilli: 2000,
    amountMinor: 5980,
    discountMinor: 0,
    at: '2024-03-01T02:15:00.000Z',
    day: '2024-03-01',
    customer: '13800138000',
    product: ['L1', 'Latte', 'Coffee'],
    store: 'S1',
  });
});

test('a row without a customer is a line without one', () => {
  for (const who of ['', '  ', 'NA']) expect(read({ who })).toMatchObject({ customer: null, amountMinor: 5980 });
});

test.each<[Record<string, string>, string]>([
  [{ at: '' }, 'at: missing_value'],
  [{ at: '01.03.2024' }, 'at: bad_date'],
  [{ at: '2026-03-04 00:00' }, 'at: date_in_future'],
  [{ ref: '' }, 'ref: missing_value'],
  [{ ref: 'x'.repeat(101) }, 'ref: text_too_long'],
  [{ ref: 'R\uFFFD' }, 'ref: bad_encoding'],
  [{ shop: 'NA' }, 'shop: missing_value'],
  [{ shop: 'x'.repeat(65) }, 'shop: text_too_long'],
  [{ sku: '', item: ' ' }, 'sku: missing_value'],
  [{ item: 'Caf\uFFFD' }, 'sku: bad_encoding'],
  [{ sku: 'a\0b' }, 'sku: bad_encoding'],
  [{ who: 'a\uFFFD' }, 'who: bad_encoding'],
  [{ who: 'x'.repeat(255) }, 'who: text_too_long'],
  [{ qty: 'two' }, 'qty: bad_quantity'],
  [{ qty: '' }, 'qty: missing_value'],
  [{ qty: '0.7555' }, 'qty: bad_quantity'],
  [{ sum: '' }, 'sum: missing_value'],
  [{ sum: '5,00' }, 'sum: bad_amount'],
  [{ sum: '59.805' }, 'sum: bad_amount'],
  [{ off: 'x' }, 'off: bad_discount'],
  [{ at: 'x', sum: 'x' }, 'at: bad_date'],
])('%j is rejected as %s', (cells, fault) => expect(read(cells)).toBe(fault));

test('a row that is cut off or has too much is rejected; empty cells behind the last column are nothing', () => {
  expect(readRow(ROW.slice(0, 8))).toBe('sum: missing_column');
  expect(readRow([...ROW, 'x'])).toBe('off: extra_column');
  expect(readRow([...ROW, '', ' '])).toMatchObject({ row: 7 });
});

describe('time', () => {
  const kyiv = { timeZone: 'Europe/Kyiv' };
  test.each([
    ['an ordinary summer day', '2024-07-01 12:00', '2024-07-01T09:00:00.000Z'],
    ['an ordinary winter day', '2024-01-15 12:00', '2024-01-15T10:00:00.000Z'],
    ['before the clock is put forward', '2024-03-31 02:59', '2024-03-31T00:59:00.000Z'],
    ['a time that the clock skips, as far behind the gap', '2024-03-31 03:30', '2024-03-31T01:30:00.000Z'],
    ['after it was put forward', '2024-03-31 04:00', '2024-03-31T01:00:00.000Z'],
    ['a time that comes twice, the first', '2024-10-27 03:30', '2024-10-27T00:30:00.000Z'],
    ['after the clock was put back', '2024-10-27 04:00', '2024-10-27T02:00:00.000Z'],
  ])('%s', (_, at, instant) => expect(read({ at }, kyiv)).toMatchObject({ at: instant }));

  test('a text with an offset is an instant, whatever the zone of the mapping', () => {
    expect(read({ at: '2024-03-01T10:15:00Z' })).toMatchObject({ at: '2024-03-01T10:15:00.000Z', day: '2024-03-01' });
    expect(read({ at: '2024-03-01T20:15:00Z' })).toMatchObject({ day: '2024-03-02' });
  });

  test("the small hours belong to the evening before, by the merchant's start of the day", () => {
    const fiveOClock = 300;
    expect(read({ at: '2024-03-02 01:30' }, {}, fiveOClock)).toMatchObject({ day: '2024-03-01' });
    expect(read({ at: '2024-03-02 05:00' }, {}, fiveOClock)).toMatchObject({ day: '2024-03-02' });
    expect(read({ at: '2024-03-02' }, {}, fiveOClock)).toMatchObject({
      day: '2024-03-02',
      at: '2024-03-01T21:00:00.000Z',
    });
  });
});

describe('the number of a receipt', () => {
  test.each<[ImportMapping['orderRefScope'], string]>([
    ['merchant', 'R1'],
    ['store', 'S1:R1'],
    ['store_day', 'S1:2024-03-01:R1'],
  ])('told apart by %s', (orderRefScope, orderRef) => expect(read({}, { orderRefScope })).toMatchObject({ orderRef }));

  test('of several columns', () => {
    const columns = { ...MAPPING.columns, orderRef: ['shop', 'ref'] };
    expect(read({}, { columns })).toMatchObject({ orderRef: 'S1-R1' });
  });
});

describe('money', () => {
  const { amount: _amount, ...priced } = { ...MAPPING.columns, unitPrice: 'sum' };
  test('returns and lines of nothing are read as they stand', () => {
    expect(read({ qty: '-1', sum: '-5.00' })).toMatchObject({ quantityMilli: -1000, amountMinor: -500 });
    expect(read({ qty: '0', sum: '0' })).toMatchObject({ quantityMilli: 0, amountMinor: 0 });
  });
  test('a discount is what came off, however it is signed; several are added', () => {
    expect(read({ off: '-3.50' })).toMatchObject({ discountMinor: 350 });
    const columns = { ...MAPPING.columns, discount: ['off', 'qty'] };
    expect(read({ off: '3.50' }, { columns })).toMatchObject({ discountMinor: 550 });
  });
  test('a unit price is multiplied by the quantity, rounded half up', () => {
    expect(read({ qty: '0.755', sum: '10.00' }, { columns: priced })).toMatchObject({ amountMinor: 755 });
    expect(read({ qty: '0.5', sum: '0.01' }, { columns: priced })).toMatchObject({ amountMinor: 1 });
    expect(read({ qty: '-0.5', sum: '0.01' }, { columns: priced })).toMatchObject({ amountMinor: -1 });
  });
  test('a decimal comma is read where the mapping says so', () => {
    expect(read({ sum: '1.234,50' }, { decimalMark: ',', thousandsMark: '.' })).toMatchObject({ amountMinor: 123_450 });
  });
});

describe('products', () => {
  const { sku: _sku, ...nameOnly } = MAPPING.columns;
  test('a product known by name alone has the folded name as its SKU', () => {
    expect(read({ item: ' HOT  chocolate ' }, { columns: nameOnly })).toMatchObject({
      product: ['hot chocolate', 'HOT chocolate', 'Coffee'],
      writtenName: ' HOT  chocolate ',
    });
  });
  test('a product without a name is called by its SKU, and one without a SKU in a file with SKUs by its name', () => {
    expect(read({ item: 'NA' })).toMatchObject({ product: ['L1', 'L1', 'Coffee'] });
    expect(read({ sku: '' })).toMatchObject({ product: ['latte', 'Latte', 'Coffee'] });
  });
});
