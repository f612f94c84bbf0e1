import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createTemplate, issueCoupons } from '@shuke/coupon';
import { customerRoutes, mergeCustomers } from '@shuke/customer';
import { inRead, type Statement } from '@shuke/db';
import { createApp } from '@shuke/http';
import { must, newId, ok } from '@shuke/kernel';
import { adjustPoints, NO_PROGRAMME, setProgramme } from '@shuke/loyalty';
import { actAs, testServices } from '@shuke/testkit';
import { insightRoutes, regularCards, visitsOf } from '../index.ts';
import { openShop, receiptsOf, record, valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-02T02:00:00Z');
let shop: Shop;
let app: Awaited<ReturnType<typeof createApp>>;
let role: Role = 'cashier';
let storeId: string | null = null;

beforeAll(async () => {
  shop = await openShop(services, { stores: { S1: 'Asia/Shanghai', S2: 'Asia/Shanghai' } });
  const { merchantId } = shop.ctx.actor;
  const authenticate = async () => ok({ ...actAs(services, merchantId, role).actor, storeId });
  const routes = [...customerRoutes({ dataMap: [], cardsOf: regularCards, visitsOf }), ...insightRoutes];
  app = await createApp({ services, authenticate, routes, isReady: async () => true });
  await record(
    shop,
    receiptsOf(`
      S1 2026-02-02T12:10 ann till noodles:food*1=20.00 tea:drinks*1=5.00
      S1 2026-02-09T12:30 ann till noodles:food*1=20.00
      S1 2026-02-16T12:20 ann till noodles:food*1=20.00 tea:drinks*1=5.00
      S2 2026-02-23T18:00 ann till rice:food*1=20.00
      S1 2026-02-27T08:00 bob till tea:drinks*1=5.00
    `),
  );
});
afterAll(() => app.close());

const send = async (method: 'POST' | 'PATCH', url: string, payload: object) => {
  const answer = await app.inject({ method, url, payload, headers: { 'idempotency-key': newId() } });
  return { status: answer.statusCode, body: answer.json() };
};

const idOf = (name: string): string => must(shop.customers.get(name), 'the guest was recorded');
const storeOf = (code: string): string => must(shop.stores.get(code), 'the store was opened');
const cardOf = (customerId: string, store = storeOf('S1')) =>
  send('POST', '/v1/regular-cards', { customerId, storeId: store });

const TERMS = {
  kind: 'cash',
  amountMinor: 500,
  percentBps: null,
  itemSku: null,
  priceMinor: null,
  minSpendMinor: 2000,
  validUntil: null,
  validDays: 60,
  usesPerCoupon: 1,
  issueLimit: null,
  customerLimit: null,
  budgetMinor: null,
} as const;

/** A programme of points, and what a guest has in it; a coupon that can be used and one to come. */
async function giveRewards(customerId: string): Promise<void> {
  const points = {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 5000, as: 'tender' },
    validity: { kind: 'never_ends' },
    pendingDays: 0,
  } as const;
  const stampCards = [
    { cardId: 'five', name: 'Five', stamps: 5, reward: { kind: 'item', sku: 'tea' }, validity: { kind: 'never_ends' } },
  ] as const;
  const { programmeId: _, version: __, ...terms } = NO_PROGRAMME;
  valueOf(await setProgramme(shop.ctx, { key: newId(), draft: { ...terms, points, stampCards } }));
  valueOf(await adjustPoints(shop.ctx, { key: newId(), customerId, amount: 130, reason: 'a test' }));
  for (const validFrom of ['2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z']) {
    const template = valueOf(
      await createTemplate(shop.ctx, {
        key: newId(),
        draft: { ...TERMS, name: `from ${validFrom.slice(0, 7)}`, validFrom: new Date(validFrom) },
      }),
    );
    const { templateId } = template;
    valueOf(await issueCoupons(shop.ctx, { key: newId(), templateId, to: { customerIds: [customerId] } }));
  }
}

test('the card says whom one greets, what they must not eat, what they have usually and what they can use', async () => {
  const ann = idOf('ann');
  role = 'owner';
  const at = `/v1/customers/${ann}`;
  await send('PATCH', `${at}/profile`, { name: '王安', salutation: 'ms', birthday: '1990-01-01' });
  await send('POST', `${at}/notes`, { kind: 'seat', text: '靠窗' });
  await send('POST', `${at}/notes`, { kind: 'allergy', text: '花生' });
  await send('POST', `${at}/tags`, { dimension: 'avoidance', value: 'cilantro' });
  await send('POST', `${at}/tags`, { dimension: 'taste', value: 'spicy', intensity: 3 });
  await giveRewards(ann);
  const { status, body } = await cardOf(ann);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    customerId: ann,
    name: '王安',
    salutation: 'ms',
    avoids: [
      { value: 'peanut', nameZh: '花生', allergy: true },
      { value: 'cilantro', nameEn: 'cilantro', allergy: false, intensity: 3 },
    ],
    likes: [{ value: 'spicy', intensity: 3 }],
    notes: [
      { kind: 'seat', text: '靠窗' },
      { kind: 'allergy', text: '花生' },
    ],
    usual: {
      items: [
        { sku: 'noodles', orders: 3, shareBps: 7500 },
        { sku: 'tea', orders: 2, shareBps: 5000 },
      ],
      time: '12:25',
      orders: 4,
    },
    lastVisit: { day: '2026-02-23', daysAgo: 7, storeId: storeOf('S2') },
    rhythmDays: 7,
    tier: null,
    points: { spendable: 130, toNext: 70 },
    stamps: [{ cardId: 'five', has: 0, missing: 5 }],
  });
  expect(body.coupons.map(({ name }: { name: string }) => name)).toEqual(['from 2026-01']);
  expect(body.coupons[0].code).toMatch(/^[0-9A-Z]{12}$/);
});

test('each role sees of it what it may, and a stranger is a card with nothing on it', async () => {
  const ann = idOf('ann');
  role = 'cashier';
  const served = (await cardOf(ann)).body;
  expect([served.name, served.avoids.length, served.likes.length, served.notes.length]).toEqual(['王安', 2, 0, 2]);
  role = 'marketer';
  const planned = (await cardOf(ann)).body;
  expect(planned.name).toBe('王**');
  expect(planned.avoids.map(({ value }: { value: string }) => value)).toEqual(['cilantro']);
  expect([planned.likes.length, planned.notes.length]).toEqual([1, 0]);
  role = 'cashier';
  expect((await cardOf(idOf('bob'))).body).toMatchObject({
    name: null,
    avoids: [],
    notes: [],
    usual: { items: [], orders: 1 },
    rhythmDays: null,
    points: { spendable: 0, toNext: 100 },
    coupons: [],
  });
});

test('two customers of one person have one card', async () => {
  const [ann, bob] = [idOf('ann'), idOf('bob')];
  const merge = { key: newId(), fromCustomerId: bob, intoCustomerId: ann, because: 'guest_said' } as const;
  valueOf(await mergeCustomers(shop.ctx, merge));
  role = 'owner';
  const [of, other] = [(await cardOf(ann)).body, (await cardOf(bob)).body];
  expect(other).toEqual({ ...of, customerId: bob });
  expect(of).toMatchObject({ usual: { orders: 5 }, lastVisit: { day: '2026-02-27' }, points: { spendable: 130 } });
});

test('it is asked for in a store that there is, by who works there, for a customer who is there', async () => {
  role = 'cashier';
  expect((await cardOf(newId())).body.code).toBe('customer_not_found');
  expect((await cardOf(idOf('ann'), newId())).body.code).toBe('not_found');
  storeId = storeOf('S2');
  expect((await cardOf(idOf('ann'))).body.code).toBe('forbidden');
  expect((await cardOf(idOf('ann'), storeId)).status).toBe(200);
  storeId = null;
});

test('it takes no more statements for many people than for one, and waits for the database twice', async () => {
  const ctx = actAs(services, shop.ctx.actor.merchantId, 'cashier');
  const counted = (customerIds: string[]) =>
    inRead(ctx, async (tx) => {
      let [statements, waits, under] = [0, 0, 0];
      const many = async <Row>(statement: Statement): Promise<Row[]> => {
        if (under === 0) waits += 1;
        statements += 1;
        under += 1;
        const rows = await tx.many<Row>(statement);
        under -= 1;
        return rows;
      };
      const maybeOne = async <Row>(statement: Statement): Promise<Row | null> =>
        (await many<Row>(statement))[0] ?? null;
      const one = async <Row>(statement: Statement): Promise<Row> => must((await many<Row>(statement))[0], 'a row');
      await regularCards(ctx, { ...tx, many, maybeOne, one }, customerIds);
      return { statements, waits };
    });
  await counted([newId()]);
  const one = await counted([newId()]);
  expect(one.waits).toBe(2);
  expect(await counted([newId(), newId(), newId(), newId()])).toEqual(one);
});
