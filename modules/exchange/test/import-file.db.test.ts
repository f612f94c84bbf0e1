import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listProducts } from '@shuke/catalog';
import { openPersonal } from '@shuke/customer';
import { eventsAfter, inRead, relayOnce, type Ctx } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { importFile, listImports, rejectsCsv } from '../index.ts';
import { imported, openShop, ordersOf, ownerView, receipts, testFiles } from './shop.ts';

const services = testServices();
const files = testFiles();
const owner = ownerView(services);

const rejectsOf = async (ctx: Ctx, importId: string): Promise<string[]> => {
  let text = '';
  for await (const piece of rejectsCsv(ctx, importId)) text += piece;
  const [headings, ...rows] = text.trimEnd().split('\n');
  expect(headings).toBe('\uFEFFrow,column,reason,says');
  return rows.map((row) => row.split(',').slice(0, 3).join(' '));
};

const TWO = receipts(
  'R1,S1,2024-03-01 10:15,M1,L1,Latte,Coffee,1,28.00,2.00',
  'R1,S1,2024-03-01 10:15,M1,C1,Cake,Food,2,30.00,0',
  'R2,S2,2024-03-01 23:59,,L1,Latte,Coffee,1,30.00,0',
);

test('receipts become orders with lines, stores, products and people; once more changes nothing', async () => {
  const ctx = await openShop(services);
  const path = files.write(TWO);
  expect(await imported(ctx, path)).toMatchObject({
    preset: 'shuke',
    rowsRead: 3,
    rowsRejected: 0,
    ordersNew: 2,
    ordersKnown: 0,
    customersNew: 1,
    productsNew: 2,
    storesNew: 2,
    bytesRead: TWO.length,
    bytesTotal: TWO.length,
  });
  const orders = [
    'R1 @S1 2024-03-01 known 58.00: L1 1 28.00 2.00, C1 2 30.00 0.00',
    'R2 @S2 2024-03-01 anonymous 30.00: L1 1 30.00 0.00',
  ];
  expect(await ordersOf(ctx)).toEqual(orders);
  expect(await imported(ctx, path)).toMatchObject({
    rowsRead: 3,
    rowsRejected: 0,
    ordersNew: 0,
    ordersKnown: 2,
    customersNew: 0,
    productsNew: 0,
    storesNew: 0,
  });
  expect(await ordersOf(ctx)).toEqual(orders);
  expect(
    await owner.select('select 1 from import_staging_order union all select 1 from import_staging_customer'),
  ).toEqual([]);
});

test('a compressed file is the same as the plain one', async () => {
  const ctx = await openShop(services);
  await imported(ctx, files.write(TWO));
  expect(await imported(ctx, files.write(gzipSync(TWO), 'two.csv.gz'))).toMatchObject({ ordersNew: 0, ordersKnown: 2 });
});

test('rows of a receipt that do not stand together are one order', async () => {
  const ctx = await openShop(services);
  const rows = ['R1,S1,2024-03-01 10:15,,L1,Latte,,1,5,0', 'R2,S1,2024-03-01 10:16,M2,L1,Latte,,1,6,0'];
  const late = 'R1,S1,2024-03-01 10:14,M1,C1,Cake,,1,7,0';
  const path = files.write(receipts(...rows, late));
  expect(await imported(ctx, path)).toMatchObject({ ordersNew: 2, rowsRejected: 0, customersNew: 2 });
  expect(await ordersOf(ctx)).toEqual([
    'R1 @S1 2024-03-01 known 12.00: L1 1 5.00 0.00, C1 1 7.00 0.00',
    'R2 @S1 2024-03-01 known 6.00: L1 1 6.00 0.00',
  ]);
  const sorted = files.write(receipts(late, rows[0]!, rows[1]!));
  expect(await imported(ctx, sorted)).toMatchObject({ ordersNew: 0, ordersKnown: 2, rowsRejected: 0 });
});

test('bad rows are reported by line, column and reason, and never stop the rest', async () => {
  const ctx = await openShop(services);
  const text = receipts(
    'R1,S1,2024-03-01 10:15,M1,L1,Latte,,1,5.00,0',
    'R2,S1,yesterday,M1,L1,Latte,,1,5.00,0',
    'R3,S1,2024-03-01 10:15,M1,L1,Latte,,1,"5,00",0',
    'R4,S1,2024-03-01 10:15,M1',
    '"R5,S1,2024-03-01 10:15,M1,L1,Latte,,1,5.00,0',
    'R6,S1,2024-03-01 10:15,"=cmd',
    'x",L1,Latte,,1,5.00,0',
    'R7,S1,2024-03-01 10:15,M1,L1,Latte,,1,5.00,0',
  );
  const done = await imported(ctx, files.write(text));
  expect(done).toMatchObject({ rowsRead: 7, rowsRejected: 5, ordersNew: 2 });
  expect((await ordersOf(ctx)).map((order) => order.slice(0, 2))).toEqual(['R1', 'R7']);
  expect(await rejectsOf(ctx, done.importId)).toEqual([
    '3 ordered_at bad_date',
    '4 amount bad_amount',
    '5 sku missing_column',
    '6 order_ref broken_row',
    '7 customer bad_customer',
  ]);
});

test('receipts that cannot be recorded are rejected with all their rows', async () => {
  const ctx = await openShop(services);
  const line = (ref: string, amount: string, change = {}) => {
    const { store = 'S1', at = '2024-03-01 10:15', who = 'M1' } = change as Record<string, string>;
    return `${ref},${store},${at},${who},L1,Latte,,1,${amount},0`;
  };
  const text = receipts(
    line('STORE', '5'),
    line('STORE', '5', { store: 'S2' }),
    line('PERSON', '5'),
    line('PERSON', '5', { who: 'M2' }),
    line('DAY', '5'),
    line('DAY', '5', { at: '2024-03-09 10:15' }),
    line('RETURN', '-5'),
    line('RETURN', '4'),
    line('BALANCED', '-5'),
    line('BALANCED', '5'),
    ...Array.from({ length: 501 }, () => line('LONG', '1')),
  );
  const done = await imported(ctx, files.write(text));
  expect(done).toMatchObject({ ordersNew: 1, rowsRejected: 509 });
  const rejects = await rejectsOf(ctx, done.importId);
  expect(rejects.slice(0, 9)).toEqual([
    '2 order_ref mixed_order',
    '3 order_ref mixed_order',
    '4 order_ref mixed_order',
    '5 order_ref mixed_order',
    '6 order_ref mixed_order',
    '7 order_ref mixed_order',
    '8 order_ref return_order',
    '9 order_ref return_order',
    '12 order_ref too_many_lines',
  ]);
  expect(await ordersOf(ctx)).toEqual(['BALANCED @S1 2024-03-01 known 0.00: L1 1 -5.00 0.00, L1 1 5.00 0.00']);
});

test('a receipt that is known with another content is reported and stays as it was', async () => {
  const ctx = await openShop(services);
  await imported(ctx, files.write(TWO));
  const changed = await imported(ctx, files.write(TWO.replace('30.00,0\n', '31.00,0\n')));
  expect(changed).toMatchObject({ ordersNew: 0, ordersKnown: 1, rowsRejected: 2 });
  expect(await rejectsOf(ctx, changed.importId)).toEqual(['2 order_ref order_changed', '3 order_ref order_changed']);
  expect((await ordersOf(ctx))[0]).toContain('known 58.00');
});

test('rows without a receipt number are orders by their content, and equal sales stay two', async () => {
  const ctx = await openShop(services);
  const row = '2024/3/1,2024/3/1 10:15,card,A-1,38.7,Latte';
  const text = ['date,datetime,cash_type,card,money,coffee_name', row, row, row.replace('38.7', '40'), row, ''].join(
    '\r\n',
  );
  expect(await imported(ctx, files.write(text))).toMatchObject({ rowsRead: 4, ordersNew: 4, customersNew: 1 });
  expect(await imported(ctx, files.write(text))).toMatchObject({ ordersNew: 0, ordersKnown: 4 });
  const longer = text + `${row}\r\n`;
  expect(await imported(ctx, files.write(longer))).toMatchObject({ ordersNew: 1, ordersKnown: 4 });
});

test('one event a batch says which rows it posted', async () => {
  const ctx = await openShop(services);
  const rows = Array.from({ length: 12_000 }, (_, i) => `R${i},S1,2024-03-01 10:15,M${i % 7},L1,Latte,,1,5,0`);
  const { importId } = await imported(ctx, files.write(receipts(...rows)));
  while ((await relayOnce(services)) > 0);
  const posted = (await eventsAfter(ctx, 0))
    .filter(({ type }) => type === 'import.posted')
    .map(({ payload }) => payload);
  const byRow = posted.toSorted((a, b) => (a as { firstRow: number }).firstRow - (b as { firstRow: number }).firstRow);
  expect(byRow).toEqual([
    { importId, firstRow: 2, lastRow: 5001, orders: 5000, customers: 7 },
    { importId, firstRow: 5002, lastRow: 10_001, orders: 5000, customers: 7 },
    { importId, firstRow: 10_002, lastRow: 12_001, orders: 2000, customers: 7 },
  ]);
});

test('a file in GB18030 with Chinese headings and a decimal comma in quotes is read as stated', async () => {
  const ctx = await openShop(services);
  // "订单号;门店;下单时间;手机号;商品名称;实收金额\n1;S1;2024-03-01 10:15;13800138000;拿铁;28,50\n"
  const hex =
    'b6a9b5a5bac53bc3c5b5ea3bcfc2b5a5cab1bce43bcad6bbfabac53bc9ccc6b7c3fbb3c63bcab5cad5bdf0b6ee0a' +
    '313b53313b323032342d30332d30312031303a31353b31333830303133383030303bc4c3ccfa3b32382c35300a';
  const done = await imported(ctx, files.write(Buffer.from(hex, 'hex')));
  expect(done).toMatchObject({ preset: null, ordersNew: 1, customersNew: 1, rowsRejected: 0 });
  expect(await ordersOf(ctx)).toEqual(['S1:1 @S1 2024-03-01 known 28.50: 拿铁 1 28.50 0.00']);
});

test('identifiers are stored sealed, and the same person is found however the number is written', async () => {
  const ctx = await openShop(services);
  const mapping = { customerKind: 'phone' } as const;
  const rows = ['13800138000', '+86 138 0013 8000', '8613800138000'].map(
    (phone, i) => `R${i},S1,2024-03-01 10:15,${phone},L1,Latte,,1,5,0`,
  );
  const done = await imported(ctx, files.write(receipts(...rows)), { preset: 'shuke', mapping });
  expect(done).toMatchObject({ ordersNew: 3, customersNew: 1 });
  const figures = { hint: 'min(hint)', sealed: `min(encode(sealed, 'hex'))`, customerId: 'min(customer_id::text)' };
  const row = await owner.tally(ctx, 'customer_identifier', figures);
  const sealed = Buffer.from(String(row.sealed), 'hex');
  expect(row.hint).toBe('•••8000');
  expect(sealed.toString('latin1')).not.toContain('138001');
  const customerId = String(row.customerId);
  const opened = await inRead(ctx, (tx) => openPersonal(tx, [{ customerId, purpose: 'identifier', sealed }]));
  expect(opened).toEqual(['+8613800138000']);
  expect(services.log.lines.join('\n')).not.toContain('138001');
});

test('a catalogue gives products their names, and receipts know them by number', async () => {
  const ctx = await openShop(services);
  await imported(ctx, files.write(receipts('R1,S1,2024-03-01 10:15,M1,P1,,,1,5,0')));
  const catalogue = 'sku,product,category,brand\nP1,Latte,Coffee,House\nP2,Mocha,Coffee,NA\n,nothing,,\n';
  const done = await imported(ctx, files.write(catalogue), { preset: 'shuke-products', mapping: { missing: ['NA'] } });
  expect(done).toMatchObject({ kind: 'catalogue', rowsRead: 3, rowsRejected: 1, productsNew: 1, ordersNew: 0 });
  const { items } = await listProducts(ctx, {});
  const products = items.map(({ sku, name, category, brand }) => ({ sku, name, category, brand }));
  expect(products).toEqual([
    { sku: 'P1', name: 'Latte', category: 'Coffee', brand: 'House' },
    { sku: 'P2', name: 'Mocha', category: 'Coffee', brand: null },
  ]);
});

test('a file that is cut off fails by name and leaves neither people nor orders', async () => {
  const ctx = await openShop(services);
  const rows = Array.from({ length: 30_000 }, (_, i) => `R${i},S1,2024-03-01 10:15,M${i},L1,Latte,,1,${i % 90},0`);
  const whole = gzipSync(receipts(...rows));
  const path = files.write(whole.subarray(0, whole.length - 100), 'cut.csv.gz');
  expect(await importFile(ctx, { path })).toMatchObject({ ok: false, refusal: { code: 'import_file_damaged' } });
  expect(await owner.tally(ctx, 'customer', { people: 'count(*)::int' })).toEqual({ people: 0 });
  expect(await owner.tally(ctx, 'sales_order', { orders: 'count(*)::int' })).toEqual({ orders: 0 });
  expect((await listImports(ctx, {})).items).toMatchObject([{ status: 'failed', failure: 'import_file_damaged' }]);
  expect(await owner.select('select 1 from import_staging_order')).toEqual([]);
});

test('two merchants import the same file and share nothing', async () => {
  const [one, other] = [await openShop(services), await openShop(services)];
  const path = files.write(TWO);
  await imported(one, path);
  expect(await imported(other, path)).toMatchObject({ ordersNew: 2, customersNew: 1, productsNew: 2, storesNew: 2 });
  expect(await ordersOf(other)).toEqual(await ordersOf(one));
});

test('people whom the reader has forgotten meanwhile are still one person each', async () => {
  const ctx = await openShop(services);
  const people = 110_000;
  const visit = (n: number, person: number): string => `R${n},S1,2024-03-01 10:15,M${person},L1,Latte,,1,5,0`;
  const first = Array.from({ length: people }, (_, i) => visit(i, i));
  const again = Array.from({ length: 500 }, (_, i) => visit(people + i, i));
  const done = await imported(ctx, files.write(receipts(...first, ...again)));
  expect(done).toMatchObject({ ordersNew: people + 500, customersNew: people, rowsRejected: 0 });
  const distinct = { orders: 'count(customer_id)::int', people: 'count(distinct customer_id)::int' };
  expect(await owner.tally(ctx, 'sales_order', distinct)).toEqual({ orders: people + 500, people });
});
