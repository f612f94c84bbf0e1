import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CouponDetail, CouponTemplateView, NewCouponTemplate, Role } from '@shuke/contract';
import { createCustomer } from '@shuke/customer';
import { createApp } from '@shuke/http';
import { DAY_MS, newId, ok } from '@shuke/kernel';
import { createMerchant, addStore } from '@shuke/merchant';
import { actAs, testServices } from '@shuke/testkit';
import { couponRoutes } from '../index.ts';
import { valueOf } from './shop.ts';

const services = testServices();
let app: Awaited<ReturnType<typeof createApp>>;
let [merchantId, otherMerchantId, customerId] = ['', '', ''];
let actor = { merchantId: '', role: 'owner' as Role, storeId: null as string | null };
let stores: string[] = [];

beforeAll(async () => {
  const shop = async (signInName: string, currency: string): Promise<string> => {
    const owner = { signInName, displayName: 'Owner' };
    return valueOf(await createMerchant(services, { name: signInName, currency, owner })).merchantId;
  };
  merchantId = await shop('first@shop', 'CNY');
  otherMerchantId = await shop('second@shop', 'JPY');
  const ctx = actAs(services, merchantId);
  const identifiers = [{ kind: 'member_no' as const, value: 'M1' }];
  customerId = valueOf(await createCustomer(ctx, { key: newId(), identifiers })).customerId;
  stores = [];
  for (const code of ['S1', 'S2']) {
    stores.push(valueOf(await addStore(ctx, { key: newId(), code, name: code })).storeId);
  }
  const authenticate = async () =>
    ok({ ...actAs(services, actor.merchantId, actor.role).actor, storeId: actor.storeId });
  app = await createApp({ services, authenticate, routes: couponRoutes, isReady: async () => true });
});
afterAll(() => app.close());
beforeEach(() => act('marketer'));

const act = (role: Role, own: Partial<typeof actor> = {}): void => {
  actor = { merchantId, role, storeId: null, ...own };
};

const post = (url: string, payload: object, key: string = newId()) =>
  app.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': key } });
const patch = (url: string, payload: object) => app.inject({ method: 'PATCH', url, payload });
const release = (reservationId: string) =>
  app.inject({ method: 'DELETE', url: `/v1/coupon-reservations/${reservationId}` });

const lunch: NewCouponTemplate = { name: 'Lunch', kind: 'cash', amount: '10', minSpend: '30.00', validDays: 7 };
const newTemplate = async (own: object = {}): Promise<CouponTemplateView> =>
  (await post('/v1/coupon-templates', { ...lunch, ...own })).json();
async function newCode(own: object = {}): Promise<string> {
  const { templateId } = await newTemplate(own);
  return (await post(`/v1/coupon-templates/${templateId}/coupons`, { count: 1 })).json().coupons[0].code;
}
const told = (answer: { statusCode: number; json(): { code: string; facts?: object } }) => {
  const { code, facts } = answer.json();
  return [answer.statusCode, code, ...(facts ? [facts] : [])];
};

test('a marketer creates a template, issues from it and sees its figures in money', async () => {
  const created = await post('/v1/coupon-templates', { ...lunch, budget: '100' });
  expect(created.statusCode).toBe(201);
  const template = created.json<CouponTemplateView>();
  const { templateId } = template;
  expect(template).toMatchObject({ amount: '10.00', minSpend: '30.00', budget: '100.00', available: '100.00' });
  expect(template).toMatchObject({ active: true, validDays: 7, validUntil: null, usesPerCoupon: 1, issued: 0 });
  const issued = await post(`/v1/coupon-templates/${templateId}/coupons`, { customerIds: [customerId] });
  expect([issued.statusCode, issued.json()]).toEqual([
    201,
    { templateId, issued: 1, skipped: 0, coupons: [{ code: expect.any(String), customerId }] },
  ]);
  const tooMany = await post(`/v1/coupon-templates/${templateId}/coupons`, { count: 20 });
  const facts = { needed: '10.00', available: '0.00', asked: 20, skipped: 0, issuable: 9 };
  expect(told(tooMany)).toEqual([409, 'coupon_budget_exhausted', facts]);
  const [newest] = (await app.inject('/v1/coupon-templates?limit=1')).json().items;
  expect(newest).toMatchObject({ templateId, issued: 1, committed: '10.00', spent: '0.00', available: '90.00' });
  const off = await patch(`/v1/coupon-templates/${templateId}`, { active: false });
  expect([off.statusCode, off.json().active]).toEqual([200, false]);
  expect(told(await post(`/v1/coupon-templates/${templateId}/coupons`, { count: 1 }))[1]).toBe(
    'coupon_template_inactive',
  );
});

test('a cashier reserves, redeems and reverses a coupon, and a repeat gets the first answer', async () => {
  const code = await newCode();
  act('cashier');
  const held = await post(`/v1/coupons/${code}/reservations`, { orderRef: 'A1', ttlS: 60 });
  expect([held.statusCode, held.json().expiresAt]).toEqual([201, '2026-03-02T02:01:00.000Z']);
  const other = { orderRef: 'A2', basket: { total: '35' } };
  const facts = { heldUntil: '2026-03-02T02:01:00.000Z' };
  expect(told(await post(`/v1/coupons/${code}/redemptions`, other))).toEqual([
    409,
    'coupon_held_by_another_order',
    facts,
  ]);
  const body = { orderRef: 'A1', storeCode: 'S1', basket: { total: '29.50' } };
  const poor = await post(`/v1/coupons/${code}/redemptions`, body);
  expect(told(poor)).toEqual([409, 'coupon_min_spend_not_met', { missing: '0.50' }]);
  const key = newId();
  const rich = { ...body, basket: { total: '30' } };
  const spelled = code
    .toLowerCase()
    .replace(/(.{4})/g, '$1-')
    .slice(0, -1);
  const redeemed = await post(`/v1/coupons/${spelled}/redemptions`, rich, key);
  expect([redeemed.statusCode, redeemed.json()]).toMatchObject([201, { orderRef: 'A1', discount: '10.00' }]);
  expect((await post(`/v1/coupons/${spelled}/redemptions`, rich, key)).body).toBe(redeemed.body);
  expect(told(await post(`/v1/coupons/${spelled}/redemptions`, body, key))).toEqual([409, 'idempotency_key_reused']);
  const { redemptionId } = redeemed.json();
  const detail = (await app.inject(`/v1/coupons/${code}`)).json<CouponDetail>();
  expect(detail).toMatchObject({
    status: 'used_up',
    redemptions: [{ redemptionId, orderRef: 'A1', reversedAt: null }],
  });
  const back = await post(`/v1/coupon-redemptions/${redemptionId}/reversals`, { reason: 'wrong guest' });
  expect([back.statusCode, back.json()]).toMatchObject([201, { discount: '10.00', spendable: true }]);
  const again = await post(`/v1/coupon-redemptions/${redemptionId}/reversals`, { reason: 'wrong guest' });
  expect(told(again)).toEqual([409, 'redemption_already_reversed']);
});

test('a hold is released once, and an item coupon names the item that is missing', async () => {
  const code = await newCode({ kind: 'item', itemSku: 'LATTE', minSpend: '0' });
  act('cashier');
  const { reservationId } = (await post(`/v1/coupons/${code}/reservations`, { orderRef: 'A1' })).json();
  expect((await release(reservationId)).statusCode).toBe(204);
  expect(told(await release(reservationId))).toEqual([404, 'reservation_not_found']);
  const lines = [{ sku: 'TEA', quantity: '1', amount: '8' }];
  const without = await post(`/v1/coupons/${code}/redemptions`, { orderRef: 'A1', basket: { total: '8', lines } });
  expect(told(without)).toEqual([409, 'coupon_item_not_in_basket', { sku: 'LATTE' }]);
  const with2 = [...lines, { sku: 'LATTE', quantity: '2.000', amount: '13.00' }];
  const found = await post(`/v1/coupons/${code}/redemptions`, {
    orderRef: 'A1',
    basket: { total: '21', lines: with2 },
  });
  expect(found.json().discount).toBe('6.50');
});

describe('who may do what', () => {
  test('a cashier does not create or issue, a guide does not redeem, a brand owner sees no coupon', async () => {
    const { templateId } = await newTemplate();
    const code = await newCode();
    act('cashier');
    expect((await post('/v1/coupon-templates', lunch)).statusCode).toBe(403);
    expect((await post(`/v1/coupon-templates/${templateId}/coupons`, { count: 1 })).statusCode).toBe(403);
    expect((await patch(`/v1/coupon-templates/${templateId}`, { active: false })).statusCode).toBe(403);
    act('guide');
    expect((await app.inject(`/v1/coupons/${code}`)).statusCode).toBe(200);
    const body = { orderRef: 'A1', basket: { total: '50' } };
    expect((await post(`/v1/coupons/${code}/redemptions`, body)).statusCode).toBe(403);
    act('brand_owner');
    expect((await app.inject(`/v1/coupons/${code}`)).statusCode).toBe(403);
  });

  test('a cashier of one store redeems there and nowhere else', async () => {
    act('marketer');
    const code = await newCode();
    act('cashier', { storeId: stores[0]! });
    const redeem = (storeCode?: string) =>
      post(`/v1/coupons/${code}/redemptions`, { orderRef: 'A9', storeCode, basket: { total: '50' } });
    expect(told(await redeem('S2'))).toEqual([403, 'coupon_store_not_yours', { storeCode: 'S2' }]);
    expect(told(await redeem('S3'))).toEqual([400, 'coupon_store_unknown', { storeCode: 'S3' }]);
    expect((await redeem()).statusCode).toBe(201);
  });

  test("another merchant's templates, coupons, holds, redemptions and customers are not there", async () => {
    const { templateId } = await newTemplate();
    const [held, code] = [await newCode(), await newCode()];
    const basket = { total: '50' };
    const { reservationId } = (await post(`/v1/coupons/${held}/reservations`, { orderRef: 'A1' })).json();
    const { redemptionId } = (await post(`/v1/coupons/${code}/redemptions`, { orderRef: 'A1', basket })).json();
    act('owner', { merchantId: otherMerchantId });
    const answers = await Promise.all([
      app.inject(`/v1/coupons/${code}`),
      app.inject(`/v1/coupon-templates/${templateId}`),
      app.inject(`/v1/customers/${customerId}/coupons`),
      patch(`/v1/coupon-templates/${templateId}`, { active: false }),
      release(reservationId),
      post(`/v1/coupon-templates/${templateId}/coupons`, { count: 1 }),
      post(`/v1/coupons/${held}/reservations`, { orderRef: 'A2' }),
      post(`/v1/coupons/${held}/redemptions`, { orderRef: 'A1', basket }),
      post(`/v1/coupon-redemptions/${redemptionId}/reversals`, { reason: 'not mine' }),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 404));
    const own = await newTemplate({ amount: '500', minSpend: '0' });
    expect(own.amount).toBe('500');
    const foreign = { customerIds: [customerId] };
    expect(told(await post(`/v1/coupon-templates/${own.templateId}/coupons`, foreign))[1]).toBe('customer_not_found');
    expect((await app.inject('/v1/coupon-templates')).json().items).toHaveLength(1);
  });
});

test('a customer takes a coupon at the till, once, and only of a template that allows it', async () => {
  const open = await newTemplate({ claimable: true, customerLimit: 1, dailyClaimLimit: 5, stacking: 'group:lunch' });
  expect(open).toMatchObject({ claimable: true, dailyClaimLimit: 5, stacking: 'group:lunch' });
  const closed = await newTemplate();
  const guest = { key: newId(), identifiers: [{ kind: 'member_no' as const, value: 'M2' }] };
  const { customerId: alice } = valueOf(await createCustomer(actAs(services, merchantId), guest));
  act('cashier');
  const claim = (templateId: string, who = alice) =>
    post(`/v1/coupon-templates/${templateId}/claims`, { customerId: who });
  const claimed = await claim(open.templateId);
  expect([claimed.statusCode, claimed.json()]).toEqual([
    201,
    { couponId: expect.any(String), code: expect.any(String) },
  ]);
  expect((await app.inject(`/v1/coupons/${claimed.json().code}`)).json()).toMatchObject({ customerId: alice });
  expect(told(await claim(open.templateId))[1]).toBe('coupon_customer_limit_reached');
  expect(told(await claim(closed.templateId))).toEqual([409, 'coupon_not_claimable']);
  expect(told(await claim(open.templateId, newId()))[1]).toBe('customer_not_found');
});

test('an exchange says its price in money, and its codes are made by a pattern', async () => {
  const cola = { kind: 'exchange', itemSku: 'COLA', amount: '20', price: '9.90', minSpend: '0' };
  const { templateId, price } = await newTemplate(cola);
  expect(price).toBe('9.90');
  const issue = (pattern: string) =>
    post(`/v1/coupon-templates/${templateId}/coupons`, { codes: { pattern, count: 2 } });
  const [{ code }] = (await issue('DRINK-####-@@')).json().coupons;
  expect(code).toMatch(/^DRINK-[0-9]{4}-[A-Z]{2}$/);
  expect(told(await issue('DRINK-##'))).toEqual([400, 'coupon_codes_guessable', { possible: 100, needed: 4000 }]);
  act('cashier');
  const basket = (amount: string) => ({
    total: '30.00',
    lines: [{ sku: 'COLA', quantity: '2', amount, category: 'drink' }],
  });
  const redeem = (orderRef: string, amount: string) =>
    post(`/v1/coupons/${code.toLowerCase()}/redemptions`, { orderRef, basket: basket(amount) });
  expect(told(await redeem('A1', '19.80'))).toEqual([409, 'coupon_item_costs_no_more', { sku: 'COLA', price: '9.90' }]);
  expect((await redeem('A2', '30.00')).json()).toMatchObject({ discount: '5.10' });
});

test('a scope is counted by its lines, and said as it was set', async () => {
  const scope = { categories: ['drink'] };
  const code = await newCode({ kind: 'percent', percentBps: 1000, amount: '50', minSpend: '5', scope });
  expect((await app.inject(`/v1/coupons/${code}`)).json()).toMatchObject({ scope, price: null });
  act('cashier');
  const redeem = (amount: string) => {
    const lines = [{ sku: 'TEA', quantity: '1', amount, category: 'drink/tea' }];
    return post(`/v1/coupons/${code}/redemptions`, { orderRef: 'A1', basket: { total: '90', lines } });
  };
  expect(told(await redeem('4'))).toEqual([409, 'coupon_min_spend_not_met', { missing: '1.00' }]);
  expect((await redeem('30')).json()).toMatchObject({ discount: '3.00' });
});

test("a customer's coupons are paged, the newest first, with the state of each", async () => {
  const { templateId } = await newTemplate({ name: 'weekly', minSpend: '0' });
  for (let i = 0; i < 3; i += 1) {
    await post(`/v1/coupon-templates/${templateId}/coupons`, { customerIds: [customerId] });
  }
  const page = (query: string) => app.inject(`/v1/customers/${customerId}/coupons?${query}`);
  const first = (await page('limit=2')).json();
  expect(first.items.map((coupon: { name: string }) => coupon.name)).toEqual(['weekly', 'weekly']);
  const rest = (await page(`limit=2&after=${first.next}`)).json();
  expect([rest.items.length, rest.next]).toEqual([2, null]);
  services.clock.advanceMs(7 * DAY_MS);
  expect((await page('limit=1')).json().items[0]).toMatchObject({ status: 'expired', customerId });
});

test('what cannot be read is refused with the field that is wrong', async () => {
  const cases: [object, string][] = [
    [{ amount: '10.005' }, 'amount'],
    [{ amount: '0' }, 'amount'],
    [{ amount: '-1' }, 'body/amount'],
    [{ kind: 'percent' }, 'percentBps'],
    [{ kind: 'exchange', itemSku: 'COLA' }, 'price'],
    [{ scope: {} }, 'scope'],
    [{ stacking: 'alone' }, 'body/stacking'],
    [{ claimable: true }, 'customerLimit'],
    [{ validDays: undefined }, 'validUntil'],
    [{ validUntil: '2026-03-01T00:00:00Z' }, 'validUntil'],
    [{ validUntil: '2026-12-31T23:59:60Z' }, 'validUntil'],
    [{ surprise: true }, 'body'],
  ];
  for (const [own, field] of cases) {
    const answer = await post('/v1/coupon-templates', { ...lunch, ...own });
    expect([answer.statusCode, answer.json().facts]).toMatchObject([400, { field }]);
  }
  const both = { count: 1, customerIds: [customerId] };
  const { templateId } = await newTemplate();
  for (const body of [both, {}, { count: 0 }, { customerIds: [] }, { count: 100_001 }]) {
    expect((await post(`/v1/coupon-templates/${templateId}/coupons`, body)).statusCode).toBe(400);
  }
});
