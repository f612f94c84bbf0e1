import { expect, test } from 'vitest';
import type { BillChange, BillView } from '@shuke/contract';
import { inRead, sql, type Ctx } from '@shuke/db';
import { must, newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { addToBill } from '../bill/add-to-bill.ts';
import { getBill, listOpenBills, quoteBill } from '../bill/bill-queries.ts';
import { changeBill } from '../bill/change-bill.ts';
import { mergeBills } from '../bill/merge-bills.ts';
import { openBill } from '../bill/open-bill.ts';
import { splitBill } from '../bill/split-bill.ts';
import { voidBill } from '../bill/void-bill.ts';
import { checkOut } from '../index.ts';
import { valueOf } from './shop.ts';
import { codeOf, joins, lines, openTill, sale, sells } from './till.ts';

const services = testServices();

type Basket = Readonly<Record<string, number>>;

const opens = async (ctx: Ctx, basket: Basket, label = 'A1'): Promise<BillView> =>
  valueOf(await openBill(ctx, { key: newId(), bill: { storeCode: 'S1', label, lines: lines(basket) } }));
const adds = (ctx: Ctx, { billId, version }: BillView, basket: Basket) =>
  changeBill(ctx, {
    key: newId(),
    billId,
    change: { version, lines: lines(basket).map((one) => ({ ...one, change: 'add' as const })) },
  });
const merges = (ctx: Ctx, into: BillView, bills: readonly BillView[]) =>
  mergeBills(ctx, {
    key: newId(),
    billId: into.billId,
    merge: { version: into.version, bills: bills.map(({ billId, version }) => ({ billId, version })) },
  });
const pays = (ctx: Ctx, { billId, version }: BillView, [basket, amount]: readonly [Basket, string]) =>
  checkOut(ctx, sale(basket, amount, { bill: { billId, version } }));
const now = async (ctx: Ctx, { billId }: BillView): Promise<BillView> => valueOf(await getBill(ctx, billId));
const held = ({ lines: on }: BillView): Basket =>
  Object.fromEntries(on.map(({ sku, quantity }) => [sku, Number(quantity)]));
const times = <T>(n: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));
const countOrders = (ctx: Ctx): Promise<{ orders: number }> =>
  inRead(ctx, (tx) => tx.one(sql`select count(*) as orders from sales_order where merchant_id = ${tx.merchantId}`));

test("a table's bill is opened, added to, quoted and paid by the checkout that names it", async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, { NOODLE: 1, TEA: 1 });
  expect(opened).toMatchObject({ label: 'A1', source: 'dine_in', status: 'open', version: 1, storeCode: 'S1' });
  expect(opened.lines).toEqual([
    { sku: 'NOODLE', name: '牛肉面', quantity: '1' },
    { sku: 'TEA', name: '酸梅汤', quantity: '1' },
  ]);
  const changed = valueOf(await adds(ctx, opened, { TEA: 1, EGG: 2 }));
  expect([changed.version, held(changed)]).toEqual([2, { NOODLE: 1, TEA: 2, EGG: 2 }]);
  expect(valueOf(await quoteBill(ctx, { billId: opened.billId }))).toMatchObject({ due: '41.00' });
  const all = held(changed);
  const order = valueOf(await pays(ctx, changed, [all, '41.00']));
  expect(await now(ctx, opened)).toMatchObject({ status: 'paid', orderId: order.orderId, version: 3 });
  expect(valueOf(await listOpenBills(ctx, { storeCode: 'S1' })).items).toEqual([]);
  expect(codeOf(await quoteBill(ctx, { billId: opened.billId }))).toBe('bill_not_open');
});

test('a sale of the counter is held under the time of day, and recalled by reading it', async () => {
  const { ctx } = await openTill(services);
  const bill = { storeCode: 'S1', source: 'counter' as const, lines: lines({ EGG: 2 }) };
  const first = valueOf(await openBill(ctx, { key: newId(), bill }));
  services.clock.advanceMs(60_000);
  const second = valueOf(await openBill(ctx, { key: newId(), bill }));
  expect([first.label, second.label]).toEqual([
    expect.stringMatching(/^\d\d:\d\d$/),
    expect.stringMatching(/^\d\d:\d\d$/),
  ]);
  expect(first.label).not.toBe(second.label);
  const page = valueOf(await listOpenBills(ctx, { storeCode: 'S1', limit: 1 }));
  expect(page).toMatchObject({ items: [{ billId: first.billId, lineCount: 1 }], next: first.billId });
  const rest = valueOf(await listOpenBills(ctx, { after: first.billId }));
  expect(rest).toMatchObject({ items: [{ billId: second.billId }], next: null });
  expect(held(await now(ctx, first))).toEqual({ EGG: 2 });
});

test('the customer of a bill is quoted as who pays, unless another is named', async () => {
  const { ctx } = await openTill(services);
  const [member, other] = [await joins(ctx), await joins(ctx)];
  await sells(ctx, sale({ NOODLE: 10 }, '220.00', { customerId: member }));
  const opened = await opens(ctx, { NOODLE: 1 });
  const { billId } = opened;
  const change: BillChange = { version: 1, customerId: member, label: 'B2' };
  expect(valueOf(await changeBill(ctx, { key: newId(), billId, change }))).toMatchObject({
    customerId: member,
    label: 'B2',
    version: 2,
  });
  expect(valueOf(await quoteBill(ctx, { billId, spendPoints: 200 })).pointsPay).toBe('2.00');
  expect(valueOf(await quoteBill(ctx, { billId, spendPoints: 200, customerId: other })).pointsPay).toBe('0.00');
});

test('a part of a bill is split off and paid by itself, and the rest is paid later', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, { NOODLE: 2, TEA: 2 });
  const split = { version: 1, lines: lines({ NOODLE: 1, TEA: 1 }) };
  const parts = valueOf(await splitBill(ctx, { key: newId(), billId: opened.billId, split }));
  expect([held(parts.rest), held(parts.split)]).toEqual([
    { NOODLE: 1, TEA: 1 },
    { NOODLE: 1, TEA: 1 },
  ]);
  expect(parts.rest.version).toBe(2);
  expect(codeOf(await pays(ctx, parts.split, [{ NOODLE: 1, TEA: 1 }, '28.00']))).toBe('ok');
  expect(codeOf(await pays(ctx, parts.rest, [{ NOODLE: 1, TEA: 1 }, '28.00']))).toBe('ok');
  expect(await countOrders(ctx)).toEqual({ orders: 2 });
});

test('bills are merged into one, which holds what they held; the others end as merged', async () => {
  const { ctx } = await openTill(services);
  const customerId = await joins(ctx);
  const a = await opens(ctx, { NOODLE: 1 });
  const b = await opens(ctx, { NOODLE: 1, TEA: 1 }, 'A2');
  const c = valueOf(
    await openBill(ctx, { key: newId(), bill: { storeCode: 'S1', customerId, lines: lines({ EGG: 3 }) } }),
  );
  const merged = valueOf(await merges(ctx, a, [b, c]));
  expect(held(merged)).toEqual({ NOODLE: 2, TEA: 1, EGG: 3 });
  expect(merged).toMatchObject({ label: 'A1', version: 2, customerId });
  expect(await now(ctx, b)).toMatchObject({ status: 'merged', mergedInto: a.billId });
  expect(codeOf(await adds(ctx, b, { TEA: 1 }))).toBe('bill_not_open');
  expect(codeOf(await merges(ctx, merged, [merged]))).toBe('bill_named_twice');
});

test('a bill that is void says why, and nobody adds to it or pays it', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, { TEA: 1 });
  const cmd = { key: newId(), billId: opened.billId, version: 1, reason: '客人离店' };
  const ended = valueOf(await voidBill(ctx, cmd));
  expect(ended).toMatchObject({ status: 'void', voidReason: '客人离店', version: 2 });
  expect(valueOf(await voidBill(ctx, cmd))).toEqual(ended);
  expect(codeOf(await adds(ctx, opened, { TEA: 1 }))).toBe('bill_not_open');
  expect(codeOf(await pays(ctx, opened, [{ TEA: 1 }, '6.00']))).toBe('bill_not_open');
});

test('a repeat with the same key is given the first answer and changes nothing more', async () => {
  const { ctx } = await openTill(services);
  const open = { key: newId(), bill: { storeCode: 'S1', lines: lines({ TEA: 1 }) } };
  const answers = await times(20, async () => valueOf(await openBill(ctx, open)));
  expect(new Set(answers.map(({ billId }) => billId)).size).toBe(1);
  const [opened] = answers;
  const change: BillChange = { version: 1, lines: [{ change: 'add', sku: 'TEA', quantity: '1' }] };
  const add = { key: newId(), billId: must(opened, 'it was opened').billId, change };
  const changes = await times(20, async () => valueOf(await changeBill(ctx, add)));
  expect(new Set(changes.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(held(must(changes[0], 'it was changed'))).toEqual({ TEA: 2 });
});

test('a checkout pays all of the bill that it names, as it is now, and nothing else', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, { NOODLE: 1, TEA: 1 });
  expect(codeOf(await pays(ctx, opened, [{ NOODLE: 1 }, '22.00']))).toBe('bill_lines_differ');
  expect(codeOf(await pays(ctx, opened, [{ NOODLE: 1, TEA: 1, EGG: 1 }, '31.50']))).toBe('bill_lines_differ');
  const changed = valueOf(await adds(ctx, opened, { EGG: 1 }));
  expect(codeOf(await pays(ctx, opened, [{ NOODLE: 1, TEA: 1 }, '28.00']))).toBe('bill_changed');
  expect(codeOf(await pays(ctx, changed, [{ EGG: 1, TEA: 1, NOODLE: 1 }, '31.50']))).toBe('ok');
});

test('each thing that stands against a bill is refused by name', async () => {
  const { ctx, otherStoreId } = await openTill(services);
  const opened = await opens(ctx, {});
  const open = (bill: object) =>
    openBill(ctx, { key: newId(), bill: { storeCode: 'S1', ...bill } }).then((one) => codeOf(one));
  expect(await open({ storeCode: 'S9' })).toBe('order_store_unknown');
  expect(await open({ lines: lines({ GHOST: 1 }) })).toBe('unknown_sku');
  expect(await open({ customerId: newId() })).toBe('customer_not_found');
  expect(await open({ lines: lines({ TEA: -1 }) })).toBe('order_quantity_out_of_range');
  expect(codeOf(await quoteBill(ctx, { billId: opened.billId }))).toBe('bill_empty');
  expect(codeOf(await adds(ctx, { ...opened, billId: newId() }, { TEA: 1 }))).toBe('bill_not_found');
  expect(codeOf(await adds(ctx, { ...opened, version: 2 }, { TEA: 1 }))).toBe('bill_changed');
  const elsewhere: Ctx = { ...ctx, actor: { ...ctx.actor, storeId: otherStoreId } };
  expect(codeOf(await adds(elsewhere, opened, { TEA: 1 }))).toBe('bill_not_found');
  expect(codeOf(await getBill(elsewhere, opened.billId))).toBe('bill_not_found');
  expect(codeOf(await listOpenBills(elsewhere, { storeCode: 'S1' }))).toBe('order_store_not_yours');
  expect(valueOf(await listOpenBills(elsewhere, {})).items).toEqual([]);
  const other = valueOf(await openBill(ctx, { key: newId(), bill: { storeCode: 'S2' } }));
  expect(codeOf(await merges(ctx, opened, [other]))).toBe('bill_not_found');
});

test('a hundred additions at once all land', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, {});
  const addition = { lines: lines({ TEA: 1, EGG: 2 }) };
  await times(100, async () => valueOf(await addToBill(ctx, { key: newId(), billId: opened.billId, addition })));
  const bill = await now(ctx, opened);
  expect([held(bill), bill.version]).toEqual([{ TEA: 100, EGG: 200 }, 101]);
});

test('of changes by five people at once, each sent again with the next version until it lands, none is lost', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, {});
  let refused = 0;
  const lands = async (): Promise<void> => {
    const added = await adds(ctx, await now(ctx, opened), { TEA: 1 });
    if (added.ok) return;
    expect(added.refusal.code).toBe('bill_changed');
    refused += 1;
    await lands();
  };
  await times(5, async () => {
    for (let n = 0; n < 10; n += 1) await lands();
  });
  const bill = await now(ctx, opened);
  expect([held(bill), bill.version]).toEqual([{ TEA: 50 }, 51]);
  expect(refused).toBeGreaterThan(0);
});

test('of a hundred additions to one version, one lands', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, {});
  const codes = (await times(100, () => adds(ctx, opened, { TEA: 1 }))).map((one) => codeOf(one));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  expect(codes.filter((code) => code === 'bill_changed')).toHaveLength(99);
});

test('a bill that fifty tills pay at once is paid once', async () => {
  const { ctx } = await openTill(services);
  const opened = await opens(ctx, { NOODLE: 1 });
  const codes = (await times(50, () => pays(ctx, opened, [{ NOODLE: 1 }, '22.00']))).map((one) => codeOf(one));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
  expect(codes.filter((code) => code === 'bill_not_open')).toHaveLength(49);
  expect(await countOrders(ctx)).toEqual({ orders: 1 });
});

test('what is added while the bill is being paid is either paid or refused, never lost', async () => {
  const { ctx } = await openTill(services);
  for (let round = 0; round < 10; round += 1) {
    const opened = await opens(ctx, { NOODLE: 1 });
    const [paid, added] = await Promise.all([
      pays(ctx, opened, [{ NOODLE: 1 }, '22.00']).then((one) => codeOf(one)),
      adds(ctx, opened, { TEA: 1 }).then((one) => codeOf(one)),
    ]);
    expect([
      ['ok', 'bill_not_open'],
      ['bill_changed', 'ok'],
    ]).toContainEqual([paid, added]);
  }
});

test('goods of a bill that is merged while it is being paid are paid or stand on the other, never both', async () => {
  const { ctx } = await openTill(services);
  for (let round = 0; round < 10; round += 1) {
    const [a, b] = [await opens(ctx, { TEA: 1 }), await opens(ctx, { NOODLE: 1 }, 'A2')];
    const [merged, paid] = await Promise.all([
      merges(ctx, b, [a]).then((one) => codeOf(one)),
      pays(ctx, b, [{ NOODLE: 1 }, '22.00']).then((one) => codeOf(one)),
    ]);
    expect([
      ['ok', 'bill_changed'],
      ['bill_not_open', 'ok'],
    ]).toContainEqual([merged, paid]);
    const tea = merged === 'ok' ? b : a;
    expect(held(await now(ctx, tea)).TEA).toBe(1);
    expect((await now(ctx, a)).status).toBe(merged === 'ok' ? 'merged' : 'open');
  }
});

test('bills that are merged into each other at once do not deadlock, and one of them is left', async () => {
  const { ctx } = await openTill(services);
  for (let round = 0; round < 10; round += 1) {
    const [a, b] = [await opens(ctx, { TEA: 1 }), await opens(ctx, { NOODLE: 1 }, 'A2')];
    const codes = (await Promise.all([merges(ctx, a, [b]), merges(ctx, b, [a])])).map((one) => codeOf(one));
    expect(codes.toSorted()).toEqual(['bill_not_open', 'ok']);
    const left = (await Promise.all([now(ctx, a), now(ctx, b)])).filter(({ status }) => status === 'open');
    expect(left.map((bill) => held(bill))).toEqual([{ TEA: 1, NOODLE: 1 }].slice(0, left.length));
    expect(left).toHaveLength(1);
  }
});
