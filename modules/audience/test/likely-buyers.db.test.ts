import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { likelyBuyers } from '../index.ts';
import { dayPlus } from '../rule/days.ts';
import * as shops from './shop.ts';
import { valueOf, type Receipt, type Shop } from './shop.ts';

const services = testServices('2026-03-10T08:00:00Z');
const GOODS = [
  { sku: 'honey', category: 'pantry' },
  { sku: 'bread', category: 'bakery' },
];
const FIRST = '2025-09-01';
let shop: Shop;
const regulars: string[] = [];

/**
 * Eighty come every four days for bread. Half of them buy honey every four weeks, each on days of their own; ten others bought much honey
 * in the first month and none since, whom the plain list of who bought most puts first.
 */
beforeAll(async () => {
  shop = await shops.openShop(services, GOODS, 1);
  const random = seededRandom(3);
  const receipts: Receipt[] = [];
  const buy = (customerId: string, day: string, skus: readonly string[]): void => {
    const lines = skus.map((sku) => ({ sku, milli: 1000, amount: 1000 }));
    receipts.push({ customerId, storeId: shop.stores[0]!, source: 'till', at: `${day}T12:00`, lines });
  };
  for (let i = 0; i < 90; i += 1) {
    const one = await shops.newPerson(shop);
    const isRegular = i < 40;
    if (isRegular) regulars.push(one);
    const phase = random.int(28);
    for (let day = random.int(4); day < 190; day += 4) {
      const isHoney = isRegular && (day + phase) % 28 < 4;
      if (i < 80 || day < 60)
        buy(one, dayPlus(FIRST, day), i >= 80 ? ['honey'] : isHoney ? ['bread', 'honey'] : ['bread']);
    }
  }
  await shops.sell(shop, receipts);
});

describe('who is likely to buy', () => {
  test('is ranked better than by who bought most, as measured on days that were held out', async () => {
    const found = valueOf(await likelyBuyers(shop.ctx, { sku: 'honey', top: 40 }));
    expect(found).toMatchObject({ method: 'trees', named: 40, candidates: 90, heldOut: { buyers: 40 } });
    expect(found.ranked.precisionBps).toBeGreaterThanOrEqual(9_000);
    expect(found.ranked.lift).toBeGreaterThan(2);
    // Ten places of forty go to those who have long stopped.
    expect(found.naive.precisionBps).toBe(7_500);
    const named = new Set(found.people.map(({ personId }) => personId));
    expect(regulars.filter((id) => named.has(id)).length).toBeGreaterThanOrEqual(36);
  });

  test('is told to a brand owner as figures alone', async () => {
    const brand = actAs(services, shop.ctx.actor.merchantId, 'brand_owner');
    const found = valueOf(await likelyBuyers(brand, { category: 'pantry', top: 40 }));
    expect(found.people).toEqual([]);
    expect(found.ranked.buyers).toBeGreaterThan(0);
  });

  test('is refused for what is not sold, for two things at once, and without a history to measure on', async () => {
    const subject = { ok: false, refusal: { code: 'likely_buyers_subject' } };
    expect(await likelyBuyers(shop.ctx, { sku: 'nothing' })).toMatchObject(subject);
    expect(await likelyBuyers(shop.ctx, { sku: 'honey', category: 'pantry' })).toMatchObject(subject);
    expect(await likelyBuyers(shop.ctx, {})).toMatchObject(subject);
    const history = { ok: false, refusal: { code: 'likely_buyers_history' } };
    expect(await likelyBuyers(shop.ctx, { sku: 'honey', horizonDays: 60 })).toMatchObject(history);
  });
});
