import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { touchpointRoutes } from '@shuke/touchpoint';
import { insightRoutes } from '../index.ts';
import { openHandShop } from './hand-shop.ts';
import type { Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
const FEBRUARY = 'from=2026-02-01&to=2026-02-28';
let shop: Shop;
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  shop = await openHandShop(services);
  const authenticate = async () => ok(actAs(services, shop.ctx.actor.merchantId).actor);
  const routes = [...insightRoutes, ...touchpointRoutes()];
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
});
afterAll(() => app.close());

const get = async (path: string) => (await app.inject({ url: `/v1/insight/${path}` })).json();
const post = async (url: string, payload: object, key = newId()) =>
  (await app.inject({ method: 'POST', url, headers: { 'idempotency-key': key }, payload })).json();
const inS1 = (path: string) => get(`${path}?${FEBRUARY}&storeId=${shop.stores.get('S1')}`);

interface Part {
  readonly part: string;
  readonly amount: string;
}
const minors = (parts: readonly Part[]) =>
  Object.fromEntries(parts.map(({ part, amount }) => [part, Math.round(Number(amount) * 100)]));
const sum = (all: object) => Object.values(all).reduce((total: number, minor: number) => total + minor, 0);

describe('a change of the sales', () => {
  test('is explained by known guests where nobody counted who came in, and says so', async () => {
    const { basis, footfall, definition, change, parts } = await inS1('change');
    expect({ basis, footfall, change }).toEqual({
      basis: 'guests',
      footfall: { source: null, storeDays: 7, coveredStoreDays: 0 },
      change: '35.00',
    });
    expect(definition.code).toBe('insight.change_by_guests.v1');
    // Known: from 105.00 of 2 guests in 3 orders to 160.00 of 3 in 5. Unknown: 20.00 of one order less.
    const { guests, visits, ticket, ...others } = minors(parts);
    expect(others).toEqual({ anonymous_orders: -2_000, anonymous_ticket: 0, refunds: 0 });
    expect(guests! + visits! + ticket!).toBe(5_500);
  });

  test('is explained by who came in once each selling day was counted', async () => {
    const count = (day: string, entries: number) => ({
      storeCode: 'S1',
      counter: 'door',
      entries,
      from: `${day}T09:00:00+08:00`,
      until: `${day}T10:00:00+08:00`,
    });
    const january = ['2026-01-05', '2026-01-12', '2026-01-20', '2026-01-25'].map((day) => count(day, 10));
    await post('/v1/footfall', { counts: [...january, count('2026-02-02', 20), count('2026-02-16', 20)] });
    expect(await inS1('change')).toMatchObject({ basis: 'guests', footfall: { storeDays: 7, coveredStoreDays: 6 } });
    await post('/v1/footfall', { counts: [count('2026-02-28', 20)] });
    const { basis, footfall, factors, factorsBefore, parts } = await inS1('change');
    expect([basis, footfall.source]).toEqual(['traffic', 'counter']);
    // 40 came and 4 bought for 31.25; then 60, of whom 5 bought for 32.00.
    expect(factorsBefore).toMatchObject({ traffic: 40, conversionBps: 1_000, averageTicket: '31.25' });
    expect(factors).toMatchObject({ traffic: 60, conversionBps: 833, averageTicket: '32.00' });
    const shares = minors(parts);
    expect(Object.keys(shares)).toEqual(['traffic', 'conversion', 'ticket', 'refunds']);
    expect(shares.traffic).toBeGreaterThan(0);
    expect(shares.conversion).toBeLessThan(0);
    expect(sum(shares)).toBe(3_500);
  });
});

describe('a ranking from elsewhere', () => {
  const hot = (query = '') => get(`hot-elsewhere?${FEBRUARY}${query}`);

  test('is asked for before there is one', async () => {
    expect(await hot()).toMatchObject({ code: 'ranking_unknown' });
  });

  test('tells what is hot there and weak here, with the evidence, and what the shop does not have', async () => {
    const csv = '排名,名称\n1,a cake\n2,ramen\n3,a coffee\n4,a noodles\n';
    const made = await post('/v1/insight/rankings', { source: 'The market', day: '2026-02-28', csv });
    expect(made).toMatchObject({ source: 'The market', day: '2026-02-28', items: 4 });
    expect(await hot()).toMatchObject({
      ranking: { rankingId: made.rankingId },
      matched: 3,
      notCarried: [{ place: 2, name: 'ramen' }],
      weak: [
        {
          sku: 'cake',
          place: 1,
          ownPlace: 3,
          gapBps: 10_000,
          evidence: { orders: 2, stores: 3, sellingStores: 1, bestStoreBps: 10_000, buyers: 2, againBps: 0 },
          hypotheses: [{ kind: 'placement', because: 'few_stores' }],
        },
      ],
    });
  });

  test('is replaced by another of the same source and day, once however often it is sent', async () => {
    const ranking = { source: 'The market', day: '2026-02-28', items: [{ sku: 'noodles' }, { sku: 'cake' }] };
    const key = newId();
    const [first, second] = [
      await post('/v1/insight/rankings', ranking, key),
      await post('/v1/insight/rankings', ranking, key),
    ];
    expect(second).toEqual(first);
    expect((await get('rankings')).items).toEqual([first]);
    expect(await hot()).toMatchObject({ matched: 2, weak: [] });
  });

  test.each([
    [{ items: [{ rank: 1 }] }, 'ranking_invalid'],
    [{ csv: 'price\n1\n' }, 'ranking_invalid'],
    [{}, 'ranking_invalid'],
    [{ items: [] }, 'invalid_request'],
  ])('%o is refused with %s', async (body, code) => {
    const answer = await post('/v1/insight/rankings', { source: 'A', day: '2026-02-01', ...body });
    expect(answer.code).toBe(code);
  });
});

test('a store has a score of named components, of which those that cannot be measured yet take no part', async () => {
  const answer = await get(`stores/${shop.stores.get('S1')}/score?${FEBRUARY}`);
  const { weights, measured } = answer.components.reduce(
    (all: { weights: number; measured: string[] }, one: { name: string; weight: number; points: number | null }) => ({
      weights: all.weights + one.weight,
      measured: one.points === null ? all.measured : [...all.measured, one.name],
    }),
    { weights: 0, measured: [] },
  );
  expect(weights).toBe(100);
  // Open for 55 days: neither a quarter nor half a year to be measured by. 40 of 100 are too few for a score.
  expect(measured).toEqual(['age', 'refunds', 'returning', 'dependence', 'known']);
  expect(answer.score).not.toBeUndefined();
  expect(await get(`stores/${newId()}/score`)).toMatchObject({ code: 'not_found' });
});
