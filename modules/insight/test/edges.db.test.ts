import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, type Ctx } from '@shuke/db';
import { idAt, manualClock } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import {
  concentration,
  coreList,
  listCustomers,
  overview,
  salesBySource,
  salesByStore,
  topProducts,
} from '../dashboards.ts';
import { customerFacts } from '../index.ts';
import { readAllMovements, storePlaces } from '../people/movements.ts';
import { everything } from './everything.ts';
import { FEBRUARY, openHandShop } from './hand-shop.ts';
import { openShop, receiptsOf, record, valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');

const shopWith = async (text: string, stores?: Record<string, string>): Promise<Shop> => {
  const shop = await openShop(services, stores ? { stores } : {});
  await record(shop, receiptsOf(text));
  return shop;
};

describe('a merchant without an order', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(services);
  });

  test('is answered for the 30 days to today, and told that there is no data', async () => {
    const answer = valueOf(await overview(shop.ctx, {}));
    expect(answer).toMatchObject({
      period: { from: '2026-02-09', to: '2026-03-10', days: 30, chosenBy: 'today' },
      comparison: { complete: false },
      freshness: { latestBusinessDay: null },
      hasData: false,
      newCustomers7d: { customers: 0, changeBps: null },
      transactions: { orders: 0, payable: '0.00', averageTicket: null, knownOrdersBps: null, payableChangeBps: null },
      activity: { customers: 0, merchantGapDays: null },
      newShare: { guests: 0, shareBps: null },
    });
    for (const scale of [answer.activity, answer.loyalty, answer.value])
      for (const row of scale.classes) expect(row).toMatchObject({ customers: 0, shareBps: null });
  });

  test('gets no NaN, no Infinity and no undefined anywhere', async () => {
    for (const answer of Object.values(await everything(shop.ctx, {}))) {
      const text = JSON.stringify(answer, (_, value: unknown) => {
        if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) throw new Error('no figure');
        return value;
      });
      expect(text).toContain('"hasData":false');
    }
  });

  test('has no facts, no core and an empty curve', async () => {
    expect(await inRead(shop.ctx, (tx) => customerFacts(tx, { asOf: '2026-03-10', favourites: true }))).toEqual([]);
    expect(valueOf(await concentration(shop.ctx, {}))).toMatchObject({ lorenz: [], core: [], giniBps: null });
    expect(valueOf(await coreList(shop.ctx, {}))).toMatchObject({ customers: 0, items: [], next: null });
  });
});

test('a period before the first order has no data, though there is some later', async () => {
  const shop = await openHandShop(services);
  const answer = valueOf(await overview(shop.ctx, { from: '2025-12-01', to: '2025-12-31' }));
  expect(answer).toMatchObject({ hasData: false, freshness: { latestBusinessDay: '2026-03-03' } });
});

test('without days the period ends with the latest data, not with a till whose clock runs ahead', async () => {
  const shop = await shopWith(`
    S1 2026-02-20T10:00 ann till tea*1=5.00
    S1 2026-12-31T10:00 ann till tea*1=5.00`);
  const { period, transactions } = valueOf(await overview(shop.ctx, {}));
  expect(period).toEqual({ from: '2026-01-22', to: '2026-02-20', days: 30, chosenBy: 'latest_data' });
  expect(transactions.orders).toBe(1);
});

test('today is the business day of the store that is furthest ahead', async () => {
  const stores = { S1: 'Asia/Shanghai', K: 'Pacific/Kiritimati' };
  const shop = await shopWith('K 2026-03-11T05:00 ann till tea*1=5.00', stores);
  // At 16:30 UTC it is half past midnight of the 11th in Shanghai, still the evening before, and 06:30 in Kiritimati.
  const ctx = { ...shop.ctx, clock: manualClock('2026-03-10T16:30:00Z') };
  expect(valueOf(await overview(ctx, {})).period).toMatchObject({ to: '2026-03-11', chosenBy: 'latest_data' });
  const inShanghai = valueOf(await overview(ctx, { storeId: shop.stores.get('S1')! }));
  expect(inShanghai.period).toMatchObject({ to: '2026-03-10', chosenBy: 'today' });
});

test('a period of more than twelve months has all of them, the first one clipped', async () => {
  const shop = await shopWith(`
    S1 2024-11-10T10:00 ann till tea*1=5.00
    S1 2024-11-20T10:00 bob till tea*1=7.00`);
  const { months } = valueOf(await concentration(shop.ctx, { from: '2024-11-15', to: '2026-02-10' }));
  expect(months).toHaveLength(16);
  expect(months[0]).toMatchObject({ month: '2024-11', customers: 1, spend: '7.00' });
});

test('a single customer is the best fifth, and even', async () => {
  const shop = await shopWith('S1 2026-02-20T10:00 ann till tea*1=5.00');
  expect(valueOf(await concentration(shop.ctx, {}))).toMatchObject({
    bestCustomers: 1,
    bestShareBps: 10_000,
    giniBps: 0,
  });
  const [facts] = await inRead(shop.ctx, (tx) => customerFacts(tx, { asOf: '2026-02-20' }));
  expect(facts).toMatchObject({ activity: 'new', loyalty: 'new', value: 'top', yardstickGapDays: 30 });
});

test('who got everything for nothing came, but has no value', async () => {
  const shop = await shopWith(`
    S1 2026-02-20T10:00 ann till tea*1=0.00-5.00
    S1 2026-02-21T10:00 -   till tea*1=0.00-5.00`);
  const answer = valueOf(await overview(shop.ctx, {}));
  expect(answer.transactions).toMatchObject({ orders: 2, payable: '0.00', averageTicket: '0.00', guests: 1 });
  expect(answer.value).toMatchObject({ customers: 1, spend: '0.00' });
  expect(answer.value.classes.at(-1)).toMatchObject({ class: 'none', customers: 1, spendBps: null });
  expect(valueOf(await concentration(shop.ctx, {}))).toMatchObject({ customers: 0, bestShareBps: null, core: [] });
  expect(valueOf(await salesBySource(shop.ctx, {})).sources[0]).toMatchObject({ payableBps: null, ordersBps: 10_000 });
  expect(valueOf(await topProducts(shop.ctx, {})).products[0]).toMatchObject({ amount: '0.00', amountBps: null });
});

test('among equals the best fifth are the same people on every page', async () => {
  const names = Array.from({ length: 11 }, (_, i) => `guest${i}`);
  const shop = await shopWith(names.map((name) => `S1 2026-02-20T10:00 ${name} till tea*1=5.00`).join('\n'));
  const ids = names.map((name) => shop.customers.get(name)!).sort((a, b) => (a < b ? -1 : 1));
  const pages: string[] = [];
  const shares: (number | null)[] = [];
  for (let after: string | undefined; ;) {
    const page = valueOf(await coreList(shop.ctx, { limit: 2, after }));
    expect(page.customers).toBe(3);
    pages.push(...page.items.map((one) => one.customerId));
    shares.push(...page.items.map((one) => one.cumulativeBps));
    if (page.next === null) break;
    after = page.next;
  }
  expect(pages).toEqual(ids.slice(0, 3));
  expect(shares).toEqual([909, 1_818, 2_727]);
  expect(valueOf(await concentration(shop.ctx, {}))).toMatchObject({ bestShareBps: 2_727, giniBps: 0 });
});

test('a list goes on behind a customer who has moved up since the page before', async () => {
  const shop = await shopWith(`
    S1 2026-02-18T10:00 ann till tea*1=30.00
    S1 2026-02-18T10:00 bob till tea*1=20.00
    S1 2026-02-18T10:00 cat till tea*1=10.00`);
  const first = valueOf(await listCustomers(shop.ctx, { limit: 2 }));
  await record(shop, receiptsOf('S1 2026-02-18T11:00 bob till tea*1=90.00'));
  const rest = valueOf(await listCustomers(shop.ctx, { limit: 2, after: first.next! }));
  expect(rest.items.map((one) => one.customerId)).toEqual([shop.customers.get('cat')]);
});

test('movements come complete and once, however small the chunks', async () => {
  const shop = await openHandShop(services);
  const read = (chunkRows: number) =>
    inRead(shop.ctx, async (tx) => {
      const { rows, ids, day, netMinor } = await readAllMovements(tx, storePlaces(), { asOf: FEBRUARY.to, chunkRows });
      return Array.from({ length: rows }, (_, row) => [idAt(ids, row), day[row], netMinor[row]]);
    });
  const whole = await read(100);
  expect(new Set(whole.map(([id]) => id)).size).toBe(5);
  for (const chunkRows of [1, 2, 3, 5, whole.length]) expect(await read(chunkRows)).toEqual(whole);
});

describe('who asks', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openHandShop(services);
  });
  const inStore = (code: string): Ctx => {
    const { ctx } = shop;
    return { ...ctx, actor: { ...ctx.actor, role: 'marketer', storeId: shop.stores.get(code)! } };
  };

  test('from one store sees that store, and is refused another', async () => {
    const answer = valueOf(await overview(inStore('S2'), FEBRUARY));
    expect(answer).toMatchObject({ storeId: shop.stores.get('S2'), transactions: { orders: 3 } });
    const stores = valueOf(await salesByStore(inStore('S2'), FEBRUARY)).stores;
    expect(stores.map((one) => one.code)).toEqual(['S2']);
    const refused = await overview(inStore('S2'), { ...FEBRUARY, storeId: shop.stores.get('S1')! });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
  });

  test('for a store of another merchant is told that there is none', async () => {
    const other = await openShop(services);
    const refused = await overview(shop.ctx, { storeId: other.stores.get('S1')! });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });

  test('without the right to see persons gets the concentration and no core', async () => {
    const { ctx } = shop;
    const brandOwner: Ctx = { ...ctx, actor: { ...ctx.actor, role: 'brand_owner' } };
    expect(valueOf(await concentration(brandOwner, FEBRUARY))).toMatchObject({ bestShareBps: 3_509, core: null });
  });

  test('of one merchant sees nothing of another', async () => {
    const other = await openShop(services);
    for (const answer of Object.values(await everything(other.ctx, FEBRUARY)))
      expect(answer).toMatchObject({ hasData: false });
  });
});
