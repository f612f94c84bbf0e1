import { describe, expect, test } from 'vitest';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import {
  ensureProducts,
  getProduct,
  listProducts,
  productsById,
  type EnsureOptions,
  type ProductRow,
} from '../index.ts';

const services = testServices();

const ensure = async (ctx: Ctx, rows: readonly ProductRow[], options?: EnsureOptions) => {
  const result = await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, rows, options)));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.map((r) => (r.ok ? r.value : r.refusal));
};

const names = async (ctx: Ctx) => (await listProducts(ctx, {})).items.map((p) => [p.sku, p.name, p.category]);

describe('ensuring products', () => {
  test('a named SKU is added once, a known one is found without a name', async () => {
    const ctx = actAs(services);
    const [first] = await ensure(ctx, [{ sku: 'N1', name: '葱油拌面', category: '面' }]);
    const again = await ensure(ctx, [{ sku: 'N2', name: '大排面' }, { sku: 'N1' }, { sku: 'N2' }]);
    expect(first).toMatchObject({ created: true });
    expect(again[1]).toEqual({ ...first, created: false });
    expect(again[0]).toMatchObject({ created: true });
    expect(again[2]).toEqual({ ...again[0], created: false });
  });

  test('an unknown SKU without a name refuses its row by name and not the others', async () => {
    const ctx = actAs(services);
    const answers = await ensure(ctx, [{ sku: 'A', name: 'a' }, { sku: 'ghost' }, { sku: 'B', name: '' }]);
    expect(answers[0]).toMatchObject({ created: true });
    expect(answers.slice(1)).toEqual([
      { code: 'unknown_sku', facts: { sku: 'ghost' } },
      { code: 'unknown_sku', facts: { sku: 'B' } },
    ]);
    expect(await names(ctx)).toEqual([['A', 'a', null]]);
  });

  test('names and categories change only when told, and a missing category never takes one away', async () => {
    const ctx = actAs(services);
    await ensure(ctx, [{ sku: 'S', name: 'old', category: 'noodles' }]);
    await ensure(ctx, [{ sku: 'S', name: 'new', category: 'drinks' }]);
    expect(await names(ctx)).toEqual([['S', 'old', 'noodles']]);
    services.clock.advanceMs(1000);
    await ensure(ctx, [{ sku: 'S', name: 'new' }], { update: true });
    expect(await names(ctx)).toEqual([['S', 'new', 'noodles']]);
    const { updatedAt } = (await listProducts(ctx, {})).items[0]!;
    services.clock.advanceMs(1000);
    await ensure(ctx, [{ sku: 'S', name: 'new', category: 'noodles' }], { update: true });
    expect((await listProducts(ctx, {})).items[0]!.updatedAt).toBe(updatedAt);
  });

  test('40 batches at once in opposite orders add each SKU once', async () => {
    const ctx = actAs(services);
    const rows = Array.from({ length: 100 }, (_, i) => ({ sku: `s${i}`, name: `product ${i}` }));
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => ensure(ctx, i % 2 ? rows : rows.toReversed())));
    expect(all.flat().filter((r) => 'created' in r && r.created)).toHaveLength(100);
    expect(new Set(all.flat().map((r) => 'productId' in r && r.productId)).size).toBe(100);
  });
});

describe('the list of products', () => {
  test('pages by SKU without gap or repeat, and searches SKU, name and category', async () => {
    const ctx = actAs(services);
    const rows = Array.from({ length: 25 }, (_, i) => ({
      sku: `P${String(i).padStart(2, '0')}`,
      name: i % 2 ? `红烧牛肉面${i}` : `100%_Juice ${i}`,
      category: i < 3 ? 'Special' : 'Menu',
    }));
    await ensure(ctx, rows);
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await listProducts(ctx, { limit: 10, after });
      seen.push(...page.items.map((p) => p.sku));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(rows.map((r) => r.sku));
    expect((await listProducts(ctx, { search: '牛肉' })).items).toHaveLength(12);
    expect((await listProducts(ctx, { search: '%_juice' })).items).toHaveLength(13);
    expect((await listProducts(ctx, { search: 'p07' })).items.map((p) => p.sku)).toEqual(['P07']);
    expect((await listProducts(ctx, { search: 'special' })).items).toHaveLength(3);
    expect((await listProducts(ctx, { search: '_%' })).items).toEqual([]);
  });
});

test('a merchant sees its own products only', async () => {
  const [mine, theirs] = [actAs(services), actAs(services)];
  const [known] = await ensure(mine, [{ sku: 'X', name: 'mine' }]);
  const productId = known && 'productId' in known ? known.productId : '';
  expect(await getProduct(mine, productId)).toMatchObject({ value: { name: 'mine' } });
  expect(await getProduct(theirs, productId)).toMatchObject({ refusal: { code: 'product_not_found' } });
  expect(await getProduct(mine, newId())).toMatchObject({ refusal: { code: 'product_not_found' } });
  expect(await inRead(theirs, (tx) => productsById(tx, [productId]))).toEqual(new Map());
  expect((await listProducts(theirs, {})).items).toEqual([]);
  expect(await ensure(theirs, [{ sku: 'X' }])).toEqual([{ code: 'unknown_sku', facts: { sku: 'X' } }]);
});
