import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerFollowers, customerRoutes } from '@shuke/customer';
import { followAll, relayOnce } from '@shuke/db';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { orderRoutes } from '@shuke/order';
import { actAs, testServices } from '@shuke/testkit';
import { insightRoutes, learnableOrders, regularCards, visitsOf } from '../index.ts';
import { openShop, type Shop } from './shop.ts';

const services = testServices('2026-03-02T02:00:00Z');
let shop: Shop;
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  shop = await openShop(services);
  const { merchantId } = shop.ctx.actor;
  const authenticate = async () => ok(actAs(services, merchantId, 'owner').actor);
  const routes = [
    ...customerRoutes({ dataMap: [], cardsOf: regularCards, visitsOf }),
    ...orderRoutes,
    ...insightRoutes,
  ];
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
});
afterAll(() => app.close());

const send = async (method: 'GET' | 'POST', url: string, payload?: object) =>
  (await app.inject({ method, url, headers: { 'idempotency-key': newId() }, ...(payload ? { payload } : {}) })).json();

test('receipts and what guests write with them teach what their card at the till shows', async () => {
  const customer = { kind: 'member_no', value: 'ANN' };
  const noodles = { sku: 'N1', name: '牛肉面', category: '面', quantity: '1', amount: '20.00', discount: '0.00' };
  for (const [orderRef, note] of [
    ['R1', '不要香菜'],
    ['R2', '花生过敏，少辣'],
  ]) {
    const order = { orderRef, storeCode: 'S1', orderedAt: '2026-03-01T12:00:00Z', customer, coupons: [], note };
    await send('POST', '/v1/orders', { ...order, lines: [noodles] });
  }
  await relayOnce(services);
  await followAll(services, shop.ctx.actor.merchantId, customerFollowers({ visitsOf, ordersOf: learnableOrders }));
  const { customerId } = await send('POST', '/v1/customers/lookups', customer);
  const card = await send('POST', '/v1/regular-cards', { customerId, storeId: shop.stores.get('S1') });
  const names = (tastes: { nameZh: string }[]) => tastes.map(({ nameZh }) => nameZh);
  expect([names(card.avoids), names(card.likes)]).toEqual([
    ['花生', '香菜'],
    ['辣', '面'],
  ]);
  expect(card.avoids[0].allergy).toBe(true);
  const { items } = await send('GET', `/v1/customers/${customerId}/tags`);
  expect(items.find((tag: { value: string }) => tag.value === 'cilantro').evidence).toMatchObject([
    { source: 'note', lineNo: 0 },
  ]);
});
