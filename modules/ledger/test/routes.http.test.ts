import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { ledgerRoutes } from '../index.ts';
import { asOwner, card, given, points } from './shop.ts';

const services = testServices();
let app: Awaited<ReturnType<typeof createApp>>;
let role: Role = 'owner';
const [merchantId, cardId, north, south] = [newId(), newId(), newId(), newId()];

beforeAll(async () => {
  const ctx = actAs(services, merchantId);
  const purse = card(ctx, cardId);
  await given(ctx, purse.topUp(10_050, north), purse.spend(2_500, south), points(ctx, newId()).earn(120));
  const dayCountOf = async () => ({ timeZone: 'Asia/Shanghai', dayStartMinute: 0 });
  const authenticate = async () => ok(actAs(services, merchantId, role).actor);
  const routes = ledgerRoutes({ dayCountOf });
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
});
afterAll(() => app.close());
beforeEach(() => {
  role = 'owner';
});

const get = async (url: string) => {
  const answer = await app.inject({ method: 'GET', url });
  return { status: answer.statusCode, body: answer.json() };
};

test('the owner reads what guests hold, money in its currency and points whole', async () => {
  const { status, body } = await get('/v1/ledger/liability?asOf=2026-03-02');
  expect([status, body.from, body.asOf]).toEqual([200, '2026-02-01', '2026-03-02']);
  const sums = { opening: '0.00', issued: '100.50', used: '25.00', expired: '0.00', outstanding: '75.50' };
  expect(body.accounts).toMatchObject([
    { account: 'stored_value', asset: 'CNY', ...sums, endings: [{ month: null, amount: '75.50' }] },
    { account: 'units', asset: 'points:a', outstanding: '120', endings: [{ month: '2026-12', amount: '120' }] },
  ]);
});

test('the owner reads which store owes which', async () => {
  const { body } = await get('/v1/ledger/clearing?from=2026-03-01&to=2026-03-31');
  expect(body.assets).toMatchObject([{ asset: 'CNY', opening: '0.00', closing: '75.50', added: '0.00' }]);
  const stores = body.assets[0].stores as { storeId: string; owed: string }[];
  expect(Object.fromEntries(stores.map(({ storeId, owed }) => [storeId, owed]))).toEqual({
    [north]: '100.50',
    [south]: '-25.00',
  });
});

test('a statement goes on where its page ended', async () => {
  const first = await get(`/v1/ledger/holders/${cardId}/transfers?limit=1`);
  expect(first.body.items).toMatchObject([
    { purpose: 'test', account: 'stored_value', asset: 'CNY', change: '-25.00' },
  ]);
  const second = await get(`/v1/ledger/holders/${cardId}/transfers?limit=1&after=${first.body.next}`);
  expect(second.body).toMatchObject({ items: [{ change: '100.50', lotUntil: null }], next: null });
});

test.each(['2026-02-30', '0000-01-01', '9999-12-31', '-000001-01-01', '2026-3-1', ''])(
  'the day "%s" is refused and breaks nothing',
  async (day) => {
    for (const url of [`liability?asOf=${day}`, `liability?from=${day}`, `clearing?to=${day}`]) {
      expect((await get(`/v1/ledger/${url}`)).status, url).toBe(400);
    }
  },
);

test('a period that is none and a holder of nothing are refused by name', async () => {
  expect(await get('/v1/ledger/clearing?from=2026-03-02&to=2026-03-01')).toMatchObject({
    status: 400,
    body: { code: 'period_invalid' },
  });
  expect(await get(`/v1/ledger/holders/${newId()}/transfers`)).toMatchObject({
    status: 404,
    body: { code: 'ledger_holder_not_found' },
  });
  expect((await get(`/v1/ledger/holders/${cardId}/transfers?after=${cardId}`)).status).toBe(400);
});

test('nobody but the owner reads the ledger', async () => {
  for (const other of ['agency', 'marketer', 'cashier', 'guide', 'brand_owner'] as const) {
    role = other;
    for (const url of ['liability', 'clearing', 'verification', `holders/${cardId}/transfers`]) {
      expect((await get(`/v1/ledger/${url}`)).status, `${other} ${url}`).toBe(403);
    }
  }
});

test('the owner sees that everything adds up, and what does not', async () => {
  const { body } = await get('/v1/ledger/verification');
  expect(body).toMatchObject({ transfers: 3, balances: 2, snapshots: 0, findings: [] });
  await asOwner(
    services,
    merchantId,
    `update ledger_balance set balance = 121 where merchant_id = $1 and account = 'units'`,
  );
  const found = (await get('/v1/ledger/verification')).body.findings as { code: string }[];
  expect(found.map(({ code }) => code)).toEqual(['ledger_balance_differs', 'ledger_asset_not_zero']);
  expect(found[0]).toMatchObject({ facts: { asset: 'points:a', kept: 121, replayed: 120 } });
});
