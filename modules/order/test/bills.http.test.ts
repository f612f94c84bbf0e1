import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BillView, Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { orderRoutes } from '../index.ts';
import { lines, openTill, sale } from './till.ts';

const services = testServices();
let app: Awaited<ReturnType<typeof createApp>>;
let [merchantId, storeId, otherStoreId] = ['', '', ''];
let actor = { role: 'cashier' as Role, storeId: null as string | null };
const cashierId = newId();

beforeAll(async () => {
  const shop = await openTill(services);
  ({ storeId, otherStoreId } = shop);
  merchantId = shop.ctx.actor.merchantId;
  const authenticate = async () =>
    ok({ ...actAs(services, merchantId, actor.role).actor, id: cashierId, storeId: actor.storeId });
  app = await createApp({ services, authenticate, routes: orderRoutes, isReady: async () => true });
});
afterAll(() => app.close());
beforeEach(() => act('cashier'));

const act = (role: Role, ofStore: string | null = null): void => {
  actor = { role, storeId: ofStore };
};

type Request = `${'GET' | 'POST' | 'PATCH'} ${string}`;

async function ask(request: Request, payload?: object, key: string = newId()) {
  const [method, url] = request.split(' ') as ['GET', string];
  const headers = { 'idempotency-key': key };
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}

const opened = async (more: object = {}): Promise<BillView> =>
  (await ask('POST /v1/bills', { storeCode: 'S1', label: 'A1', lines: lines({ NOODLE: 1 }), ...more })).body;

test('a cashier opens a bill, a colleague adds to it, and it is quoted and paid in a shift', async () => {
  const { billId } = await opened();
  const added = await ask(`POST /v1/bills/${billId}/lines`, { lines: lines({ TEA: 2 }) });
  expect([added.status, added.body.version, added.body.lineCount]).toEqual([200, 2, 2]);
  const quoted = await ask(`POST /v1/bills/${billId}/quote`, {});
  expect([quoted.status, quoted.body.due]).toEqual([200, '34.00']);
  const shift = await ask('POST /v1/shifts', { storeCode: 'S1', float: '50' });
  expect([shift.status, shift.body]).toMatchObject([201, { float: '50.00', openedBy: cashierId, counted: null }]);
  const { shiftId } = shift.body;
  const order = sale({ NOODLE: 1, TEA: 2 }, '34.00', { shiftId, bill: { billId, version: 2 }, source: 'dine_in' });
  expect((await ask('POST /v1/checkouts', order)).status).toBe(201);
  const key = newId();
  const closed = await ask(`POST /v1/shifts/${shiftId}/closing`, { counted: '84.00' }, key);
  expect([closed.status, closed.body]).toMatchObject([200, { expectedCash: '84.00', difference: '0.00', orders: 1 }]);
  expect(closed.body.bySource).toMatchObject([{ source: 'dine_in', revenue: '34.00' }]);
  expect((await ask(`POST /v1/shifts/${shiftId}/closing`, { counted: '84.00' }, key)).body).toEqual(closed.body);
  expect((await ask(`GET /v1/shifts/${shiftId}`)).body).toEqual(closed.body);
  expect((await ask('GET /v1/shifts?status=closed')).body.items).toMatchObject([{ shiftId, counted: '84.00' }]);
});

test('a bill that somebody has changed meanwhile is told with the version that it has now', async () => {
  const { billId } = await opened();
  expect((await ask(`PATCH /v1/bills/${billId}`, { version: 1, label: 'B7' })).body).toMatchObject({ label: 'B7' });
  const late = await ask(`POST /v1/bills/${billId}/void`, { version: 1, reason: '点错' });
  expect([late.status, late.body]).toMatchObject([409, { code: 'bill_changed', facts: { version: 2 } }]);
  const ended = await ask(`POST /v1/bills/${billId}/void`, { version: 2, reason: '点错' });
  expect([ended.status, ended.body]).toMatchObject([200, { status: 'void', voidReason: '点错' }]);
});

test('a bill is split and merged again over HTTP', async () => {
  const { billId } = await opened({ lines: lines({ NOODLE: 2 }) });
  const parts = await ask(`POST /v1/bills/${billId}/split`, { version: 1, lines: lines({ NOODLE: 1 }) });
  expect([parts.status, parts.body]).toMatchObject([201, { rest: { billId, version: 2 }, split: { version: 1 } }]);
  const bills = [{ billId: parts.body.split.billId, version: 1 }];
  const merged = await ask(`POST /v1/bills/${billId}/merge`, { version: 2, bills });
  expect([merged.status, merged.body.lines]).toMatchObject([200, [{ sku: 'NOODLE', quantity: '2' }]]);
});

test.each<[string, object, string]>([
  ['PATCH ', { version: 1 }, 'body'],
  ['PATCH ', { label: 'B2' }, 'body'],
  ['PATCH ', { version: 1, lines: [{ change: 'drop', sku: 'TEA', quantity: '1' }] }, 'body/lines/0/change'],
  ['POST /lines', { lines: [] }, 'body/lines'],
  ['POST /void', { version: 1, reason: ' ' }, 'body/reason'],
  ['POST /merge', { version: 1, bills: [] }, 'body/bills'],
  ['POST /quote', { storeCode: 'S1' }, 'body'],
])('%s is refused with the field that is wrong', async (what, body, field) => {
  const { billId } = await opened();
  const [method, path] = what.split(' ') as ['POST', string];
  const answer = await ask(`${method} /v1/bills/${billId}${path}`, body);
  expect([answer.status, answer.body.facts]).toMatchObject([400, { field }]);
});

test('a guide reads bills and opens none; a cashier of another store finds none', async () => {
  const { billId } = await opened();
  act('guide');
  expect((await ask(`GET /v1/bills/${billId}`)).status).toBe(200);
  expect((await ask('POST /v1/bills', { storeCode: 'S1' })).status).toBe(403);
  act('cashier', otherStoreId);
  expect((await ask(`GET /v1/bills/${billId}`)).status).toBe(404);
  expect((await ask('GET /v1/bills')).body.items).toEqual([]);
  expect((await ask('GET /v1/bills?storeCode=S1')).status).toBe(403);
  act('cashier', storeId);
  expect((await ask('GET /v1/bills?storeCode=S1')).status).toBe(200);
});
