import { expect, test } from 'vitest';
import { MINUTE_MS, seededRandom } from '@shuke/kernel';
import { ledgerVerifier } from '@shuke/ledger';
import { orderVerifier } from '@shuke/order';
import { testServices } from '@shuke/testkit';
import { channelVerifier, tellPlatforms } from '../index.ts';
import { books, counted, openShop, SECRET, SETTINGS } from './shop.ts';
import { callbackUrl, connect, openWorld } from './world.ts';

const services = testServices();
const KINDS = ['dropped', 'busy', 'duplicated', 'reordered', 'forged'] as const;
const world = openWorld(services, { seed: 11, rate: 0.4, kinds: KINDS });

const ORDERS_EACH = 20;
const COURSES = [
  [],
  ['confirmed'],
  ['confirmed', 'done'],
  ['confirmed', 'delivering', 'done'],
  ['cancelled'],
  ['confirmed', 'cancelled'],
];

test('through lost answers, repeats, wrong sequences and forgeries the books come to what the platforms pay out', async () => {
  world.shop = await openShop(services, { autoAccept: true, baseUrl: `${world.platforms.url}/channels/eleme` });
  const meituanId = await connect(world, 'meituan', { autoAccept: true });
  const random = seededRandom(5);
  const shops = {
    eleme: {
      callbackUrl: callbackUrl(world, 'eleme', world.shop.accountId),
      shopId: SETTINGS.shopId,
      appId: SETTINGS.appId,
      appKey: SETTINGS.appKey,
      token: 'token-1',
      secret: SECRET,
    },
    meituan: {
      callbackUrl: callbackUrl(world, 'meituan', meituanId),
      shopId: 'poi-1',
      appId: '4411',
      appKey: '',
      token: '',
      secret: 'meituan’s',
    },
  };
  const amount = (most: number): number => Math.floor(random.next() * most);
  for (const channel of ['eleme', 'meituan'] as const) {
    const orders = Array.from({ length: ORDERS_EACH }, () => ({
      shop: shops[channel],
      later: COURSES[amount(COURSES.length)],
      lines: [{ id: '501', sku: 'N1', name: '红烧牛肉面', quantity: 1 + amount(3), price: 1 + amount(3000) }],
      packing: amount(300),
      delivery: amount(900),
      platformDiscount: 0,
      merchantDiscount: 0,
      feeBps: amount(2500),
    }));
    // Four guests order at once.
    for (let at = 0; at < orders.length; at += 4) {
      await Promise.all(orders.slice(at, at + 4).map((order) => world.platforms.control(`${channel}/orders`, order)));
    }
  }
  for (let round = 0; round < 6; round += 1) {
    await Promise.all([tellPlatforms(world.shop.ctx), tellPlatforms(world.shop.ctx)]);
    services.clock.advanceMs(20 * MINUTE_MS);
  }
  const truth = [
    ...(await world.platforms.control('eleme/truth')).orders,
    ...(await world.platforms.control('meituan/truth')).orders,
  ];
  expect(truth).toHaveLength(2 * ORDERS_EACH);
  const { items } = (await world.call('GET', '/v1/channel-orders?limit=200')).body;
  expect(items.map(({ platformNo }) => platformNo).toSorted()).toEqual(truth.map(({ no }) => no).toSorted());
  const isCancelled = new Map(truth.map(({ no, state }) => [no, state === 'cancelled']));
  for (const { platformNo, status } of items) expect(status === 'cancelled').toBe(isCancelled.get(platformNo));
  // Whatever was not cancelled was accepted here, and the platform knows it.
  expect(truth.filter(({ state }) => state === 'new')).toEqual([]);
  const income = truth.filter(({ state }) => state !== 'cancelled').reduce((sum, order) => sum + order.income, 0);
  const { receivable, subsidy } = await books(world.shop);
  expect(receivable + subsidy).toBe(income);
  for (const verifier of [channelVerifier, orderVerifier, ledgerVerifier]) {
    expect(await verifier.run(world.shop.ctx)).toEqual([]);
  }
  expect((await counted(world.shop.ctx)).orders).toBeGreaterThan(ORDERS_EACH);
});
