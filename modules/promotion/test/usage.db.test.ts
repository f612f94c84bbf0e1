import { beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '@shuke/db';
import { newId, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { countUsage, usageOf, usageRowsOf, type LiveRules, type UsageRow } from '../index.ts';
import { asPoster, atOnce, draft, newLive, newShop, rulesNow } from './shop.ts';

const services = testServices();
const MONDAY = '2026-03-02';
const TUESDAY = '2026-03-03';
const NEXT_WEEK = '2026-03-09';

interface Shop {
  readonly ctx: Ctx;
  readonly merchantId: string;
  /** Capped at 3 a customer and 2 a week. */
  readonly weekly: string;
  /** Capped at 10 a customer. */
  readonly ten: string;
  readonly rules: LiveRules;
}
let shop: Shop;

async function openShop(): Promise<Shop> {
  const ctx = await newShop(services);
  const weekly = await newLive(ctx, draft({ caps: { perCustomer: 3, perPeriod: 2 } }, 'week'));
  const ten = await newLive(ctx, draft({ caps: { perCustomer: 10 } }));
  return { ctx, merchantId: ctx.actor.merchantId, weekly, ten, rules: await rulesNow(ctx) };
}

beforeAll(async () => {
  shop = await openShop();
});

interface Order {
  readonly customerId: string;
  readonly day?: string;
  readonly group?: string;
  readonly weekly?: number;
  readonly ten?: number;
}

const rowsOf = ({ merchantId, rules, weekly, ten }: Shop, { day = MONDAY, ...order }: Order): UsageRow[] =>
  usageRowsOf(rules, {
    merchantId,
    customerId: order.customerId,
    day,
    ...(order.group ? { group: order.group } : {}),
    uses: [
      { promotionId: weekly, uses: order.weekly ?? 0 },
      { promotionId: ten, uses: order.ten ?? 0 },
    ],
  });
const countIn = (one: Shop, ...orders: Order[]): Promise<boolean[]> =>
  asPoster(services, [one.ctx], (tx) =>
    countUsage(
      tx,
      orders.flatMap((order) => rowsOf(one, order)),
    ),
  );
async function usedBy({ ctx, merchantId, rules, weekly, ten }: Shop, customerId: string, day = MONDAY) {
  const [usage = {}] = await asPoster(services, [ctx], (tx) => usageOf(tx, [{ merchantId, customerId, day, rules }]));
  return { weekly: usage[weekly] ?? null, ten: usage[ten]?.customer ?? null };
}

describe('uses of capped promotions', () => {
  test('are counted ever and in their period, which begins anew on Monday', async () => {
    const customerId = newId();
    expect(await usedBy(shop, customerId)).toEqual({ weekly: null, ten: null });
    expect(await countIn(shop, { customerId, weekly: 1, ten: 4 })).toEqual([true, true]);
    expect(await countIn(shop, { customerId, weekly: 2, day: TUESDAY })).toEqual([false]);
    expect(await countIn(shop, { customerId, weekly: 1, day: TUESDAY })).toEqual([true]);
    expect(await usedBy(shop, customerId)).toEqual({ weekly: { customer: 2, period: 2 }, ten: 4 });
    expect(await usedBy(shop, customerId, NEXT_WEEK)).toEqual({ weekly: { customer: 2, period: 0 }, ten: 4 });
    expect(await countIn(shop, { customerId, weekly: 2, day: NEXT_WEEK })).toEqual([false]);
    expect(await countIn(shop, { customerId, weekly: 1, day: NEXT_WEEK })).toEqual([true]);
  });

  test('50 orders of one guest at once use a promotion exactly as often as its cap allows', async () => {
    const customerId = newId();
    const fits = (await atOnce(50, () => countIn(shop, { customerId, ten: 1 }))).flat();
    expect(fits.filter(Boolean)).toHaveLength(10);
    expect((await usedBy(shop, customerId)).ten).toBe(10);
  });

  test('batches that name the same guests in opposite orders at once count each use once', async () => {
    const guests = Array.from({ length: 8 }, () => newId());
    const fits = await atOnce(20, (nth) => {
      const orders = guests.map((customerId) => ({ customerId, weekly: 1, ten: 1, group: customerId }));
      return countIn(shop, ...(nth % 2 === 0 ? orders : orders.toReversed()));
    });
    expect(fits.flat().filter(Boolean)).toHaveLength(8 * 2 * 2);
    for (const guest of guests)
      expect(await usedBy(shop, guest)).toEqual({ weekly: { customer: 2, period: 2 }, ten: 2 });
  });

  test('come back with a refund to the period of the order, and never below zero', async () => {
    const customerId = newId();
    await countIn(shop, { customerId, weekly: 2 });
    expect(await countIn(shop, { customerId, weekly: -1 })).toEqual([true]);
    expect(await usedBy(shop, customerId)).toEqual({ weekly: { customer: 1, period: 1 }, ten: null });
    expect(await countIn(shop, { customerId, weekly: -5, ten: -1 }, { customerId, weekly: 2 })).toEqual([
      true,
      true,
      true,
    ]);
    expect(await usedBy(shop, customerId)).toEqual({ weekly: { customer: 2, period: 2 }, ten: null });
  });

  test('of several merchants are counted in one batch, and of none that is not of the batch', async () => {
    const [other, customerId] = [await openShop(), newId()];
    const rows = [...rowsOf(shop, { customerId, ten: 1 }), ...rowsOf(other, { customerId, ten: 2 })];
    expect(await asPoster(services, [shop.ctx, other.ctx], (tx) => countUsage(tx, rows))).toEqual([true, true]);
    expect([(await usedBy(shop, customerId)).ten, (await usedBy(other, customerId)).ten]).toEqual([1, 2]);
    await expect(asPoster(services, [shop.ctx], (tx) => countUsage(tx, rows))).rejects.toMatchObject({ code: '42501' });
  });

  test('random orders and refunds leave what a simple model leaves', async () => {
    const one = await openShop();
    const random = seededRandom(5);
    const guests = [newId(), newId()];
    const model = new Map<string, number>();
    const used = (key: string): number => model.get(key) ?? 0;
    for (let round = 0; round < 40; round += 1) {
      const orders = Array.from({ length: 4 }, () => ({
        customerId: random.pick(guests),
        day: random.pick([MONDAY, TUESDAY, NEXT_WEEK]),
        weekly: random.pick([1, 1, 2, -1]),
      }));
      const expected = orders.map(({ customerId, day, weekly }) => {
        const counts: [string, number][] = [
          [customerId, 3],
          [`${customerId} ${day === NEXT_WEEK ? 'next' : 'this'}`, 2],
        ];
        const isFit = weekly < 0 || counts.every(([key, cap]) => used(key) + weekly <= cap);
        if (isFit) for (const [key] of counts) model.set(key, Math.max(0, used(key) + weekly));
        return isFit;
      });
      expect(await countIn(one, ...orders)).toEqual(expected);
    }
    for (const guest of guests) {
      const { weekly } = await usedBy(one, guest);
      const told = { customer: used(guest), period: used(`${guest} this`) };
      expect(weekly ?? { customer: 0, period: 0 }).toEqual(told);
    }
  });
});
