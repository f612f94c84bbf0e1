import { beforeAll, expect, test } from 'vitest';
import type { AudienceRule } from '@shuke/contract';
import { testServices } from '@shuke/testkit';
import { countPeople } from '../count-people.ts';
import { dayPlus } from '../rule/days.ts';
import * as shops from './shop.ts';
import { valueOf, type Receipt, type Shop } from './shop.ts';

const services = testServices('2026-03-10T08:00:00Z');
const TODAY = '2026-03-10';
let shop: Shop;

// Thirty people come every ten days until today, and thirty others did until seventy days ago.
beforeAll(async () => {
  shop = await shops.openShop(services, [{ sku: 'tea', category: 'drinks' }], 1);
  const lines = [{ sku: 'tea', milli: 1000, amount: 2000 }];
  const receipts: Receipt[] = [];
  for (let i = 0; i < 60; i += 1) {
    const customerId = await shops.newPerson(shop);
    const since = i % 2 === 0 ? i % 7 : 70 + (i % 7);
    for (let days = since; days < 140; days += 10) {
      receipts.push({
        customerId,
        storeId: shop.stores[0]!,
        source: 'till',
        at: `${dayPlus(TODAY, -days)}T12:00`,
        lines,
      });
    }
  }
  await shops.sell(
    shop,
    receipts.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  );
});

const count = async (rule: AudienceRule, asOf?: string): Promise<number> =>
  valueOf(await countPeople(shop.ctx, { rule, ...(asOf ? { asOf } : {}) })).people;

test('who comes as before is likely to be a customer still, and who has ceased to is not', async () => {
  expect(await count({ is: 'outlook', withinDays: 30, stillBps: { least: 7000 } })).toBe(30);
  const lately: AudienceRule = { is: 'bought', when: { lastDays: 30 } };
  const both: AudienceRule = {
    match: 'all',
    of: [lately, { is: 'outlook', withinDays: 30, stillBps: { least: 7000 } }],
  };
  expect(await count(both)).toBe(30);
});

test('as of the day when all still came, all were likely to come again', async () => {
  expect(await count({ is: 'outlook', withinDays: 30, stillBps: { least: 7000 } }, '2025-12-30')).toBe(60);
});

test('visits and spend are expected of those alone who come', async () => {
  expect(await count({ is: 'outlook', withinDays: 30, visits: { least: 1 } })).toBe(30);
  expect(await count({ is: 'outlook', withinDays: 30, amount: { least: '15.00' } })).toBe(30);
  expect(await count({ is: 'outlook', withinDays: 30, amount: { least: '500.00' } })).toBe(0);
});
