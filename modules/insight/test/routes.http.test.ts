import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { actAs, fuzzApp, isolationFaults, testServices } from '@shuke/testkit';
import { insightRoutes } from '../index.ts';
import { openHandShop } from './hand-shop.ts';
import { openShop, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
const SUMS =
  'overview daily sources hours stores products classes concentration returning cohorts next-visits members change'.split(
    ' ',
  );
const LISTS = ['customers', 'core'];
/** The codes of definitions that are not called as the route is. */
const CODES: Readonly<Record<string, RegExp>> = {
  'next-visits': /^insight\.next_visits\.v1$/,
  change: /^insight\.change_by_guests\.v1$/,
};
const FEBRUARY = 'from=2026-02-01&to=2026-02-28';

let shop: Shop;
let other: Shop;
let app: Awaited<ReturnType<typeof createApp>>;

// The key says whose the request is: `owner` of the shop, another `role` there, or the owner `next_door`.
beforeAll(async () => {
  shop = await openHandShop(services);
  other = await openShop(services);
  const authenticate = async (_: unknown, { bearer }: { bearer: string | null }) => {
    const whose = bearer === 'next_door' ? other : shop;
    return ok(actAs(services, whose.ctx.actor.merchantId, bearer === 'next_door' ? 'owner' : (bearer as Role)).actor);
  };
  app = await createApp({ services, authenticate, routes: insightRoutes, isReady: async () => true });
});
afterAll(() => app.close());

const as = (who: string) => ({ authorization: `Bearer ${who}` });
const get = (path: string, who = 'owner') => app.inject({ url: `/v1/insight/${path}`, headers: as(who) });

test('every answer comes over the wire with what it says about itself', async () => {
  for (const name of [...SUMS, ...LISTS]) {
    const answer = await get(`${name}?${FEBRUARY}`);
    expect([name, answer.statusCode]).toEqual([name, 200]);
    expect(answer.json()).toMatchObject({
      definition: { code: expect.stringMatching(CODES[name] ?? `^insight\\.${name}\\.v\\d$`) },
      period: { from: '2026-02-01', to: '2026-02-28', days: 28, chosenBy: 'caller' },
      comparison: { from: '2026-01-04', to: '2026-01-31', days: 28, complete: false },
      storeId: null,
      freshness: { asOf: '2026-02-28', latestBusinessDay: '2026-03-03' },
      hasData: true,
    });
  }
});

test('figures survive the wire: nulls stay null, halves stay halves, money is text', async () => {
  const overview = (await get(`overview?${FEBRUARY}`)).json();
  expect(overview.transactions).toMatchObject({ payable: '310.00', payableChangeBps: 14_800 });
  expect(overview.newCustomers7d.changeBps).toBeNull();
  expect(overview.activity.merchantGapDays).toBe(13.5);
  expect(overview.newShare.trend[0].shareBps).toBeNull();
  expect(overview.loyalty.definition.zh).toContain('常客');
  const inS2 = (await get(`overview?${FEBRUARY}&storeId=${shop.stores.get('S2')}`)).json();
  expect(inS2.transactions).toMatchObject({ orders: 3, ordersChangeBps: null });
  expect((await get(`products?${FEBRUARY}&limit=1`)).json().products).toHaveLength(1);
});

test('the default is the 30 days to the latest day with data', async () => {
  const { period } = (await get('overview')).json();
  expect(period).toEqual({ from: '2026-02-02', to: '2026-03-03', days: 30, chosenBy: 'latest_data' });
});

test('customers are filtered and paged', async () => {
  const first = (await get(`customers?${FEBRUARY}&loyalty=new&limit=2`)).json();
  expect(first).toMatchObject({ customers: 3, items: [{ monetary: '100.00' }, { monetary: '30.00' }] });
  const second = (await get(`customers?${FEBRUARY}&loyalty=new&limit=2&after=${first.next}`)).json();
  expect(second).toMatchObject({ items: [{ monetary: '25.00', medianGapDays: null }], next: null });
});

test('a brand owner sees sums and no person; a guide sees neither sums nor lists', async () => {
  for (const name of SUMS) expect((await get(name, 'brand_owner')).statusCode).toBe(200);
  for (const name of LISTS) expect((await get(name, 'brand_owner')).statusCode).toBe(403);
  for (const name of [...SUMS, ...LISTS]) expect((await get(name, 'guide')).statusCode).toBe(403);
  const texts = await Promise.all(SUMS.map(async (name) => (await get(`${name}?${FEBRUARY}`, 'brand_owner')).body));
  for (const customerId of shop.customers.values()) expect(texts.join('')).not.toContain(customerId);
});

test.each([
  ['overview?from=2026-02-28&to=2026-02-01', 'period_invalid'],
  ['overview?from=2001-01-01&to=2026-02-01', 'period_invalid'],
  ['overview?compare=days&compareFrom=2026-01-01', 'comparison_invalid'],
  ['overview?compare=last_year&compareFrom=2026-01-01&compareTo=2026-01-31', 'comparison_invalid'],
  ['overview?compareFrom=2026-02-01&compareTo=2026-01-01', 'comparison_invalid'],
  ['overview?compare=tomorrow', 'invalid_request'],
  ['overview?from=2026-02-30', 'invalid_request'],
  ['overview?storeId=S1', 'invalid_request'],
  ['customers?activity=asleep', 'invalid_request'],
  ['customers?after=next', 'invalid_request'],
  ['products?limit=1000', 'invalid_request'],
])('%s is refused with %s', async (path, code) => {
  const answer = await get(path);
  expect([answer.statusCode, answer.json().code]).toEqual([400, code]);
});

test("a store of another merchant is nobody's", async () => {
  const query = { storeId: shop.stores.get('S1')! };
  const byQuery = [...SUMS, ...LISTS].map((name) => ({ route: `GET /v1/insight/${name}`, query }));
  const cases = [...byQuery, { route: 'GET /v1/insight/stores/{storeId}/score', params: query }];
  expect(await isolationFaults(app, { cases, intruder: as('next_door'), owner: as('owner') })).toEqual([]);
});

test('malformed questions are refused in the one shape', async () => {
  const values = [shop.stores.get('S1')!, '2026-02-01', '2026-02-28'];
  const report = await fuzzApp(app, { requests: 600, seed: 5, headers: as('owner'), values });
  expect(report.faults).toEqual([]);
  expect(report.byStatus[200]).toBeGreaterThan(20);
});
