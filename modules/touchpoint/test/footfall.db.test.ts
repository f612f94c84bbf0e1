import { describe, expect, test } from 'vitest';
import { inRead, inTx, sql } from '@shuke/db';
import { MINUTE_MS, newId, ok, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { getFootfall } from '../footfall/footfall-report.ts';
import { recordCounts, recordSightings } from '../footfall/record-footfall.ts';
import { bindVisitor, insertHappenings, meetVisitor } from '../happening-store.ts';
import { codeOf, newShop, valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-31T00:00:00Z');
const START = Date.parse('2026-03-09T00:00:00Z');
const at = (minute: number): string => new Date(START + minute * MINUTE_MS).toISOString();
const span = { from: '2026-03-09T00:00:00Z', to: '2026-03-30T00:00:00Z' };

interface Stay {
  device: string;
  from: number;
  minutes: number;
}

/** One that stays is seen each minute. */
const seenOf = ({ device, from, minutes }: Stay) =>
  Array.from({ length: minutes + 1 }, (_, n) => ({ storeCode: 'S1', device, at: at(from + n) }));

/** Makes a device somebody's and has them order during a stay. */
async function orderDuring(shop: Shop, stays: readonly (Stay & { amountMinor: number })[]): Promise<void> {
  await inTx(shop.ctx, {}, async (tx) => {
    for (const { device, from, amountMinor } of stays) {
      const visitor = shop.ctx.vault.hash(tx.merchantId, 'device', device);
      const customerId = (await meetVisitor(tx, visitor)) ?? newId();
      await bindVisitor(tx, visitor, customerId);
      const order = { touchpointId: null, storeId: shop.storeId, customerId, orderId: newId(), amountMinor };
      await insertHappenings(tx, [{ ...order, kind: 'order', at: new Date(at(from + 1)) }]);
    }
    return ok(null);
  });
}

async function recordAll(shop: Shop, stays: readonly Stay[]): Promise<void> {
  const rows = stays.flatMap(seenOf);
  for (let n = 0; n < rows.length; n += 1000)
    valueOf(await recordSightings(shop.ctx, { sightings: rows.slice(n, n + 1000) }));
}

describe('footfall', () => {
  test('finds what was found in the field: pairs stay eight minutes where one alone stays two to four, and spend 1.2 times', async () => {
    const shop = await newShop(services);
    const random = seededRandom(7);
    const pairs: (Stay & { amountMinor: number })[] = [];
    const alone: (Stay & { amountMinor: number })[] = [];
    for (let n = 0; n < 40; n += 1) {
      for (const day of [n % 10, 10 + (n % 10)]) {
        const from = day * 1440 + 480 + Math.floor(n / 10) * 60;
        pairs.push({ device: `pair-${n}-a`, from, minutes: 8, amountMinor: 3600 });
        pairs.push({ device: `pair-${n}-b`, from: from + random.int(2), minutes: 8, amountMinor: 3600 });
      }
    }
    for (let n = 0; n < 120; n += 1) {
      const from = (n % 20) * 1440 + 480 + 30 + Math.floor(n / 20) * 60 + random.int(20);
      alone.push({ device: `alone-${n}`, from, minutes: 2 + random.int(3), amountMinor: 3000 });
    }
    await recordAll(shop, [...pairs, ...alone]);
    await orderDuring(shop, [...pairs, ...alone]);
    const {
      pairs: found,
      wifi,
      scan,
      counter,
    } = valueOf(await getFootfall(shop.ctx, { ...span, storeId: shop.storeId }));
    expect([found.source, found.pairs, found.spendRatio]).toEqual(['wifi', 40, 1.2]);
    expect(found.together).toMatchObject({ visits: 160, dwellMeanMinutes: 8, orders: 160, spendMean: '36.00' });
    expect(found.alone).toMatchObject({ visits: 120, orders: 120, spendMean: '30.00' });
    expect(found.alone.dwellMeanMinutes).toBeGreaterThan(2);
    expect(found.alone.dwellMeanMinutes).toBeLessThan(4);
    expect([wifi.visits, wifi.visitors, scan.visits, counter.entries]).toEqual([280, 200, 0, 0]);
  });

  test('keeps counters, Wi-Fi and scans apart, in the answer and in the view', async () => {
    const shop = await newShop(services);
    const count = { storeCode: 'S1', counter: 'door', from: at(0), until: at(60) };
    valueOf(await recordCounts(shop.ctx, { counts: [{ ...count, entries: 40 }] }));
    await recordAll(shop, [{ device: 'device-1', from: 5, minutes: 3 }]);
    await inTx(shop.ctx, {}, async (tx) => {
      const scan = { kind: 'scan', touchpointId: null, storeId: shop.storeId, customerId: null } as const;
      const visitors = [1, 2].map((n) => ({ ...scan, visitor: Buffer.alloc(16, n), at: new Date(at(10)) }));
      return ok(await insertHappenings(tx, visitors));
    });
    const found = valueOf(await getFootfall(shop.ctx, span));
    expect([found.counter.entries, found.wifi.visits, found.scan.visits, found.scan.seenOnce]).toEqual([40, 1, 2, 2]);
    const rows = await inRead(shop.ctx, (tx) =>
      tx.many(sql`select source, entries from pub_footfall where merchant_id = ${tx.merchantId} order by source`),
    );
    expect(rows).toEqual([
      { source: 'counter', entries: 40 },
      { source: 'scan', entries: 2 },
      { source: 'wifi', entries: 1 },
    ]);
  });

  test('is corrected by a counter that tells of the same moment again, and not changed by a repeat of sightings', async () => {
    const shop = await newShop(services);
    const count = { storeCode: 'S1', counter: 'door', from: at(0), until: at(60) };
    for (const entries of [40, 40, 42]) valueOf(await recordCounts(shop.ctx, { counts: [{ ...count, entries }] }));
    for (const taken of [4, 0]) {
      const sightings = seenOf({ device: 'device-1', from: 0, minutes: 3 });
      expect(valueOf(await recordSightings(shop.ctx, { sightings }))).toEqual({ taken });
    }
    expect(valueOf(await getFootfall(shop.ctx, span)).counter).toEqual({ entries: 42, counters: 1 });
  });

  test('of a store that is not there, or of a moment that ends before it begins, is refused whole', async () => {
    const shop = await newShop(services);
    const good = { storeCode: 'S1', counter: 'door', from: at(0), until: at(60), entries: 1 };
    const record = async (own: object) =>
      codeOf(await recordCounts(shop.ctx, { counts: [good, { ...good, counter: 'b', ...own }] }));
    expect(await record({ storeCode: 'S9' })).toBe('not_found');
    expect(await record({ until: at(0) })).toBe('invalid_request');
    expect(valueOf(await getFootfall(shop.ctx, span)).counter.counters).toBe(0);
  });

  test('keeps no device’s name', async () => {
    const shop = await newShop(services);
    await recordAll(shop, [{ device: 'aa:bb:cc:dd:ee:ff', from: 0, minutes: 1 }]);
    const rows = await inRead(shop.ctx, (tx) =>
      tx.many<{ text: string }>(
        sql`select footfall_sighting::text as text from footfall_sighting where merchant_id = ${tx.merchantId}`,
      ),
    );
    expect(rows.length).toBe(2);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('aa:bb:cc:dd:ee:ff').toString('hex'));
    expect(JSON.stringify(rows)).not.toContain('aa:bb');
  });
});
