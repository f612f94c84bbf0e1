import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listProducts } from '@shuke/catalog';
import type { Ctx } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { previewFile } from '../index.ts';
import { imported, openShop, ownerView } from './shop.ts';

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const services = testServices('2026-11-02T02:00:00Z');
const owner = ownerView(services);

const figures = (ctx: Ctx) =>
  owner.tally(ctx, 'sales_order', {
    orders: 'count(*)::int',
    anonymous: 'count(*) filter (where customer_id is null)::int',
    customers: 'count(distinct customer_id)::int',
    sum_minor: 'sum(payable_minor)::int',
    lines: 'sum(cardinality(line_product_id))::int',
    stores: 'count(distinct store_id)::int',
    first: 'min(business_day)::text',
    last: 'max(business_day)::text',
  });

describe.skipIf(!existsSync(DATA))('real files (skipped where ../shared/data is absent)', () => {
  test("the coffee machine's log: all four figures come out, and once more changes nothing", async () => {
    const ctx = await openShop(services, { currency: 'UAH', timeZone: 'Europe/Kyiv' });
    const path = `${DATA}coffee-vending/index_1.csv.gz`;
    const preview = await previewFile(ctx, path, {});
    expect(preview).toMatchObject({
      ok: true,
      value: {
        preset: 'coffee-vending',
        problem: null,
        rejects: [],
        statement: { timeZone: 'Europe/Kyiv', currency: 'UAH' },
      },
    });
    const done = await imported(ctx, path);
    expect(done).toMatchObject({
      rowsRead: 3636,
      rowsRejected: 0,
      ordersNew: 3636,
      customersNew: 1316,
      rowsTidied: 15,
    });
    const expected = {
      orders: 3636,
      anonymous: 89,
      customers: 1316,
      sum_minor: 11_543_158,
      lines: 3636,
      stores: 1,
      first: '2024-03-01',
      last: '2025-03-23',
    };
    expect(await figures(ctx)).toEqual(expected);
    const products = (await listProducts(ctx, {})).items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(products.map(({ name }) => name)).toEqual([
      'Americano',
      'Americano with Milk',
      'Cappuccino',
      'Cocoa',
      'Cortado',
      'Espresso',
      'Hot Chocolate',
      'Latte',
    ]);
    expect(await imported(ctx, path)).toMatchObject({
      ordersNew: 0,
      ordersKnown: 3636,
      customersNew: 0,
      productsNew: 0,
    });
    expect(await figures(ctx)).toEqual(expected);
  });

  test("the supermarket's receipts, whose rows are in no order: lines, baskets, households and stores", async () => {
    const ctx = await openShop(services, { currency: 'USD', timeZone: 'America/New_York' });
    const catalogue = await imported(ctx, `${DATA}completejourney/products.csv.gz`);
    expect(catalogue).toMatchObject({ kind: 'catalogue', rowsRead: 92_331, rowsRejected: 0, productsNew: 92_331 });
    const path = `${DATA}completejourney/transactions_sample.csv.gz`;
    const done = await imported(ctx, path);
    expect(done).toMatchObject({ rowsRead: 75_000, rowsRejected: 0, ordersNew: 47_243, customersNew: 2377 });
    const expected = { orders: 47_243, customers: 2377, lines: 75_000, stores: done.storesNew, anonymous: 0 };
    expect(await figures(ctx)).toMatchObject(expected);
    const { items } = await listProducts(ctx, { search: '25671' });
    const ice = items.find(({ sku }) => sku === '25671');
    expect(ice).toMatchObject({ name: 'ICE - CRUSHED/CUBED 22 LB', category: 'FRZN ICE', brand: 'National' });
    expect(await imported(ctx, path)).toMatchObject({
      ordersNew: 0,
      ordersKnown: 47_243,
      customersNew: 0,
      rowsRejected: 0,
    });
    expect(await figures(ctx)).toMatchObject(expected);
  }, 120_000);

  test("the bakery's log, which knows neither people nor amounts", async () => {
    const ctx = await openShop(services, { currency: 'GBP', timeZone: 'Europe/London' });
    const done = await imported(ctx, `${DATA}breadbasket/BreadBasket_DMS.csv.gz`);
    expect(done).toMatchObject({ rowsRead: 21_293, rowsRejected: 0, customersNew: 0 });
    expect(await figures(ctx)).toMatchObject({ lines: 21_293, orders: done.ordersNew, customers: 0, sum_minor: 0 });
  });
});
