import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listProducts } from '@shuke/catalog';
import { getCustomer } from '@shuke/customer';
import { getCoupon } from '@shuke/coupon';
import { inRead, sql, type Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { getOrder, listOrders } from '../index.ts';
import { counts, coupon, member, openShop, receipt, record, recorded, valueOf, type Shop } from './shop.ts';

const services = testServices();
let shop: Shop;
beforeEach(async () => {
  shop = await openShop(services);
});

describe('a receipt is recorded', () => {
  test('with its products, its member and its totals, and can be read back', async () => {
    const { ctx, storeId } = shop;
    const order = receipt({ orderRef: 'S1-0001', customer: member('M00001') });
    const answer = await recorded(ctx, order);
    expect(answer).toMatchObject({ grossTotal: '52.00', discountTotal: '2.00', payable: '50.00', coupons: [] });
    expect(await getCustomer(ctx, answer.customerId ?? '')).toMatchObject({
      value: { hints: [{ kind: 'member_no' }] },
    });
    expect(valueOf(await getOrder(ctx, answer.orderId))).toEqual({
      ...answer,
      orderRef: 'S1-0001',
      storeId,
      source: 'till',
      lineCount: 2,
      orderedAt: '2026-03-02T01:30:00.000Z',
      businessDay: '2026-03-02',
      createdAt: '2026-03-02T02:00:00.000Z',
      lines: [
        expect.objectContaining({ sku: 'N1', name: '牛肉面', quantity: '2', amount: '44.00', discount: '2.00' }),
        expect.objectContaining({ sku: 'D1', name: '酸梅汤', quantity: '1', amount: '6.00', discount: '0.00' }),
      ],
    });
    expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
  });

  test('without a customer as an anonymous order', async () => {
    expect(await recorded(shop.ctx, receipt())).toMatchObject({ customerId: null });
  });

  test('of a known member under the same customer, and of a known SKU without its name', async () => {
    const { ctx } = shop;
    const first = await recorded(ctx, receipt({ customer: member('M1') }));
    const lines = [{ sku: 'D1', quantity: '0.5', amount: '3.00' }];
    const second = await recorded(ctx, receipt({ customer: member('M1'), lines }));
    expect(second.customerId).toBe(first.customerId);
    expect((await listProducts(ctx, {})).items.map((p) => p.sku)).toEqual(['D1', 'N1']);
  });

  test("on the store's business day, in the store's time zone", async () => {
    const { ctx } = shop;
    const dayOf = async (storeCode: string, orderedAt: string) => {
      const { orderId } = await recorded(ctx, receipt({ storeCode, orderedAt }));
      return valueOf(await getOrder(ctx, orderId)).businessDay;
    };
    // The day starts at four in the morning; Tokyo is an hour ahead of Shanghai.
    expect(await dayOf('S1', '2026-03-01T03:59:59+08:00')).toBe('2026-02-28');
    expect(await dayOf('S1', '2026-03-01T04:00:00+08:00')).toBe('2026-03-01');
    expect(await dayOf('S2', '2026-03-01T03:30:00+08:00')).toBe('2026-03-01');
  });
});

const peopleMade = async (ctx: Ctx): Promise<number> => {
  const made = await inRead(ctx, (tx) =>
    tx.one<{ people: number }>(sql`
      select count(*) as people from outbox where merchant_id = ${tx.merchantId} and type = 'customer.created'`),
  );
  return made.people;
};

describe('a receipt is refused by name and leaves nothing', () => {
  const refusedBy = async (change: Parameters<typeof receipt>[0]) => {
    const result = await record(shop.ctx, receipt(change));
    return result.ok ? 'ok' : `${result.refusal.code} ${JSON.stringify(result.refusal.facts ?? {})}`;
  };
  const line = { sku: 'N1', name: '牛肉面', quantity: '1', amount: '20.00' };

  test.each<[string, Parameters<typeof receipt>[0], string]>([
    ['an unknown store', { storeCode: 'S9' }, 'order_store_unknown {"storeCode":"S9"}'],
    ['an unknown SKU', { lines: [line, { sku: 'X', quantity: '1', amount: '1' }] }, 'unknown_sku {"sku":"X"}'],
    ['a wrong phone', { customer: { kind: 'phone', value: '12' } }, 'identifier_invalid {"kind":"phone"}'],
    ['a time ahead', { orderedAt: '2026-03-03T10:00:01+08:00' }, 'order_time_out_of_range'],
    ['an amount below zero', { lines: [{ ...line, amount: '-1' }] }, 'order_amount_out_of_range {"line":1}'],
    ['501 lines', { lines: Array.from({ length: 501 }, () => line) }, 'order_too_many_lines {"lines":501,"most":500}'],
    ['one coupon twice', { coupons: ['A-B', 'ab'] }, 'order_duplicate_coupon {"coupon":2}'],
    ['an unknown coupon', { coupons: ['NOPE'] }, 'coupon_not_found {"coupon":1}'],
  ])('%s', async (_what, change, expected) => {
    expect(await refusedBy({ customer: member('M1'), ...change })).toContain(expected);
    expect(await counts(shop.ctx)).toEqual({ orders: 0, events: 0 });
    expect((await listProducts(shop.ctx, {})).items).toEqual([]);
    expect(await peopleMade(shop.ctx)).toBe(0);
  });

  test('of another store than that of the cashier', async () => {
    const { ctx, storeId, otherStoreId } = shop;
    const cashier = { ...ctx, actor: { ...ctx.actor, role: 'cashier' as const, storeId } };
    expect(await record(cashier, receipt())).toMatchObject({ ok: true });
    const elsewhere = { ...ctx, actor: { ...cashier.actor, storeId: otherStoreId } };
    expect(await record(elsewhere, receipt())).toMatchObject({ refusal: { code: 'order_store_not_yours' } });
  });
});

describe('the number of a receipt makes it once', () => {
  test('a repeat under another key gets the first answer, other content is refused', async () => {
    const { ctx } = shop;
    const order = receipt({ customer: member('M1'), coupons: [await coupon(ctx)] });
    const first = await recorded(ctx, order);
    expect(first.coupons).toMatchObject([{ discount: '10.00' }]);
    expect(await recorded(ctx, order)).toEqual(first);
    for (const change of [{ customer: member('M2') }, { coupons: [] }, { lines: order.lines.slice(1) }]) {
      expect(await record(ctx, { ...order, ...change })).toMatchObject({
        refusal: { code: 'order_ref_reused', facts: { orderId: first.orderId } },
      });
    }
    expect(await counts(ctx)).toEqual({ orders: 1, events: 1 });
  });

  test('a key answers its own receipt only, and gives a refusal again', async () => {
    const { ctx } = shop;
    const key = newId();
    const order = receipt();
    const first = await record(ctx, order, key);
    expect(await record(ctx, order, key)).toEqual(first);
    expect(await record(ctx, receipt(), key)).toMatchObject({ refusal: { code: 'idempotency_key_reused' } });
    const refusedKey = newId();
    const wrong = receipt({ storeCode: 'S9' });
    const refused = await record(ctx, wrong, refusedKey);
    expect(await record(ctx, wrong, refusedKey)).toEqual(refused);
  });

  test("what a key remembers does not show the guest's phone number", async () => {
    const { ctx } = shop;
    await recorded(ctx, receipt({ customer: { kind: 'phone', value: '13800138000' } }));
    const rows = await inRead(ctx, (tx) =>
      tx.many<{ text: string }>(sql`
        select concat(key, input_hash, answer) as text from idempotency where merchant_id = ${tx.merchantId}
        union all select payload::text from outbox where merchant_id = ${tx.merchantId}`),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map((row) => row.text).join()).not.toContain('138001');
    expect(services.log.lines.join()).not.toContain('138001');
  });
});

describe('coupons on a receipt', () => {
  test('take off all lines by their share, one after the other', async () => {
    const { ctx } = shop;
    const tenth = { kind: 'percent', percentBps: 1000, amountMinor: 10_000 } as const;
    const coupons = [await coupon(ctx), await coupon(ctx, tenth)];
    const answer = await recorded(ctx, receipt({ coupons }));
    expect(answer).toMatchObject({ grossTotal: '52.00', discountTotal: '16.00', payable: '36.00' });
    expect(answer.coupons.map((c) => [c.code, c.discount])).toEqual([
      [coupons[0], '10.00'],
      [coupons[1], '4.00'],
    ]);
    const { lines, coupons: kept } = valueOf(await getOrder(ctx, answer.orderId));
    expect(lines.map((l) => [l.amount, l.discount])).toEqual([
      ['31.68', '14.32'],
      ['4.32', '1.68'],
    ]);
    expect(kept).toEqual(answer.coupons);
  });

  test('for an item take off that item alone', async () => {
    const { ctx } = shop;
    const code = await coupon(ctx, { kind: 'item', itemSku: 'D1', amountMinor: 600 });
    const answer = await recorded(ctx, receipt({ coupons: [code] }));
    const { lines } = valueOf(await getOrder(ctx, answer.orderId));
    expect(lines.map((l) => l.amount)).toEqual(['44.00', '0.00']);
  });

  test('are written as people write them, and must be for this guest', async () => {
    const { ctx } = shop;
    const owner = await recorded(ctx, receipt({ customer: member('owner') }));
    const code = await coupon(ctx, {}, owner.customerId!);
    const typed = `${code.slice(0, 4)}-${code.slice(4, 8)} ${code.slice(8)}`.toLowerCase();
    expect(await record(ctx, receipt({ coupons: [typed], customer: member('friend') }))).toMatchObject({
      refusal: { code: 'coupon_of_another_customer', facts: { coupon: 1 } },
    });
    const answer = await recorded(ctx, receipt({ coupons: [typed], customer: member('owner') }));
    expect(answer.coupons).toMatchObject([{ code, discount: '10.00' }]);
  });

  test('refused one after a good one refuses the receipt, and the good one stays unused', async () => {
    const { ctx } = shop;
    const [good, dear] = [await coupon(ctx), await coupon(ctx, { minSpendMinor: 100_000 })];
    expect(await record(ctx, receipt({ coupons: [good, dear], customer: member('M1') }))).toMatchObject({
      refusal: { code: 'coupon_min_spend_not_met', facts: { coupon: 2 } },
    });
    expect(await counts(ctx)).toEqual({ orders: 0, events: 0 });
    expect(await getCoupon(ctx, good)).toMatchObject({ value: { usedCount: 0, redemptions: [] } });
  });
});

test('a merchant neither reads nor collides with the orders of another', async () => {
  const theirs = await openShop(services);
  const order = receipt({ orderRef: 'same', customer: member('M1') });
  const mine = await recorded(shop.ctx, order);
  const other = await recorded(theirs.ctx, { ...order, lines: order.lines.slice(0, 1) });
  expect(other.customerId).not.toBe(mine.customerId);
  expect(await getOrder(theirs.ctx, mine.orderId)).toMatchObject({ refusal: { code: 'order_not_found' } });
  expect((await listOrders(theirs.ctx, {})).items.map((o) => o.orderId)).toEqual([other.orderId]);
  expect((await listOrders(theirs.ctx, { customerId: mine.customerId! })).items).toEqual([]);
  expect((await listOrders(actAs(services, theirs.ctx.actor.merchantId), { after: mine.orderId })).items).toEqual([]);
});

describe('the list of orders', () => {
  let listed: Shop;
  let customerId = '';
  beforeAll(async () => {
    listed = await openShop(services);
    for (let i = 0; i < 23; i += 1) {
      const day = String(1 + (i % 5)).padStart(2, '0');
      const customer = i % 4 === 0 ? member('often') : member(`once ${i}`);
      // Two an hour: equal times are told apart by the id.
      const orderedAt = `2026-02-${day}T${String(10 + Math.floor(i / 10)).padStart(2, '0')}:00:00+08:00`;
      const order = await recorded(listed.ctx, receipt({ orderRef: `R${i}`, orderedAt, customer }));
      if (i === 0) customerId = order.customerId ?? '';
    }
  });

  const refs = async (query: Parameters<typeof listOrders>[1]): Promise<string[]> => {
    const all: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await listOrders(listed.ctx, { ...query, limit: 4, after });
      all.push(...page.items.map((o) => `${o.orderedAt} ${o.orderId}`));
      if (page.next === null) return all;
      after = page.next;
    }
  };

  test('goes through all, the newest first, without gap or repeat', async () => {
    const all = await refs({});
    expect(all).toHaveLength(23);
    expect(all).toEqual(all.toSorted().toReversed());
  });

  test('keeps to a period and to a customer', async () => {
    expect(await refs({ from: '2026-02-02', to: '2026-02-03' })).toHaveLength(10);
    expect(await refs({ from: '2026-02-05' })).toHaveLength(4);
    const own = await refs({ customerId });
    expect(own).toHaveLength(6);
    expect(own).toEqual(own.toSorted().toReversed());
    expect(await refs({ customerId, to: '2026-02-01' })).toHaveLength(2);
  });
});
