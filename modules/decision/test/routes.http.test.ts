import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { issueCoupons } from '@shuke/coupon';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { decisionRoutes } from '../index.ts';
import { drawn, openShop, receipts, template, valueOf, visits, type Shop } from './shop.ts';

const services = testServices('2026-03-02T02:00:00Z');
const LATE = ['2026-01-14', '2026-01-24', '2026-02-03', '2026-02-13'];
let shop: Shop;
let role: Role = 'owner';
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  const authenticate = async () => ok({ ...shop.ctx.actor, role });
  app = await createApp({ services, authenticate, routes: decisionRoutes, isReady: async () => true });
});
afterAll(() => app.close());
beforeEach(async () => {
  role = 'owner';
  shop = await openShop(services);
});

type Method = 'GET' | 'POST' | 'DELETE';

type Payload = { key?: string } & Record<string, unknown>;

/** Calls the API; a write has a key of its own unless it brings one, and none for an empty one. */
async function call(method: Method, url: string, { key = newId(), ...payload }: Payload = {}) {
  const headers = key !== '' && method === 'POST' ? { 'idempotency-key': key } : {};
  const answer = await app.inject({ method, url, headers, ...(Object.keys(payload).length > 0 ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}

async function shopWithLateCustomers(): Promise<{ treated: string; controlled: string; templateId: string }> {
  const { free, controlled } = await drawn(shop.ctx, 1);
  const treated = free[0]!;
  await receipts(shop, [...visits(treated, 4000, LATE), ...visits(controlled, 4000, LATE)]);
  return { treated, controlled, templateId: await template(shop.ctx) };
}

const BODY = { name: 'Spring', budget: '100.00', asOf: '2026-03-02' };

test('a plan is drafted, and each choice says why', async () => {
  const { treated, controlled, templateId } = await shopWithLateCustomers();
  const key = newId();
  const drafted = await call('POST', '/v1/plans', { ...BODY, horizonDays: 14, offers: [templateId], key });
  expect(drafted).toMatchObject({
    status: 201,
    body: {
      status: 'draft',
      budget: '100.00',
      committed: '5.00',
      offers: 1,
      control: 1,
      controlBps: 1000,
      horizonDays: 14,
      assumptions: { marginBps: 6000 },
      templates: [{ templateId, name: 'five off' }],
    },
  });
  const { planId } = drafted.body;
  expect((await call('POST', '/v1/plans', { ...BODY, horizonDays: 14, offers: [templateId], key })).body).toEqual(
    drafted.body,
  );
  expect((await call('GET', '/v1/plans')).body.items).toEqual([expect.objectContaining({ planId, status: 'draft' })]);

  const choices = (await call('GET', `/v1/plans/${planId}/choices?after=&limit=2`)).body;
  expect(choices).toMatchObject({ next: '2', items: [{ rank: 1 }, { rank: 2 }] });
  const [withheld] = (await call('GET', `/v1/plans/${planId}/choices?arm=control`)).body.items;
  expect(withheld).toMatchObject({ customerId: controlled, offer: 'five off', couponCode: null });
  const [given] = (await call('GET', `/v1/plans/${planId}/choices?arm=treated&rhythm=late`)).body.items;
  expect(given).toMatchObject({
    customerId: treated,
    hint: expect.stringMatching(/^\W+\w{1,4}$/),
    reason: 'late_own_rhythm',
    facts: { gapDays: 10, sinceDays: 17, visits: 4, gapIsOwn: true, ticket: '40.00' },
    score: '1.73',
    candidates: [
      { templateId, name: 'five off', score: '1.73', excluded: null },
      { templateId: null, name: null, score: '0.00', excluded: null },
    ],
  });
});

test('a plan is approved, issued and reported', async () => {
  await shopWithLateCustomers();
  const { planId } = (await call('POST', '/v1/plans', { ...BODY, horizonDays: 14 })).body;

  expect(await call('POST', `/v1/plans/${planId}/issue`)).toMatchObject({
    status: 409,
    body: { code: 'plan_not_approved' },
  });
  expect((await call('GET', `/v1/plans/${planId}/report`)).body.code).toBe('plan_not_issued');
  expect((await call('POST', `/v1/plans/${planId}/approval`)).body.status).toBe('approved');
  expect((await call('POST', `/v1/plans/${planId}/issue`)).body).toMatchObject({
    status: 'issued',
    issued: 1,
    notIssued: 0,
  });
  const [afterwards] = (await call('GET', `/v1/plans/${planId}/choices?arm=treated`)).body.items;
  expect(afterwards.couponCode).toMatch(/^[0-9A-Z]{12}$/);
  expect((await call('GET', `/v1/plans/${planId}/report`)).body).toMatchObject({
    given: 1,
    redeemed: 0,
    redemptionRate: 0,
    sales: '0.00',
    treated: { customers: 1, buyers: 0, salesPerCustomer: '0.00' },
    control: { customers: 1 },
    lift: { perCustomer: null, low: null, high: null, verdict: 'not_proven_yet', why: 'sample_too_small' },
    window: { horizonDays: 14, complete: false },
  });
  expect(await call('DELETE', `/v1/plans/${planId}`)).toMatchObject({
    status: 409,
    body: { code: 'plan_already_issued' },
  });
});

test('a draft is discarded', async () => {
  await shopWithLateCustomers();
  const { planId } = (await call('POST', '/v1/plans', BODY)).body;
  expect((await call('DELETE', `/v1/plans/${planId}`)).status).toBe(204);
  expect((await call('GET', `/v1/plans/${planId}`)).body.status).toBe('discarded');
  expect((await call('POST', `/v1/plans/${planId}/approval`)).body.code).toBe('plan_discarded');
});

test('a coupon template has a report of its own', async () => {
  const templateId = await template(shop.ctx);
  valueOf(await issueCoupons(shop.ctx, { key: newId(), templateId, to: { count: 4 } }));
  expect((await call('GET', `/v1/coupon-templates/${templateId}/report`)).body).toMatchObject({
    templateId,
    planId: null,
    name: 'five off',
    given: 4,
    redeemed: 0,
    redemptionRate: 0,
    treated: null,
    control: null,
    lift: null,
  });
  expect((await call('GET', `/v1/coupon-templates/${newId()}/report`)).status).toBe(404);
});

describe('what is refused', () => {
  test.each([
    { what: 'a budget of nothing', change: { budget: '0' }, code: 'plan_budget_invalid' },
    { what: 'a negative budget', change: { budget: '-5.00' }, code: 'plan_budget_invalid' },
    { what: 'a budget finer than the currency', change: { budget: '5.001' }, code: 'plan_budget_invalid' },
    { what: 'a budget that is no decimal', change: { budget: '5e3' }, code: 'invalid_request' },
    { what: 'a budget that pays for nothing', change: { budget: '4.99' }, code: 'plan_budget_too_small' },
    { what: 'a day that does not exist', change: { asOf: '2026-02-30' }, code: 'invalid_request' },
    { what: 'a day to come', change: { asOf: '2026-03-03' }, code: 'plan_as_of_in_future' },
    {
      what: 'an unknown offer',
      change: { offers: ['01900000-0000-7000-8000-000000000001'] },
      code: 'offer_not_active',
    },
    { what: 'no offer at all', change: { offers: [] }, code: 'invalid_request' },
    { what: 'an unknown field', change: { control: 0 }, code: 'invalid_request' },
    { what: 'thresholds out of order', change: { assumptions: { dueBps: 20_000 } }, code: 'thresholds_out_of_order' },
    { what: 'an unknown assumption', change: { assumptions: { luck: 1 } }, code: 'invalid_request' },
  ])('$what', async ({ change, code }) => {
    await shopWithLateCustomers();
    const answer = await call('POST', '/v1/plans', { ...BODY, ...change });
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });

  test('a write without a key, a plan of another merchant, and who may not', async () => {
    await shopWithLateCustomers();
    expect((await call('POST', '/v1/plans', { ...BODY, key: '' })).body.code).toBe('invalid_request');
    const { planId } = (await call('POST', '/v1/plans', BODY)).body;
    shop = await openShop(services);
    for (const path of ['', '/choices', '/report']) {
      expect((await call('GET', `/v1/plans/${planId}${path}`)).body.code).toBe('plan_not_found');
    }
    for (const path of ['/approval', '/issue']) {
      expect((await call('POST', `/v1/plans/${planId}${path}`)).body.code).toBe('plan_not_found');
    }
    expect((await call('DELETE', `/v1/plans/${planId}`)).body.code).toBe('plan_not_found');
    role = 'cashier';
    expect((await call('GET', '/v1/plans')).body.code).toBe('forbidden');
    role = 'brand_owner';
    expect((await call('POST', '/v1/plans', BODY)).body.code).toBe('forbidden');
  });
});
