import { describe, expect, test } from 'vitest';
import { inRead } from '@shuke/db';
import { newId, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { listPrices, PriceBook, priceHeads, pricesSince, setPrices } from '../index.ts';
import { asPoster, atOnce, codeOf, openShop, price, pricesAfter, rename, valueOf, type Shop } from './shop.ts';

const services = testServices();

async function bookOf(shop: Shop): Promise<PriceBook> {
  const book = new PriceBook();
  book.apply(await pricesAfter(shop, 0));
  return book;
}

const minorIn = (book: PriceBook, sku: string, storeIds: readonly string[]) =>
  storeIds.map((storeId) => book.find(sku, storeId)?.unitPriceMinor ?? null);

describe('prices', () => {
  test('a store’s own price wins over the general one, and removing it brings the general one back', async () => {
    const shop = await openShop(services);
    const own = { sku: 'tea', storeCode: 'S2', priceMinor: 900 };
    await price(shop, { sku: 'tea', priceMinor: 1000 }, own, { sku: 'cake', storeCode: 'S1', priceMinor: 0 });
    const book = await bookOf(shop);
    expect(minorIn(book, 'tea', shop.storeIds)).toEqual([1000, 900, 1000]);
    expect(minorIn(book, 'cake', shop.storeIds)).toEqual([0, null, null]);
    await price(shop, { ...own, priceMinor: null });
    book.apply(await pricesAfter(shop, book.version));
    expect(minorIn(book, 'tea', shop.storeIds)).toEqual([1000, 1000, 1000]);
    await price(shop, { sku: 'tea', priceMinor: null });
    book.apply(await pricesAfter(shop, book.version));
    expect(book.find('tea', shop.storeIds[0])).toBeNull();
  });

  test('each change takes the next version, and one that says nothing new takes none', async () => {
    const shop = await openShop(services);
    const versions = [
      await price(shop, { sku: 'tea', priceMinor: 100 }, { sku: 'cake', priceMinor: 200 }),
      await price(shop, { sku: 'tea', priceMinor: 100 }),
      await price(shop, { sku: 'tea', storeCode: 'S1', priceMinor: null }),
      await price(shop, { sku: 'tea', priceMinor: 100 }, { sku: 'cake', priceMinor: 201 }),
    ].map(valueOf);
    expect(versions).toEqual([
      { changed: 2, version: 1 },
      { changed: 0, version: 1 },
      { changed: 0, version: 1 },
      { changed: 1, version: 2 },
    ]);
    expect((await pricesAfter(shop, 1)).map(({ sku, priceMinor }) => [sku, priceMinor])).toEqual([['cake', 201]]);
  });

  test('a rename or a new category reaches the book, and of a product without a price takes no version', async () => {
    const shop = await openShop(services);
    await rename(shop, 'tea', { name: 'Green tea' });
    await price(shop, { sku: 'tea', priceMinor: 100 }, { sku: 'tea', storeCode: 'S1', priceMinor: 90 });
    const book = await bookOf(shop);
    expect([book.version, book.find('tea', shop.storeIds[0])?.name]).toEqual([1, 'Green tea']);
    await rename(shop, 'cake', { name: 'Cheese cake' });
    await rename(shop, 'tea', { name: 'Oolong', category: 'drink/tea' });
    const rows = await pricesAfter(shop, book.version);
    expect(rows.map(({ version }) => version)).toEqual([2, 2]);
    book.apply(rows);
    expect(book.find('tea', shop.storeIds[0])).toMatchObject({
      name: 'Oolong',
      category: 'drink/tea',
      unitPriceMinor: 90,
    });
  });

  test('the batch poster reads the prices of several merchants in one transaction', async () => {
    const [one, two, none] = [await openShop(services), await openShop(services), await openShop(services)];
    await price(one, { sku: 'tea', priceMinor: 100 });
    await price(two, { sku: 'tea', priceMinor: 200 });
    await price(two, { sku: 'cake', priceMinor: 300 });
    const ids = [one, two, none].map(({ merchantId }) => merchantId);
    const read = await asPoster(services, [one, two, none], async (tx) => {
      const heads = await priceHeads(tx, ids);
      const rows = await pricesSince(tx, two.merchantId, 1);
      return { heads: ids.map((id) => heads.get(id)), rows: rows.map(({ sku, priceMinor }) => [sku, priceMinor]) };
    });
    expect(read).toEqual({ heads: [1, 2, 0], rows: [['cake', 300]] });
  });
});

describe('what is refused, all rows of it', () => {
  const refusals: [string, object[]][] = [
    [
      'catalog_row_duplicate',
      [
        { sku: 'tea', priceMinor: 1 },
        { sku: 'tea', priceMinor: 2 },
      ],
    ],
    [
      'unknown_sku',
      [
        { sku: 'tea', priceMinor: 1 },
        { sku: 'ghost', priceMinor: 2 },
      ],
    ],
    [
      'catalog_store_unknown',
      [
        { sku: 'tea', priceMinor: 1 },
        { sku: 'tea', storeCode: 'S9', priceMinor: 2 },
      ],
    ],
    ['price_too_high', [{ sku: 'tea', priceMinor: 100_000_000_001 }]],
  ];
  test.each(refusals)('%s', async (code, rows) => {
    const shop = await openShop(services);
    expect(codeOf(await setPrices(shop.ctx, { key: newId(), rows: rows as never }))).toBe(code);
    expect(await pricesAfter(shop, 0)).toEqual([]);
  });

  test('staff of one store set its prices and no others, nor the general ones', async () => {
    const shop = await openShop(services);
    const { ctx } = shop;
    const mine = { ...shop, ctx: { ...ctx, actor: { ...ctx.actor, storeId: shop.storeIds[0] } } };
    expect(codeOf(await price(mine, { sku: 'tea', storeCode: 'S1', priceMinor: 100 }))).toBe('ok');
    expect(codeOf(await price(mine, { sku: 'tea', storeCode: 'S2', priceMinor: 100 }))).toBe('catalog_store_not_yours');
    expect(codeOf(await price(mine, { sku: 'tea', priceMinor: 100 }))).toBe('catalog_store_not_yours');
  });

  test('the same key gives the first answer again and is refused with another price', async () => {
    const shop = await openShop(services);
    const cmd = { key: newId(), rows: [{ sku: 'tea', priceMinor: 100 }] };
    const answers = await atOnce(20, () => setPrices(shop.ctx, cmd));
    for (const answer of answers) expect(answer).toEqual({ ok: true, value: { changed: 1, version: 1 } });
    const other = { ...cmd, rows: [{ sku: 'tea', priceMinor: 101 }] };
    expect(codeOf(await setPrices(shop.ctx, other))).toBe('idempotency_key_reused');
  });
});

describe('the book of prices', () => {
  test('of 60 changes and renames at once a reader that follows the versions misses none', async () => {
    const skus = Array.from({ length: 6 }, (_, i) => `p${i}`);
    const shop = await openShop(services, skus);
    const { merchantId } = shop;
    const book = new PriceBook();
    let writing = true;
    const follow = async (): Promise<void> => {
      while (writing) book.apply(await asPoster(services, [shop], (tx) => pricesSince(tx, merchantId, book.version)));
    };
    const reader = follow();
    const changes = await atOnce(60, async (nth) => {
      const sku = skus[nth % 6]!;
      if (nth % 3 === 0) return rename(shop, sku, { name: `${sku} of ${nth}` });
      return valueOf(await price(shop, { sku, priceMinor: nth }, { sku, storeCode: 'S1', priceMinor: nth * 2 }));
    });
    writing = false;
    await reader;
    expect(changes).toHaveLength(60);
    book.apply(await pricesAfter(shop, book.version));
    const fresh = await bookOf(shop);
    for (const sku of skus) {
      for (const storeId of shop.storeIds) expect(book.find(sku, storeId)).toEqual(fresh.find(sku, storeId));
    }
    const head = await inRead(shop.ctx, (tx) => priceHeads(tx, [merchantId]));
    expect(book.version).toBe(head.get(merchantId));
  });

  test('after random changes a followed book equals a full read and a simple model', async () => {
    const random = seededRandom(7);
    const skus = Array.from({ length: 8 }, (_, i) => `p${i}`);
    const shop = await openShop(services, skus);
    const places = [undefined, 'S1', 'S2', 'S3'];
    const model = new Map<string, number | null>();
    const names = new Map(skus.map((sku) => [sku, sku]));
    const book = new PriceBook();
    for (let step = 0; step < 120; step += 1) {
      const sku = random.pick(skus);
      if (random.int(5) === 0) {
        names.set(sku, `name ${step}`);
        await rename(shop, sku, { name: `name ${step}` });
      } else {
        const storeCode = random.pick(places);
        const priceMinor = random.int(4) === 0 ? null : random.int(1000);
        model.set(`${sku} ${storeCode}`, priceMinor);
        valueOf(await price(shop, { sku, storeCode, priceMinor }));
      }
      if (random.int(3) === 0) book.apply(await pricesAfter(shop, Math.max(0, book.version - random.int(3))));
    }
    book.apply(await pricesAfter(shop, book.version));
    const fresh = await bookOf(shop);
    for (const sku of skus) {
      for (const [i, storeId] of shop.storeIds.entries()) {
        const expected = model.get(`${sku} S${i + 1}`) ?? model.get(`${sku} undefined`) ?? null;
        expect(book.find(sku, storeId)?.unitPriceMinor ?? null).toBe(expected);
        if (expected !== null) expect(book.find(sku, storeId)?.name).toBe(names.get(sku));
        expect(book.find(sku, storeId)).toEqual(fresh.find(sku, storeId));
      }
    }
  });
});

test('prices are listed by page, of all stores or of one', async () => {
  const shop = await openShop(services, ['a', 'b', 'c']);
  await price(shop, ...['a', 'b', 'c'].map((sku, i) => ({ sku, priceMinor: 100 + i })));
  await price(shop, { sku: 'b', storeCode: 'S1', priceMinor: 55 }, { sku: 'c', priceMinor: null });
  const first = valueOf(await listPrices(shop.ctx, { limit: 1 }));
  const second = valueOf(await listPrices(shop.ctx, { limit: 1, after: first.next! }));
  expect([...first.items, ...second.items].map(({ sku, priceMinor }) => [sku, priceMinor])).toEqual([
    ['a', 100],
    ['b', 101],
  ]);
  expect(second.next).toBeNull();
  const own = valueOf(await listPrices(shop.ctx, { storeCode: 'S1' }));
  expect(own.items.map(({ sku, priceMinor, version }) => [sku, priceMinor, version])).toEqual([['b', 55, 2]]);
  expect(codeOf(await listPrices(shop.ctx, { storeCode: 'S9' }))).toBe('catalog_store_unknown');
});
