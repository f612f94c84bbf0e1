import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTx } from '@shuke/db';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { catalogRoutes, ensureProducts } from '../index.ts';

const services = testServices();
const merchantId = newId();
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  const ctx = actAs(services, merchantId, 'cashier');
  const authenticate = async () => ok(ctx.actor);
  app = await createApp({ services, authenticate, routes: catalogRoutes, isReady: async () => true });
  const rows = ['牛肉面', '大排面', '豆浆'].map((name, i) => ({ sku: `N${i}`, name, category: i < 2 ? '面' : '饮' }));
  await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, rows)));
});
afterAll(() => app.close());

test('the catalogue is listed by page and searched', async () => {
  const first = (await app.inject('/v1/products?limit=2')).json();
  expect(first.items.map((p: { sku: string }) => p.sku)).toEqual(['N0', 'N1']);
  const second = (await app.inject(`/v1/products?limit=2&after=${first.next}`)).json();
  expect([second.items.length, second.items[0].name, second.next]).toEqual([1, '豆浆', null]);
  const found = (await app.inject(`/v1/products?search=${encodeURIComponent('面')}`)).json();
  expect(found.items).toHaveLength(2);
  const one = (await app.inject(`/v1/products/${second.items[0].productId}`)).json();
  expect(one).toEqual(second.items[0]);
});

test('what does not fit is refused', async () => {
  expect((await app.inject('/v1/products?limit=0')).statusCode).toBe(400);
  expect((await app.inject('/v1/products?after=x')).statusCode).toBe(400);
  const unknown = await app.inject(`/v1/products/${newId()}`);
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'product_not_found']);
});
