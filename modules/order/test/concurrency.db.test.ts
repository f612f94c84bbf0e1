import { expect, test } from 'vitest';
import type { OrderRecorded } from '@shuke/contract';
import { getCoupon, reverseRedemption } from '@shuke/coupon';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { contentHashOf, listOrders, recordMany, type OrderRow } from '../index.ts';
import { counts, coupon, member, openShop, receipt, record, recorded, valueOf } from './shop.ts';

const services = testServices();

const times = <T>(n: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, i) => make(i)));

/** A context whose first statement that fits the pattern waits for something else to happen. */
function interrupted(ctx: Ctx, pattern: RegExp, meanwhile: () => Promise<void>): Ctx {
  let waiting = true;
  const connect = async () => {
    const client = await ctx.db.app.connect();
    const query = client.query.bind(client) as (statement: { text: string }) => Promise<unknown>;
    const slow = async (statement: { text: string }) => {
      if (waiting && pattern.test(statement.text)) {
        waiting = false;
        await meanwhile();
      }
      return query(statement);
    };
    return Object.create(client, { query: { value: slow }, release: { value: client.release.bind(client) } });
  };
  const app = Object.create(ctx.db.app, { connect: { value: connect } });
  return { ...ctx, db: { ...ctx.db, app } };
}

const redemptions = async (ctx: Ctx, code: string) => {
  const found = valueOf(await getCoupon(ctx, code));
  return [found.usedCount, found.redemptions.length];
};

test('500 receipts at once of one new member make one customer and one of each product', async () => {
  const { ctx } = await openShop(services);
  const all = await times(500, () => recorded(ctx, receipt({ customer: member('new') })));
  expect(new Set(all.map((answer) => answer.customerId)).size).toBe(1);
  expect(await counts(ctx)).toEqual({ orders: 500, events: 500 });
  const lines = await inRead(ctx, (tx) =>
    tx.one<{ n: number }>(sql`
      select count(distinct p) as n from sales_order, unnest(line_product_id) as p where merchant_id = ${tx.merchantId}`),
  );
  expect(lines.n).toBe(2);
});

test('one receipt sent 100 times at once, under keys of their own, is one order with one answer', async () => {
  const { ctx } = await openShop(services);
  const order = receipt({ customer: member('M1') });
  const all = await times(100, () => recorded(ctx, order));
  expect(new Set(all.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
});

test('one receipt sent 100 times at once under one key is one order with one answer', async () => {
  const { ctx } = await openShop(services);
  const [order, key] = [receipt({ customer: member('M1') }), newId()];
  const [first, ...others] = await times(100, () => record(ctx, order, key));
  for (const other of others) expect(other).toEqual(first);
  expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
});

test.each([1, 100])('a receipt with a coupon of %d uses, sent 100 times at once, spends one', async (usesPerCoupon) => {
  const { ctx } = await openShop(services);
  const code = await coupon(ctx, { usesPerCoupon });
  const order = receipt({ customer: member('M1'), coupons: [code] });
  const all = await times(100, () => recorded(ctx, order));
  expect(new Set(all.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
  expect(await redemptions(ctx, code)).toEqual([1, 1]);
});

test.each([
  ['all its coupons', [0, 1]],
  ['one of its coupons', [0]],
])(
  'a receipt whose first sending was recorded meanwhile, and %s reversed, redeems nothing more',
  async (_, reversed) => {
    const { ctx } = await openShop(services);
    await recorded(ctx, receipt({ customer: member('M1') }));
    const coupons = [await coupon(ctx, { usesPerCoupon: 2 }), await coupon(ctx)];
    const order = receipt({ customer: member('M1'), coupons });
    let first: OrderRecorded | undefined;
    const late = interrupted(ctx, /for update of c/, async () => {
      first = await recorded(ctx, order);
      for (const i of reversed) {
        const { redemptionId } = first.coupons[i]!;
        valueOf(await reverseRedemption(ctx, { key: newId(), redemptionId, reason: 'a test' }));
      }
    });
    expect(await recorded(late, order)).toEqual(first);
    expect(await counts(ctx)).toEqual({ orders: 2, events: 2 });
    const used = await Promise.all(coupons.map(async (code) => (await redemptions(ctx, code))[0]));
    expect(used).toEqual([0, reversed.length === 2 ? 0 : 1]);
  },
);

test('two receipts that fight for one number: one is recorded, the other refused', async () => {
  const { ctx } = await openShop(services);
  const all = await times(60, (i) => record(ctx, receipt({ orderRef: 'R', customer: member(`M${i % 2}`) })));
  const answers = new Set(all.map((r) => (r.ok ? r.value.orderId : r.refusal.code)));
  expect([answers.size, answers.has('order_ref_reused')]).toEqual([2, true]);
  expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
});

test('a coupon of one use on 100 receipts at once: one is recorded, the others record nothing', async () => {
  const { ctx } = await openShop(services);
  const code = await coupon(ctx);
  const all = await times(100, (i) => record(ctx, receipt({ coupons: [code], customer: member(`M${i}`) })));
  expect(all.filter((r) => r.ok)).toHaveLength(1);
  expect(new Set(all.flatMap((r) => (r.ok ? [] : [r.refusal.code])))).toEqual(new Set(['coupon_used_up']));
  expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
  expect(await redemptions(ctx, code)).toEqual([1, 1]);
  const [only] = (await listOrders(ctx, {})).items;
  expect(only).toMatchObject({ payable: '40.00' });
});

test('receipts with the same two coupons in opposite order all end, and spend no use twice', async () => {
  const { ctx } = await openShop(services);
  const codes = [await coupon(ctx, { usesPerCoupon: 20 }), await coupon(ctx, { usesPerCoupon: 20, amountMinor: 500 })];
  const all = await times(40, (i) => record(ctx, receipt({ coupons: i % 2 ? codes : codes.toReversed() })));
  expect(all.filter((r) => r.ok)).toHaveLength(20);
  for (const code of codes) expect(await redemptions(ctx, code)).toEqual([20, 20]);
});

test('a batch is written once, also by batches at the same time, and a reused number touches its own row only', async () => {
  const { ctx, storeId } = await openShop(services);
  const row = (i: number, amountMinor = 1000): OrderRow => {
    const content = {
      storeId,
      customerId: null,
      orderedAt: new Date('2026-03-01T04:00:00Z'),
      lines: [
        { productId: '018f0000-0000-7000-8000-000000000001', quantityMilli: 1000, amountMinor, discountMinor: 0 },
      ],
    };
    const totals = { grossMinor: amountMinor, discountMinor: 0, payableMinor: amountMinor };
    const written = {
      source: 'import',
      orderRef: `B${i}`,
      contentHash: contentHashOf(content),
      businessDay: '2026-03-01',
    };
    return { ...content, ...totals, ...written };
  };
  const rows = Array.from({ length: 300 }, (_, i) => row(i));
  const write = async (batch: OrderRow[]) =>
    valueOf(await inTx(ctx, {}, async (tx) => ok(await recordMany(tx, batch))));
  const all = await times(8, (i) => write(i % 2 ? rows : rows.toReversed()));
  const answers = all.flat().map(valueOf);
  expect(answers.filter((answer) => answer.recorded)).toHaveLength(300);
  expect(new Set(answers.map((answer) => answer.orderId)).size).toBe(300);
  const mixed = await write([row(1), row(2, 999), row(300), row(300), row(301, -1)]);
  expect(mixed.map((r) => (r.ok ? r.value.recorded : r.refusal.code))).toEqual([
    false,
    'order_ref_reused',
    true,
    false,
    'order_amount_out_of_range',
  ]);
  expect(await counts(ctx)).toEqual({ orders: 301, events: 0 });
});
