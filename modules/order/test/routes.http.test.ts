import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { orderRoutes } from '../index.ts';
import { coupon, openShop, receipt, type Shop } from './shop.ts';

const services = testServices();
let shop: Shop;
let role: Role = 'cashier';
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  shop = await openShop(services);
  const authenticate = async () => ok({ ...shop.ctx.actor, role });
  app = await createApp({ services, authenticate, routes: orderRoutes, isReady: async () => true });
});
afterAll(() => app.close());

const post = (payload: object, key: string | null = newId()) =>
  app.inject({ method: 'POST', url: '/v1/orders', payload, headers: key ? { 'idempotency-key': key } : {} });

test('a cashier records a receipt with a coupon, and reads it back', async () => {
  role = 'cashier';
  const code = await coupon(shop.ctx);
  const order = receipt({ customer: { kind: 'phone', value: '13800138000' }, coupons: [code] });
  const answer = await post(order);
  expect([answer.statusCode, answer.json().payable]).toEqual([201, '40.00']);
  const { orderId, customerId, coupons } = answer.json();
  expect((await post(order)).json()).toEqual(answer.json());
  const read = (await app.inject(`/v1/orders/${orderId}`)).json();
  expect(read).toMatchObject({ orderId, customerId, coupons, businessDay: '2026-03-02', payable: '40.00' });
  const listed = (await app.inject(`/v1/orders?customerId=${customerId}&from=2026-03-01&to=2026-03-02`)).json();
  expect([listed.items.length, listed.items[0].orderId, listed.next]).toEqual([1, orderId, null]);
});

test('what is refused says why, with the status of its kind', async () => {
  role = 'cashier';
  const codeOf = async (change: object) => {
    const answer = await post({ ...receipt(), ...change });
    return [answer.statusCode, answer.json().code];
  };
  const line = { sku: 'N1', name: '面', quantity: '1', amount: '1.00' };
  expect(await codeOf({ storeCode: 'S9' })).toEqual([400, 'order_store_unknown']);
  expect(await codeOf({ lines: [{ ...line, quantity: '-1' }] })).toEqual([400, 'order_quantity_out_of_range']);
  expect(await codeOf({ lines: [{ ...line, quantity: 1 }] })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ lines: [{ ...line, amount: '1e9' }] })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ lines: Array.from({ length: 501 }, () => line) })).toEqual([400, 'order_too_many_lines']);
  expect(await codeOf({ lines: [] })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ orderRef: ' R1 ' })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ orderRef: 'R\ud800' })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ storeCode: 'S\udfff' })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ lines: [{ ...line, sku: 'N\u0007' }] })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ orderRef: '票 №1/№2 🍜' })).toEqual([201, undefined]);
  expect(await codeOf({ payable: '1.00' })).toEqual([400, 'invalid_request']);
  expect(await codeOf({ coupons: ['NOPE'] })).toEqual([404, 'coupon_not_found']);
  expect((await post(receipt(), null)).statusCode).toBe(400);
  expect((await app.inject(`/v1/orders/${newId()}`)).statusCode).toBe(404);
  expect((await app.inject('/v1/orders?from=2026-02-30')).statusCode).toBe(400);
});

test('a marketer reads orders but records none, a brand owner does neither', async () => {
  role = 'marketer';
  expect((await app.inject('/v1/orders')).statusCode).toBe(200);
  expect((await post(receipt())).statusCode).toBe(403);
  role = 'brand_owner';
  expect((await app.inject('/v1/orders')).statusCode).toBe(403);
});
