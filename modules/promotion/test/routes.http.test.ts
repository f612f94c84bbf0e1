import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PromotionRule, PromotionView, Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { addStore } from '@shuke/merchant';
import { actAs, testServices } from '@shuke/testkit';
import { promotionRoutes } from '../index.ts';
import { ruleToWire } from '../rule-to-wire.ts';
import { anyDraft, STORE_IDS } from './grammar.ts';
import { headOf, newShop, rulesNow, valueOf } from './shop.ts';

const services = testServices();
let app: Awaited<ReturnType<typeof createApp>>;
let ctx: Awaited<ReturnType<typeof newShop>>;
let role: Role = 'marketer';

beforeAll(async () => {
  ctx = await newShop(services);
  valueOf(await addStore(ctx, { key: newId(), code: 'S1', name: 'First' }));
  valueOf(await addStore(ctx, { key: newId(), code: 'S2', name: 'Second' }));
  const authenticate = async () => ok(actAs(services, ctx.actor.merchantId, role).actor);
  app = await createApp({ services, authenticate, routes: promotionRoutes, isReady: async () => true });
});
afterAll(() => app.close());
beforeEach(() => {
  role = 'marketer';
});

type Sent = Readonly<Record<string, unknown>> & { readonly key?: string };
const call = (method: 'POST' | 'PUT', url: string, { key = newId(), ...payload }: Sent) =>
  app.inject({ method, url, payload, headers: { 'idempotency-key': key } });
const told = (answer: { statusCode: number; json(): { code: string; facts?: object } }) => {
  const { code, facts } = answer.json();
  return [answer.statusCode, code, ...(facts ? [facts] : [])];
};

const lunch: PromotionRule = {
  trigger: 'automatic',
  priority: 10,
  conditions: {
    stores: ['S1'],
    weekdays: [1, 2, 3, 4, 5],
    windows: [{ from: '11:00', to: '14:30' }],
    minAmount: '30.00',
  },
  caps: { perPeriod: 1, period: 'day' },
  scope: { categories: ['food'] },
  benefit: { kind: 'percent', level: 'order', offBps: 1000, cap: '8.00' },
};

test('a marketer drafts a promotion, lets it go live, revises it, and finds each version again', async () => {
  const key = newId();
  const created = await call('POST', '/v1/promotions', { name: 'Lunch', rule: lunch, key });
  expect(created.statusCode).toBe(201);
  const promotion = created.json<PromotionView>();
  expect(promotion).toMatchObject({ name: 'Lunch', status: 'draft', version: 1, rule: lunch });
  expect((await call('POST', '/v1/promotions', { name: 'Lunch', rule: lunch, key })).body).toBe(created.body);
  const url = `/v1/promotions/${promotion.promotionId}`;
  expect((await call('PUT', `${url}/status`, { status: 'live' })).json()).toMatchObject({ status: 'live', version: 1 });
  const dearer = { ...lunch, benefit: { ...lunch.benefit, cap: '9.00' } };
  const revised = await call('POST', `${url}/versions`, { rule: dearer });
  expect([revised.statusCode, revised.json()]).toMatchObject([201, { name: 'Lunch', version: 2, rule: dearer }]);
  expect(await headOf(ctx)).toBe(2);
  expect((await rulesNow(ctx)).promotions[0]?.benefit).toMatchObject({ capMinor: 900 });
  const versions = (await app.inject(`${url}/versions?limit=1`)).json();
  expect(versions).toMatchObject({ items: [{ version: 2, rule: dearer }], next: '2' });
  const older = (await app.inject(`${url}/versions?after=2`)).json();
  expect(older).toMatchObject({ items: [{ version: 1, rule: lunch }], next: null });
  const listed = (await app.inject('/v1/promotions?status=live')).json();
  expect(listed.items.map((one: PromotionView) => one.promotionId)).toEqual([promotion.promotionId]);
  expect((await call('PUT', `${url}/status`, { status: 'ended' })).json().status).toBe('ended');
  expect(told(await call('POST', `${url}/versions`, { rule: lunch }))[1]).toBe('promotion_ended');
});

test('every kind of benefit is taken, stored, and shown as it was sent', async () => {
  const benefits: PromotionRule['benefit'][] = [
    { kind: 'unit_price', to: { price: '9.90' } },
    { kind: 'unit_price', to: { offBps: 2000 } },
    {
      kind: 'unit_price',
      to: {
        prices: [
          { sku: '__proto__', price: '1.00' },
          { sku: 'tea', price: '8.00' },
        ],
      },
    },
    { kind: 'buy_get', buy: 2, get: 1, offBps: 10_000, getScope: { skus: ['cake'] } },
    { kind: 'nth_item', nth: 2, offBps: 5000 },
    { kind: 'bundle', parts: [{ scope: { categories: ['drink'] }, quantity: 1 }], price: '25.00' },
    { kind: 'exchange', price: '0.00', cap: '12.00' },
    { kind: 'cash', level: 'line', amount: '5.00' },
    { kind: 'threshold', level: 'order', every: '30.00', off: '5.00', times: 3 },
    {
      kind: 'steps',
      level: 'order',
      steps: [
        { from: '30.00', off: '5.00' },
        { from: '60.00', off: '12.00' },
      ],
    },
    { kind: 'delivery', offBps: 10_000 },
    { kind: 'points', as: 'tender', pointsPerStep: 100, step: '1.00', maxShareBps: 5000 },
  ];
  for (const benefit of benefits) {
    const created = await call('POST', '/v1/promotions', {
      name: benefit.kind,
      rule: { trigger: 'coupon', priority: 0, benefit },
    });
    expect([created.statusCode, created.json().rule?.benefit]).toEqual([201, benefit]);
  }
});

// What makes no sense as a whole is refused by the pricing engine; what the form allows is never refused for its form.
test('any rule of the grammar has the form that is published, and is shown as it was sent', async () => {
  const storeCodes = new Map([...STORE_IDS].map(([code, storeId]) => [storeId, code]));
  let taken = 0;
  for (const { terms, period } of fc.sample(anyDraft, { numRuns: 120, seed: 7 })) {
    const { excludes: _, ...own } = terms;
    const rule = ruleToWire({ ...own, promotionId: 'p', version: 1 }, period, { currency: 'CNY', storeCodes });
    const answer = await call('POST', '/v1/promotions', { name: 'Any', rule });
    if (answer.statusCode === 201) expect(answer.json().rule).toEqual(rule);
    else expect([rule, told(answer).slice(0, 2)]).toEqual([rule, [400, 'promotion_invalid']]);
    taken += answer.statusCode === 201 ? 1 : 0;
  }
  expect(taken).toBeGreaterThan(40);
});

test('a cashier sees promotions and changes none', async () => {
  role = 'cashier';
  expect((await app.inject('/v1/promotions')).statusCode).toBe(200);
  const refused = await call('POST', '/v1/promotions', { name: 'Mine', rule: lunch });
  expect(told(refused)).toEqual([403, 'forbidden', { needs: 'promotion:write' }]);
});

test('what cannot be priced or is not there is refused with the field as it was sent', async () => {
  const post = (own: object) => call('POST', '/v1/promotions', { name: 'Bad', rule: { ...lunch, ...own } });
  const steps = [
    { from: '60.00', off: '5.00' },
    { from: '30.00', off: '12.00' },
  ];
  const falling = await post({ benefit: { kind: 'steps', level: 'order', steps } });
  expect(told(falling)).toEqual([400, 'promotion_invalid', { field: 'rule.benefit.steps' }]);
  const free = await post({ benefit: { kind: 'cash', level: 'order', amount: '0.00' } });
  expect(told(free)).toEqual([400, 'promotion_invalid', { field: 'rule.benefit.amount' }]);
  expect(told(await post({ conditions: { stores: ['S9'] } }))).toEqual([
    400,
    'promotion_store_unknown',
    { storeCode: 'S9' },
  ]);
  expect(told(await post({ excludes: [newId()] }))[1]).toBe('promotion_not_found');
  expect(told(await post({ benefit: { kind: 'gift' } }))[1]).toBe('invalid_request');
  expect(told(await post({ benefit: { kind: 'nth_item', nth: 2, offBps: 5000, cap: '1.00' } }))[1]).toBe(
    'invalid_request',
  );
  for (const url of [`/v1/promotions/${newId()}`, `/v1/promotions/${newId()}/versions`]) {
    expect(told(await app.inject(url)).slice(0, 2)).toEqual([404, 'promotion_not_found']);
  }
});
