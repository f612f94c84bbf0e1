import { describe, expect, test } from 'vitest';
import { evidenceOf, hypothesesOf, type Evidence } from '../ranking/hypotheses.ts';
import { matchItems, weakOf } from '../ranking/match.ts';
import { csvRows } from '../ranking/ranking-csv.ts';
import { rankItems } from '../ranking/ranking.ts';

describe('a ranking', () => {
  test('goes by places, else by shares, else as it stands', () => {
    const skus = (rows: Parameters<typeof rankItems>[0]) => {
      const items = rankItems(rows);
      return items.ok ? items.value.map(({ sku }) => sku).join('') : items.refusal.code;
    };
    expect(
      skus([
        { sku: 'b', rank: 9 },
        { sku: 'a', rank: 2 },
      ]),
    ).toBe('ab');
    expect(skus([{ sku: 'b', shareBps: 10 }, { sku: 'a', shareBps: 700 }, { sku: 'c' }])).toBe('abc');
    expect(skus([{ sku: 'a' }, { sku: 'b' }])).toBe('ab');
  });

  test.each([
    ['no row', []],
    ['a row without a product', [{ sku: ' ', rank: 1 }]],
    [
      'a place twice',
      [
        { sku: 'a', rank: 1 },
        { sku: 'b', rank: 1 },
      ],
    ],
    ['places on some rows', [{ sku: 'a', rank: 1 }, { sku: 'b' }]],
    ['more than the whole', [{ sku: 'a', shareBps: 10_001 }]],
    ['half a place', [{ sku: 'a', rank: 1.5 }]],
  ])('with %s is refused', (_, rows) => {
    expect(rankItems(rows)).toMatchObject({ ok: false, refusal: { code: 'ranking_invalid' } });
  });

  test('is read from a file in either language, shares in percent', () => {
    const expected = { ok: true, value: [{ sku: 'N1', name: '牛肉面', rank: 1, shareBps: 350 }] };
    expect(csvRows('SKU,name,rank,share\nN1, 牛肉面 ,1,3.5%\n')).toEqual(expected);
    expect(csvRows('\uFEFF商品编码,名称,排名,占比\r\nN1,牛肉面,1,3.5\r\n')).toEqual(expected);
    expect(csvRows('price\n1')).toMatchObject({ ok: false });
    const odd = csvRows('sku,rank\nN1,first');
    expect(odd.ok && rankItems(odd.value)).toMatchObject({ ok: false });
  });
});

const own = (sku: string, name: string) => ({ productId: `p-${sku}`, sku, name, category: null });
const item = (place: number, sku: string | null, name: string | null = null) => ({ place, sku, name, shareBps: null });

describe('hot elsewhere, weak here', () => {
  const products = [own('N1', '牛肉面'), own('T1', 'Iced Tea'), own('T2', 'Iced  tea'), own('E1', '卤蛋')];

  test('finds products by SKU, else by a name that only one has', () => {
    const items = [item(1, 'N1', 'whatever'), item(2, null, ' 卤 蛋'), item(3, null, 'iced tea'), item(4, 'X')];
    expect(matchItems(items, products).map(({ product }) => product?.sku ?? null)).toEqual(['N1', 'E1', null, null]);
  });

  test('is what stands far lower in the own list, or is not sold, the widest gap first', () => {
    const matched = matchItems([item(1, 'N1'), item(2, 'E1'), item(3, 'T1'), item(4, 'T2')], products);
    const places = new Map([
      ['p-T1', 1],
      ['p-T2', 2],
      ['p-N1', 9],
    ]);
    const weak = weakOf(matched, { places, sold: 9 });
    // Of four the first half is hot: noodles stand last here, eggs are not sold at all.
    expect(weak.map(({ product, ownPlace, gapBps }) => [product.sku, ownPlace, gapBps])).toEqual([
      ['N1', 9, 10_000],
      ['E1', null, 6_667],
    ]);
  });
});

describe('what may lie behind it', () => {
  const sold = (store: string, [orders, withOthers, amount]: readonly [number, number, number]) => ({
    product_id: 'p',
    store_id: store,
    orders,
    with_others: withOthers,
    amount,
    quantity_milli: orders * 1_000,
  });
  const seen = (change: Partial<Evidence>): Evidence => ({
    orders: 100,
    stores: 4,
    sellingStores: 4,
    bestStoreBps: 3_000,
    withOthersBps: 2_000,
    priceOfTicketBps: 6_000,
    buyers: 50,
    againBps: 1_000,
    ...change,
  });
  const kinds = (change: Partial<Evidence>) =>
    hypothesesOf(seen(change)).map(({ kind, because }) => `${kind} ${because}`);

  test.each([
    ['not sold at all', { orders: 0 }, ['placement not_sold']],
    ['in half of the stores', { sellingStores: 2 }, ['placement few_stores']],
    ['mostly in one of many', { bestStoreBps: 6_000 }, ['placement one_store_sells']],
    ['small and with others', { priceOfTicketBps: 2_000, withOthersBps: 8_000 }, ['counter cheap_add_on']],
    ['bought again by its few', { againBps: 4_000, buyers: 8 }, ['recommendation few_know_it']],
    ['nothing of it', {}, []],
  ] as const)('%s', (_, change, expected) => {
    expect(kinds(change)).toEqual(expected);
  });

  test('is told from the sales in each store', () => {
    const rows = [sold('a', [6, 5, 600]), sold('b', [2, 1, 200])];
    const buyers = { product_id: 'p', buyers: 4, again: 1 };
    expect(evidenceOf(rows, { buyers, stores: 3, averageTicketMinor: 1_000 })).toEqual({
      orders: 8,
      stores: 3,
      sellingStores: 2,
      bestStoreBps: 7_500,
      withOthersBps: 7_500,
      priceOfTicketBps: 1_000,
      buyers: 4,
      againBps: 2_500,
    });
  });
});
