import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RegularCardView, Role } from '@shuke/contract';
import type { Ctx, Tx } from '@shuke/db';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { customer, openCounter, type Counter } from './counter.ts';
import { recognitionRoutes } from '../recognition-routes.ts';
import { identityRoutes } from '../routes.ts';

const services = testServices();
/** What the card says is insight's; here it is only handed on. */
const CARD: RegularCardView = {
  customerId: '',
  name: 'Wang Fang',
  salutation: null,
  locale: null,
  avoids: [],
  likes: [],
  notes: [],
  usual: null,
  lastVisit: null,
  rhythmDays: null,
  tier: null,
  points: null,
  stamps: [],
  coupons: [],
};
let counter: Counter;
let role: Role = 'cashier';
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  counter = await openCounter(services);
  const { merchantId } = counter.ctx.actor;
  const authenticate = async () => ok(actAs(services, merchantId, role).actor);
  const cardsOf = async (_: Ctx, __: Tx, ids: readonly string[]) =>
    new Map(ids.map((id) => [id, { ...CARD, customerId: id }]));
  const routes = [...identityRoutes, ...recognitionRoutes({ cardsOf })];
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
});
afterAll(() => app.close());

const post = (url: string, payload: object) =>
  app.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': newId() } });
const recognise = (signals: object[]) =>
  post('/v1/recognitions', { signals, storeId: counter.stores.shanghai, terminal: 'T1' });

test('a cashier learns who it is and what speaks for it, and sees hints only', async () => {
  role = 'cashier';
  const customerId = await customer(counter.ctx, 'phone', '13800138000');
  const known = await recognise([{ kind: 'phone', value: '138 0013 8000' }]);
  expect([known.statusCode, known.json().customerId]).toEqual([200, customerId]);
  expect(known.body).not.toContain('1380013');
  const bound = await app.inject(`/v1/customers/${customerId}/identifiers`);
  expect(bound.json().items).toMatchObject([{ kind: 'phone', hint: '•••8000', grade: 'typed', source: 'till' }]);
  const nobody = await recognise([{ kind: 'wechat_openid', value: 'wx0123456789abcdef:somebody' }]);
  expect(nobody.json()).toMatchObject({ outcome: 'unknown', customerId: null, unmatched: ['wechat_openid'] });
});

test('whoever asks for it is given the card of who was recognised, and of nobody else', async () => {
  role = 'guide';
  const customerId = await customer(counter.ctx, 'phone', '13800138009');
  const ask = (value: string) =>
    post('/v1/recognitions?include=card', { signals: [{ kind: 'phone', value }], storeId: counter.stores.shanghai });
  expect((await ask('13800138009')).json().card).toMatchObject({ customerId, name: 'Wang Fang' });
  expect((await ask('13800138010')).json()).not.toHaveProperty('card');
  expect((await recognise([{ kind: 'phone', value: '13800138009' }])).json()).not.toHaveProperty('card');
});

test('what cannot be read is refused by name', async () => {
  role = 'cashier';
  const codeOf = async (signal: object) => (await recognise([signal])).json().code as string;
  expect(await codeOf({ kind: 'phone', value: '12' })).toBe('identifier_invalid');
  expect(await codeOf({ kind: 'wechat_openid', value: 'no app' })).toBe('identifier_invalid');
  expect(await codeOf({ kind: 'payment_token', value: '4111111111111111' })).toBe('identifier_is_card_number');
  expect(await codeOf({ kind: 'member_code', value: '88000000000000000000' })).toBe('member_code_invalid');
  expect(await codeOf({ kind: 'device', value: 'two words' })).toBe('identifier_invalid');
  expect(await codeOf({ kind: 'face', value: 'x' })).toBe('invalid_request');
  expect((await recognise([])).statusCode).toBe(400);
  expect((await post('/v1/recognitions', { signals: [], storeId: newId() })).statusCode).toBe(400);
});

test('an owner sets the threshold within its bounds and reads what was counted', async () => {
  role = 'owner';
  const set = (threshold: number) =>
    app.inject({ method: 'PUT', url: '/v1/recognition-setting', payload: { threshold } });
  expect((await set(0.4)).statusCode).toBe(400);
  expect((await set(0.95)).json()).toEqual({ threshold: 0.95 });
  expect((await app.inject('/v1/recognition-setting')).json()).toEqual({ threshold: 0.95 });
  await set(0.9);
  const { items } = (await app.inject('/v1/identity-incidents')).json();
  expect(items).toEqual([{ day: '2026-03-02', kind: 'member_code_invalid', count: 1 }]);
  const early = await app.inject('/v1/identity-incidents?from=0000-01-01&to=2026-03-01');
  expect([early.statusCode, early.json()]).toEqual([200, { items: [] }]);
});

test('a cashier shows nobody’s member code and collects no code', async () => {
  const customerId = await customer(counter.ctx, 'phone', '13800138001');
  role = 'cashier';
  expect((await app.inject(`/v1/customers/${customerId}/member-code`)).statusCode).toBe(403);
  const asked = await post(`/v1/customers/${customerId}/verifications`, { phone: '13800138001' });
  const { verificationId } = asked.json();
  expect((await post(`/v1/verifications/${verificationId}/collection`, {})).statusCode).toBe(403);
  role = 'owner';
  const collected = await post(`/v1/verifications/${verificationId}/collection`, {});
  expect(collected.json().code).toBe('verification_for_keys');
  const shown = await app.inject(`/v1/customers/${customerId}/member-code`);
  expect(shown.json()).toMatchObject({ code: expect.stringMatching(/^88\d{18}$/), secondsLeft: 30 });
});
