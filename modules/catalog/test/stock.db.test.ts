import { describe, expect, test } from 'vitest';
import { newId, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { adjustStock, listStock, setStock, takeStock, type StockTake } from '../index.ts';
import { asPoster, atOnce, codeOf, count, openShop, productOf, valueOf, type Shop } from './shop.ts';

const services = testServices();

const row = (shop: Shop, quantityMilli: number, own: Partial<StockTake> & { sku?: string } = {}): StockTake => {
  const { sku = 'tea', ...rest } = own;
  return {
    merchantId: shop.merchantId,
    storeId: shop.storeIds[0],
    productId: productOf(shop, sku),
    quantityMilli,
    ...rest,
  };
};
const take = (shop: Shop, ...rows: StockTake[]): Promise<boolean[]> =>
  asPoster(services, [shop], (tx) => takeStock(tx, rows));
const adjust = ({ ctx }: Shop, sku: string, byMilli: number) =>
  adjustStock(ctx, { key: newId(), rows: [{ sku, storeCode: 'S1', byMilli }] });
const leftIn = async (shop: Shop, storeCode?: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    valueOf(await listStock(shop.ctx, { storeCode })).items.map((one) => [one.sku, one.quantityMilli]),
  );

describe('taking stock', () => {
  test('of 50 takers of one unit at once exactly 10 get one of the 10 that are there', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 10_000 });
    const fits = (await atOnce(50, () => take(shop, row(shop, 1000)))).flat();
    expect(fits.filter(Boolean)).toHaveLength(10);
    expect(await leftIn(shop)).toEqual({ tea: 0 });
  });

  test('batches that name the same goods in opposite orders at once take each unit once', async () => {
    const shop = await openShop(services, ['a', 'b', 'c', 'd']);
    for (const sku of ['a', 'b', 'c', 'd']) await count(shop, sku, { milli: 25_000 });
    const batch = (nth: number): StockTake[] => {
      const rows = ['a', 'b', 'c', 'd'].map((sku) => row(shop, 1000, { sku }));
      return nth % 2 === 0 ? rows : rows.toReversed();
    };
    const fits = (await atOnce(40, (nth) => take(shop, ...batch(nth)))).flat();
    expect(fits.filter(Boolean)).toHaveLength(100);
    expect(await leftIn(shop)).toEqual({ a: 0, b: 0, c: 0, d: 0 });
  });

  test('within a batch rows are admitted in their order, and what is given back serves those behind', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 3000 });
    const rows = [2000, 2000, 1000, 500, -1000, 750].map((quantity) => row(shop, quantity));
    expect(await take(shop, ...rows)).toEqual([true, false, true, false, true, true]);
    expect(await leftIn(shop)).toEqual({ tea: 250 });
  });

  test('a group takes all its rows or none', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 3000 });
    await count(shop, 'cake', { milli: 1000 });
    const order = (group: string, cakes: number) => [
      row(shop, 2000, { group }),
      row(shop, cakes * 1000, { group, sku: 'cake' }),
    ];
    expect(await take(shop, ...order('first', 2), ...order('second', 1))).toEqual([false, false, true, true]);
    expect(await leftIn(shop)).toEqual({ tea: 1000, cake: 0 });
  });

  test('what is not tracked always fits, and giving it back tracks nothing', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 0, at: 'S2' });
    expect(await take(shop, row(shop, 1e9), row(shop, -1000), row(shop, 1, { storeId: shop.storeIds[1] }))).toEqual([
      true,
      true,
      false,
    ]);
    expect(await leftIn(shop)).toEqual({ tea: 0 });
    expect(await take(shop)).toEqual([]);
  });

  test('one batch serves several merchants, and none that is not of the batch', async () => {
    const [one, two] = [await openShop(services), await openShop(services)];
    for (const shop of [one, two]) await count(shop, 'tea', { milli: 1000 });
    const rows = [row(one, 1000), row(two, 1000), row(one, 1000)];
    expect(await asPoster(services, [one, two], (tx) => takeStock(tx, rows))).toEqual([true, true, false]);
    await count(two, 'tea', { milli: 1000 });
    await asPoster(services, [one], (tx) => takeStock(tx, [row(two, 1000)]));
    expect(await leftIn(two)).toEqual({ tea: 1000 });
  });

  test('random takes, returns and groups leave what a simple model leaves', async () => {
    const random = seededRandom(11);
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 20_000 });
    await count(shop, 'cake', { milli: 8000 });
    const model = { tea: 20_000, cake: 8000 };
    for (let round = 0; round < 40; round += 1) {
      const orders = Array.from({ length: 6 }, (_, i) =>
        Array.from({ length: 1 + random.int(3) }, () => ({
          sku: random.pick(['tea', 'cake'] as const),
          quantityMilli: random.int(4) === 0 ? -random.int(3000) : random.int(3000),
          group: `order ${i}`,
        })),
      );
      const expected = orders.flatMap((order) => {
        const after = { ...model };
        const isFit = order.every(({ sku, quantityMilli }) => {
          after[sku] -= quantityMilli;
          return quantityMilli <= 0 || after[sku] >= 0;
        });
        if (isFit) Object.assign(model, after);
        return order.map(() => isFit);
      });
      const rows = orders.flat().map(({ quantityMilli, ...own }) => row(shop, quantityMilli, own));
      expect(await take(shop, ...rows)).toEqual(expected);
      expect(await leftIn(shop)).toEqual(model);
    }
  });
});

describe('counting and adjusting', () => {
  test('goods that are received and lost move what was counted, never below zero', async () => {
    const shop = await openShop(services);
    expect(codeOf(await adjust(shop, 'tea', 1000))).toBe('stock_not_tracked');
    await count(shop, 'tea', { milli: 5000 });
    expect(codeOf(await adjust(shop, 'tea', 2500))).toBe('ok');
    const refused = await adjust(shop, 'tea', -7501);
    expect(refused).toMatchObject({
      refusal: { code: 'stock_insufficient', facts: { sku: 'tea', quantityMilli: 7500 } },
    });
    expect(codeOf(await adjust(shop, 'tea', -7500))).toBe('ok');
    expect(await leftIn(shop, 'S1')).toEqual({ tea: 0 });
    expect(codeOf(await adjust(shop, 'tea', 1e12 + 1))).toBe('stock_too_large');
  });

  test('of 30 losses of one unit at once exactly those that are there are taken off', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 7000 });
    const codes = (await atOnce(30, () => adjust(shop, 'tea', -1000))).map(codeOf);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(7);
    expect(new Set(codes)).toEqual(new Set(['ok', 'stock_insufficient']));
  });

  test('a count of null stops tracking', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 0 });
    expect(await take(shop, row(shop, 1))).toEqual([false]);
    await count(shop, 'tea', { milli: null });
    expect(await take(shop, row(shop, 1))).toEqual([true]);
    expect(await leftIn(shop)).toEqual({});
  });

  test('rows are refused by name, all of them, and the same key has one effect', async () => {
    const shop = await openShop(services);
    const good = { sku: 'tea', storeCode: 'S1', quantityMilli: 1000 };
    const set = (...rows: { sku: string; storeCode: string; quantityMilli: number | null }[]) =>
      setStock(shop.ctx, { key: newId(), rows });
    expect(codeOf(await set(good, { ...good, quantityMilli: 2 }))).toBe('catalog_row_duplicate');
    expect(codeOf(await set(good, { ...good, sku: 'ghost' }))).toBe('unknown_sku');
    expect(codeOf(await set(good, { ...good, storeCode: 'S9' }))).toBe('catalog_store_unknown');
    expect(codeOf(await set({ ...good, quantityMilli: 1e12 + 1 }))).toBe('stock_too_large');
    expect(await leftIn(shop)).toEqual({});
    await set(good);
    const cmd = { key: newId(), rows: [{ sku: 'tea', storeCode: 'S1', byMilli: 1000 }] };
    const answers = await atOnce(20, () => adjustStock(shop.ctx, cmd));
    for (const answer of answers) expect(answer).toEqual({ ok: true, value: { rows: 1 } });
    expect(await leftIn(shop)).toEqual({ tea: 2000 });
    const elsewhere = { ...shop, ctx: { ...shop.ctx, actor: { ...shop.ctx.actor, storeId: shop.storeIds[1] } } };
    expect(codeOf(await count(elsewhere, 'tea', { milli: 1 }))).toBe('catalog_store_not_yours');
  });

  test('the list adds up all stores, or shows one', async () => {
    const shop = await openShop(services);
    await count(shop, 'tea', { milli: 1500 });
    await count(shop, 'tea', { milli: 2000, at: 'S2' });
    await count(shop, 'cake', { milli: 1, at: 'S2' });
    expect(await leftIn(shop)).toEqual({ tea: 3500, cake: 1 });
    expect(await leftIn(shop, 'S1')).toEqual({ tea: 1500 });
    const first = valueOf(await listStock(shop.ctx, { limit: 1 }));
    const second = valueOf(await listStock(shop.ctx, { limit: 1, after: first.next! }));
    expect([first.items.length, second.items.length, second.next]).toEqual([1, 1, null]);
  });
});
