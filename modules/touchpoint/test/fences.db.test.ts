import { describe, expect, test } from 'vitest';
import { inRead, sql } from '@shuke/db';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { enterFences, FENCE_DAY_CAP } from '../near/enter-fences.ts';
import { addPlacedStore, codeOf, newShop, tally, valueOf } from './shop.ts';

const services = testServices();
const SQUARE = { latitude: 31.2304, longitude: 121.4737 };
const at = (latitude: number, longitude: number) => ({ latitude, longitude, coordinates: 'wgs84' as const });
const here = { ...SQUARE, coordinates: 'wgs84' as const };
let visitors = 0;
const newVisitor = (): Buffer => Buffer.alloc(16, (visitors += 1));

describe('a guest on the way', () => {
  test('is told the stores within 5 km, the nearest first, and enters the fence of the nearest', async () => {
    const shop = await newShop(services);
    await addPlacedStore(shop, 'FAR', { latitude: 31.3, longitude: 121.4737 });
    const second = await addPlacedStore(shop, 'B', { latitude: 31.24, longitude: 121.4737 });
    const first = await addPlacedStore(shop, 'A', SQUARE);
    await addPlacedStore(shop, 'NOWHERE', null);
    const { stores } = valueOf(await enterFences(shop.ctx, { visitor: newVisitor(), position: here }));
    expect(stores).toEqual([
      { storeId: first, name: 'Store A', distanceM: 0, entered: true },
      { storeId: second, name: 'Store B', distanceM: 1064, entered: false },
    ]);
  });

  test('enters a fence three times a day, however many calls come at once', async () => {
    const shop = await newShop(services);
    await addPlacedStore(shop, 'A', SQUARE);
    const visitor = newVisitor();
    const enter = async (): Promise<boolean> =>
      valueOf(await enterFences(shop.ctx, { visitor, position: here })).stores[0]!.entered;
    const entered = await Promise.all(Array.from({ length: 20 }, enter));
    expect(entered.filter(Boolean)).toHaveLength(FENCE_DAY_CAP);
    services.clock.advanceMs(DAY_MS);
    expect(await enter()).toBe(true);
  });

  test('leaves no position behind', async () => {
    const shop = await newShop(services);
    await addPlacedStore(shop, 'A', SQUARE);
    await enterFences(shop.ctx, { visitor: newVisitor(), position: at(31.2311, 121.4744) });
    const [row] = await inRead(shop.ctx, (tx) =>
      tx.many<object>(sql`select * from fence_entry where merchant_id = ${tx.merchantId}`),
    );
    expect(Object.keys(row!).sort()).toEqual(['day', 'entries', 'last_at', 'merchant_id', 'store_id', 'visitor']);
  });

  test('that jumps as nobody can travel is refused, and later on is not', async () => {
    const shop = await newShop(services);
    await addPlacedStore(shop, 'SH', SQUARE);
    await addPlacedStore(shop, 'BJ', { latitude: 39.9042, longitude: 116.4074 });
    const visitor = newVisitor();
    valueOf(await enterFences(shop.ctx, { visitor, position: here }));
    services.clock.advanceMs(5 * MINUTE_MS);
    const beijing = at(39.9042, 116.4074);
    const jumps = await Promise.all([1, 2].map(() => enterFences(shop.ctx, { visitor, position: beijing })));
    expect(tally(jumps)).toEqual({ position_implausible: 2 });
    services.clock.advanceMs(3 * HOUR_MS);
    expect(codeOf(await enterFences(shop.ctx, { visitor, position: beijing }))).toBe('ok');
  });
});
