import { expect, test } from 'vitest';
import { circleOf } from '@shuke/customer';
import { inRead, relayOnce } from '@shuke/db';
import { must } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { testCopies } from '../copy/test/test-copies.ts';
import { guestStanding, withReader } from '../index.ts';
import { readOwnBuying, readPeers } from '../wallet/wallet-store.ts';
import { merge, openShop, receiptsOf, record, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
testCopies(services);

/** Forty guests who each come twice, guest n spending n yuan each time; `old` came last more than a year ago, `new` last week. */
async function openStreet(): Promise<Shop> {
  const shop = await openShop(services);
  const twice = Array.from({ length: 40 }, (_, i) => i + 1).map(
    (n) => `
      S1 2025-06-10T10:00 g${n} till tea:drinks*1=${n}.00
      S1 2026-01-10T10:00 g${n} till tea:drinks*1=${n}.00`,
  );
  const rest = `
      S1 2024-06-01T10:00 old till tea:drinks*1=900.00
      S1 2026-03-03T10:00 new till tea:drinks*1=10.00
      S1 2026-03-04T10:00 -   till tea:drinks*1=10.00`;
  await record(shop, receiptsOf(twice.join('') + rest));
  return shop;
}

const known = (shop: Shop, name: string): string => must(shop.customers.get(name), 'the guest bought');

test('the share of a guest is held against the best tenth, newcomers are told, and merged customers count together', async () => {
  const shop = await openStreet();
  const standing = (name: string) => guestStanding(shop.ctx, known(shop, name));
  // The 36th of forty spends 72.00 within the year.
  expect(await standing('g36')).toEqual({ newcomer: false, shareBps: 10_000 });
  expect(await standing('g9')).toEqual({ newcomer: false, shareBps: 2_500 });
  expect(await standing('new')).toEqual({ newcomer: true, shareBps: null });
  expect(await standing('old')).toEqual({ newcomer: false, shareBps: null });
  await merge(shop, known(shop, 'g9'), known(shop, 'g18'));
  expect(await standing('g9')).toEqual({ newcomer: false, shareBps: 7_500 });
  expect(await standing('g18')).toEqual({ newcomer: false, shareBps: 7_500 });
});

test('both engines read the same', async () => {
  const shop = await openStreet();
  await relayOnce(services);
  const year = { from: '2025-03-11', to: '2026-03-10' };
  const storeId = must(shop.stores.get('S1'), 'the store is there');
  const circle = await inRead(shop.ctx, async (tx) =>
    (await circleOf(tx, [known(shop, 'g7')])).get(known(shop, 'g7'))!,
  );
  const read = (engine: 'duckdb' | 'postgres') =>
    withReader(
      shop.ctx,
      async (reader) => [await readOwnBuying(reader, circle, year), await readPeers(reader, storeId, year)],
      { engine },
    );
  expect(await read('duckdb')).toEqual(await read('postgres'));
  expect(await read('postgres')).toEqual([
    { firstDay: expect.any(Number), orders: 2, minor: 1_400, storeId },
    { guests: 40, bestTenthMinor: 7_200 },
  ]);
});
