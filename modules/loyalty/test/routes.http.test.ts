import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewProgramme, Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { newId, ok } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { actAs, testServices } from '@shuke/testkit';
import { loyaltyRoutes } from '../index.ts';
import { newCustomer, valueOf } from './shop.ts';

const services = testServices();
let app: Awaited<ReturnType<typeof createApp>>;
let [merchantId, otherMerchantId, customerId] = ['', '', ''];
let actor = { merchantId: '', role: 'owner' as Role };

const PROGRAMME: NewProgramme = {
  points: {
    earn: { units: 1, per: '1.00' },
    burn: { unitsPerStep: 100, step: '1.00', maxShareBps: 5000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
  stampCards: [
    {
      cardId: 'five',
      name: '五杯送一',
      scope: { categories: ['drink'] },
      stamps: 5,
      reward: { kind: 'item', sku: 'LATTE' },
      validity: { kind: 'days', days: 90 },
    },
  ],
  tiers: [
    { tierId: 'basic', name: '普通', rank: 0, threshold: 0, windowMonths: 12, multiplierBps: 10_000, rights: [] },
    { tierId: 'gold', name: '金卡', rank: 1, threshold: 1000, windowMonths: 12, multiplierBps: 15_000, rights: [] },
  ],
  downgrade: { policy: 'one_step', reviewMonths: 12 },
  storedValue: { enabled: true, bonusRules: [{ from: '500.00', bonus: '50.00' }] },
};

let standing: { newcomer: boolean | null; shareBps: number | null } = { newcomer: null, shareBps: null };
beforeAll(async () => {
  const shop = async (signInName: string, currency: string): Promise<string> => {
    const owner = { signInName, displayName: 'Owner' };
    return valueOf(await createMerchant(services, { name: signInName, currency, owner })).merchantId;
  };
  merchantId = await shop('first@shop', 'CNY');
  otherMerchantId = await shop('second@shop', 'JPY');
  const ctx = actAs(services, merchantId);
  customerId = await newCustomer(ctx);
  valueOf(await addStore(ctx, { key: newId(), code: 'S1', name: 'S1' }));
  const authenticate = async () => ok(actAs(services, actor.merchantId, actor.role).actor);
  app = await createApp({
    services,
    authenticate,
    routes: loyaltyRoutes({ standingOf: async () => standing }),
    isReady: async () => true,
  });
  act('owner');
  expect((await put(PROGRAMME)).statusCode).toBe(200);
});
afterAll(() => app.close());
beforeEach(() => act('owner'));

const act = (role: Role, at: string = merchantId): void => {
  actor = { merchantId: at, role };
};
const get = (url: string) => app.inject({ method: 'GET', url });
const post = (url: string, payload: object, key: string = newId()) =>
  app.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': key } });
const put = (payload: object, key: string = newId()) =>
  app.inject({ method: 'PUT', url: '/v1/loyalty/programme', payload, headers: { 'idempotency-key': key } });
const told = (answer: { statusCode: number; json(): { code: string; facts?: object } }) => {
  const { code, facts } = answer.json();
  return [answer.statusCode, code, ...(facts ? [facts] : [])];
};
const openCard = async (body: object = { customerId }): Promise<{ cardId: string; number: string }> =>
  (await post('/v1/stored-cards', body)).json();

test('a programme is read as it was set, with the limits of the rules for prepaid cards', async () => {
  const { programmeId, version, ...read } = (await get('/v1/loyalty/programme')).json();
  expect([programmeId, version]).toEqual([expect.any(String), 1]);
  expect(read).toEqual({
    ...PROGRAMME,
    storedValue: {
      ...PROGRAMME.storedValue,
      namedLimit: '5000.00',
      bearerLimit: '1000.00',
      bearerMonths: 36,
      bonusMonths: null,
      spendOrder: 'principal_first',
    },
  });
});

test('a merchant that has set nothing has version 0', async () => {
  act('owner', otherMerchantId);
  expect((await get('/v1/loyalty/programme')).json()).toMatchObject({ version: 0, points: null, tiers: [] });
  expect((await get('/v1/loyalty/tiers')).json()).toEqual({ items: [] });
});

test('a programme that contradicts itself is refused with its field, and sets nothing', async () => {
  const wrong = { ...PROGRAMME, tiers: PROGRAMME.tiers.slice(1) };
  const fault = { field: 'tiers.threshold', problem: 'of the lowest tier is not 0' };
  expect(told(await put(wrong))).toEqual([400, 'programme_invalid', fault]);
  const half = { ...PROGRAMME, points: { ...PROGRAMME.points!, earn: { units: 1, per: '0.001' } } };
  expect(told(await put(half)).slice(0, 2)).toEqual([400, 'invalid_request']);
  expect((await get('/v1/loyalty/programme')).json().version).toBe(1);
});

test('a member sees points by lot, stamps, tier with what is missing, and cards', async () => {
  const member = await newCustomer(actAs(services, merchantId));
  await post(`/v1/customers/${member}/points-adjustments`, { points: 300, reason: 'goodwill' });
  await post(`/v1/customers/${member}/stamps`, { cardId: 'five', stamps: 2, reason: 'no card at hand' });
  const { cardId, number } = await openCard({ customerId: member });
  act('guide');
  expect((await get(`/v1/customers/${member}/membership`)).json()).toEqual({
    customerId: member,
    personId: member,
    circle: [member],
    tier: {
      tierId: 'basic',
      name: '普通',
      since: null,
      reviewOn: null,
      rights: [],
      next: { tierId: 'gold', name: '金卡', missingPoints: 1000 },
    },
    points: {
      spendable: 300,
      pending: 0,
      owed: 0,
      lots: [{ customerId: member, units: 300, spendableFrom: null, endsOn: '2027-04-01' }],
      shares: [{ customerId: member, spendable: 300, pending: 0, owed: 0 }],
    },
    stampCards: [
      {
        cardId: 'five',
        name: '五杯送一',
        stamps: 2,
        needed: 5,
        owed: 0,
        lots: [{ customerId: member, units: 2, spendableFrom: null, endsOn: '2026-05-31' }],
        shares: [{ customerId: member, spendable: 2, pending: 0, owed: 0 }],
      },
    ],
    storedCards: [{ cardId, customerId: member, number, status: 'active', balance: '0.00' }],
    tierChanges: [],
  });
});

test('a cashier opens a card, takes money, finds it by its number; only the owner pays it out', async () => {
  act('cashier');
  const { cardId, number } = await openCard();
  const paid = await post(`/v1/stored-cards/${cardId}/top-ups`, { amount: '500', way: 'cash', storeCode: 'S1' });
  expect(paid.json()).toMatchObject({ amount: '500.00', bonus: '50.00', balance: '550.00' });
  const found = await post('/v1/stored-cards/lookups', { number: `${number.slice(0, 7)} ${number.slice(7)}` });
  const held = { principal: '500.00', bonus: '50.00', balance: '550.00', limit: '5000.00', kind: 'named' };
  expect(found.json()).toMatchObject({ cardId, ...held });
  const back = { way: 'cash', storeCode: 'S1' };
  expect(told(await post(`/v1/stored-cards/${cardId}/balance-refunds`, back)).slice(0, 2)).toEqual([403, 'forbidden']);
  act('owner');
  const out = await post(`/v1/stored-cards/${cardId}/balance-refunds`, back);
  expect(out.json()).toMatchObject({ amount: '500.00', forfeited: '50.00' });
  expect((await get(`/v1/stored-cards/${cardId}`)).json().balance).toBe('0.00');
});

test('what a card may not hold is refused in money, and what is no amount by its field', async () => {
  const { cardId } = await openCard({});
  const pay = (amount: string) =>
    post(`/v1/stored-cards/${cardId}/top-ups`, { amount, way: 'external', storeCode: 'S1' });
  const facts = { limit: '1000.00', held: '0.00', bonus: '50.00' };
  expect(told(await pay('950.01'))).toEqual([409, 'stored_value_limit_exceeded', facts]);
  for (const amount of ['0', '0.00', '1.005'])
    expect(told(await pay(amount)).slice(0, 2)).toEqual([400, 'invalid_request']);
  await post(`/v1/stored-cards/${cardId}/status`, { blocked: true });
  expect(told(await pay('1.00'))).toEqual([409, 'stored_card_blocked']);
});

test('a lost answer is had again with its key, and the key serves no other request', async () => {
  const { cardId } = await openCard();
  const [url, body, key] = [
    `/v1/stored-cards/${cardId}/top-ups`,
    { amount: '10.00', way: 'card', storeCode: 'S1' },
    newId(),
  ];
  const [first, again] = [await post(url, body, key), await post(url, body, key)];
  expect(again.json()).toEqual(first.json());
  expect(told(await post(url, { ...body, amount: '11.00' }, key)).slice(0, 2)).toEqual([409, 'idempotency_key_reused']);
  expect((await get(`/v1/stored-cards/${cardId}`)).json().balance).toBe('10.00');
});

test('no points are given or taken without a number of them', async () => {
  const url = `/v1/customers/${customerId}/points-adjustments`;
  expect(told(await post(url, { points: 0, reason: 'none' })).slice(0, 2)).toEqual([400, 'invalid_request']);
  expect(told(await post(url, { points: -1, reason: 'none' }))).toEqual([
    409,
    'insufficient_points',
    { needed: 1, available: 0 },
  ]);
});

test('rights of newcomers, of a channel and from a share of the spending on follow what is known of the guest', async () => {
  const rights = [
    { key: 'welcome', newcomer: true },
    { key: 'regular', newcomer: false },
    { key: 'devoted', minShareBps: 6000 },
    { key: 'elsewhere', channels: ['takeaway'] },
    { key: 'birthday' },
  ];
  const [basic, gold] = PROGRAMME.tiers;
  expect((await put({ ...PROGRAMME, tiers: [{ ...basic, rights }, gold] })).statusCode).toBe(200);
  const member = await newCustomer(actAs(services, merchantId));
  const held = async (): Promise<string[]> => (await get(`/v1/customers/${member}/membership`)).json().tier.rights;
  standing = { newcomer: true, shareBps: null };
  expect(await held()).toEqual(['welcome', 'birthday']);
  standing = { newcomer: false, shareBps: 5999 };
  expect(await held()).toEqual(['regular', 'birthday']);
  standing = { newcomer: false, shareBps: 6000 };
  expect(await held()).toEqual(['regular', 'devoted', 'birthday']);
});
