import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { catalogRoutes } from '../index.ts';
import { openShop, productOf, type Shop } from './shop.ts';

const services = testServices();
let app: Awaited<ReturnType<typeof createApp>>;
let shop: Shop;
let actor: { role: Role; storeId: string | null };

beforeAll(async () => {
  shop = await openShop(services);
  const authenticate = async () =>
    ok({ ...actAs(services, shop.merchantId, actor.role).actor, storeId: actor.storeId });
  app = await createApp({ services, authenticate, routes: catalogRoutes, isReady: async () => true });
});
afterAll(() => app.close());
beforeEach(() => {
  actor = { role: 'marketer', storeId: null };
});

type Sent = Readonly<Record<string, unknown>> & { readonly key?: string };
const send = (method: 'PUT' | 'POST', url: string, { key = newId(), ...payload }: Sent) =>
  app.inject({ method, url, payload, headers: { 'idempotency-key': key } });
const told = (answer: { statusCode: number; json(): { code: string; facts?: object } }) => {
  const { code, facts } = answer.json();
  return [answer.statusCode, code, ...(facts ? [facts] : [])];
};

test('prices are set in money, of all stores and of one, and listed', async () => {
  const prices = [
    { sku: 'tea', price: '12.50' },
    { sku: 'tea', storeCode: 'S1', price: '11' },
    { sku: 'cake', price: '0' },
  ];
  const key = newId();
  const set = await send('PUT', '/v1/prices', { prices, key });
  expect([set.statusCode, set.json()]).toEqual([200, { changed: 3, version: 1 }]);
  expect((await send('PUT', '/v1/prices', { prices, key })).body).toBe(set.body);
  const general = (await app.inject('/v1/prices')).json();
  expect(general.items).toContainEqual({
    productId: productOf(shop, 'tea'),
    sku: 'tea',
    name: 'tea',
    price: '12.50',
    version: 1,
  });
  expect(general.items).toHaveLength(2);
  const own = (await app.inject('/v1/prices?storeCode=S1')).json();
  expect(own.items.map((one: { price: string }) => one.price)).toEqual(['11.00']);
  await send('PUT', '/v1/prices', { prices: [{ sku: 'tea', storeCode: 'S1', price: null }] });
  expect((await app.inject('/v1/prices?storeCode=S1')).json().items).toEqual([]);
});

test('a cashier counts and receives goods in the own store, and sets no prices', async () => {
  actor = { role: 'cashier', storeId: shop.storeIds[0] };
  const counted = await send('PUT', '/v1/stock', { stock: [{ sku: 'tea', storeCode: 'S1', quantity: '3.5' }] });
  expect([counted.statusCode, counted.json()]).toEqual([200, { rows: 1 }]);
  const adjust = (by: string, storeCode = 'S1') =>
    send('POST', '/v1/stock/adjustments', { adjustments: [{ sku: 'tea', storeCode, by }] });
  expect((await adjust('2')).statusCode).toBe(201);
  expect(told(await adjust('-6'))).toEqual([409, 'stock_insufficient', { sku: 'tea', available: '5.5' }]);
  expect(told(await adjust('1', 'S2'))[1]).toBe('catalog_store_not_yours');
  expect((await app.inject('/v1/stock?storeCode=S1')).json().items).toEqual([
    { productId: productOf(shop, 'tea'), sku: 'tea', name: 'tea', quantity: '5.5' },
  ]);
  expect(told(await send('PUT', '/v1/prices', { prices: [{ sku: 'tea', price: '1' }] }))).toEqual([
    403,
    'forbidden',
    { needs: 'catalog:write' },
  ]);
});

test('what does not fit is refused by name', async () => {
  const set = (...prices: object[]) => send('PUT', '/v1/prices', { prices });
  expect(told(await set({ sku: 'tea', price: '1.001' }))[1]).toBe('invalid_request');
  expect(told(await set({ sku: 'tea', price: '-1' }))[1]).toBe('invalid_request');
  expect(told(await set())[1]).toBe('invalid_request');
  expect(told(await set({ sku: 'tea', price: '1000000001' }))).toEqual([400, 'price_too_high', { sku: 'tea' }]);
  expect(told(await set({ sku: 'ghost', price: '1' }))).toEqual([400, 'unknown_sku', { sku: 'ghost' }]);
  expect(told(await app.inject('/v1/stock?storeCode=S9'))).toEqual([400, 'catalog_store_unknown', { storeCode: 'S9' }]);
});
