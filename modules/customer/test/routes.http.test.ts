import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { customerRoutes } from '../index.ts';

const services = testServices();
const merchantId = newId();
let role: Role = 'guide';
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  const authenticate = async () => ok(actAs(services, merchantId, role).actor);
  const routes = customerRoutes({ dataMap: [], cardsOf: async () => new Map(), visitsOf: async () => new Map() });
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
});
afterAll(() => app.close());

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, payload, headers });

test('a guide creates, looks up and reads a customer, and sees hints only', async () => {
  role = 'guide';
  const phone = { kind: 'phone', value: '138 0013 8000' };
  const made = await post('/v1/customers', { identifiers: [phone] }, { 'idempotency-key': newId() });
  expect(made.statusCode).toBe(201);
  const { customerId } = made.json();
  const found = await post('/v1/customers/lookups', { kind: 'phone', value: '+8613800138000' });
  expect([found.statusCode, found.json()]).toEqual([200, { customerId }]);
  const read = await app.inject(`/v1/customers/${customerId}`);
  expect(read.json()).toEqual({
    customerId,
    hints: [{ kind: 'phone', hint: '•••8000' }],
    source: 'console',
    createdAt: '2026-03-02T02:00:00.000Z',
  });
  expect(made.body + read.body).not.toContain('138001');
});

test('what is refused says why', async () => {
  role = 'guide';
  const unknown = await post('/v1/customers/lookups', { kind: 'member_no', value: 'nobody' });
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'customer_not_found']);
  const invalid = await post('/v1/customers/lookups', { kind: 'phone', value: '12' });
  expect([invalid.statusCode, invalid.json().code]).toEqual([400, 'identifier_invalid']);
  const kind = await post('/v1/customers/lookups', { kind: 'face', value: '12' });
  expect([kind.statusCode, kind.json().code]).toEqual([400, 'invalid_request']);
  expect((await app.inject(`/v1/customers/${newId()}`)).statusCode).toBe(404);
  expect((await post('/v1/customers', { identifiers: [] }, { 'idempotency-key': newId() })).statusCode).toBe(400);
});

test('a cashier may look up but not create, a brand owner neither', async () => {
  role = 'cashier';
  const body = { identifiers: [{ kind: 'member_no', value: 'C1' }] };
  expect((await post('/v1/customers', body, { 'idempotency-key': newId() })).statusCode).toBe(403);
  expect((await post('/v1/customers/lookups', { kind: 'member_no', value: 'C1' })).statusCode).toBe(404);
  role = 'brand_owner';
  expect((await post('/v1/customers/lookups', { kind: 'member_no', value: 'C1' })).statusCode).toBe(403);
});
