import { expect, test } from 'vitest';
import { inRead } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { concentration, coreList, dailySeries, listCustomers, overview, salesByStore } from '../dashboards.ts';
import { customerFacts } from '../index.ts';
import { openRandomShop } from './random-shop.ts';
import { merge, openShop, receiptsOf, record, unmerge, valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');

/** Everything that is counted in customers. */
const figures = async ({ ctx }: Shop) => ({
  facts: await inRead(ctx, (tx) => customerFacts(tx, { asOf: '2026-02-28', favourites: true })),
  overview: valueOf(await overview(ctx, {})),
  daily: valueOf(await dailySeries(ctx, {})),
  stores: valueOf(await salesByStore(ctx, {})),
  concentration: valueOf(await concentration(ctx, {})),
  core: valueOf(await coreList(ctx, { limit: 200 })),
  customers: valueOf(await listCustomers(ctx, { limit: 200 })),
});

test('un-merging brings every figure back, and merging again the others', async () => {
  const { shop, links } = await openRandomShop(services, 7, { stores: { A: 'Asia/Shanghai', B: 'Asia/Tokyo' } });
  const merged = await figures(shop);
  for (const from of links.keys()) await unmerge(shop, from);
  const apart = await figures(shop);
  expect(apart.facts).toHaveLength(45);
  expect(merged.facts).toHaveLength(45 - links.size);
  for (const [from, into] of links) await merge(shop, from, into);
  expect(await figures(shop)).toEqual(merged);
  for (const from of links.keys()) await unmerge(shop, from);
  expect(await figures(shop)).toEqual(apart);
});

test('merged customers are one guest with one rhythm, who was new once', async () => {
  const shop = await openShop(services);
  await record(
    shop,
    receiptsOf(`
      S1 2026-02-01T09:10 ann  till tea:drinks*1=20.00
      S1 2026-02-08T09:10 anna till cake:meals*1=30.00 tea:drinks*1=1.00
      S1 2026-02-15T09:10 ann  till cake:meals*1=20.00
      S1 2026-02-15T09:10 bob  till cake:meals*1=20.00`),
  );
  const [ann, anna] = [shop.customers.get('ann')!, shop.customers.get('anna')!];
  await merge(shop, ann, anna);
  const [fact, ...others] = await inRead(shop.ctx, (tx) =>
    customerFacts(tx, { asOf: '2026-02-15', favourites: true }),
  ).then((facts) => facts.toSorted((a, b) => b.orders - a.orders));
  expect(others).toHaveLength(1);
  expect(fact).toMatchObject({
    customerId: anna,
    firstDay: '2026-02-01',
    visitDays: 3,
    orders: 3,
    monetaryMinor: 7100,
    medianGapDays: 7,
    gapIsOwn: true,
    // As many lines of each, more money for cake.
    favouriteSku: 'cake',
  });
  const asked = { from: '2026-02-08', to: '2026-02-15' };
  expect(valueOf(await overview(shop.ctx, asked)).transactions).toMatchObject({ guests: 2, newGuests: 1 });
  expect(valueOf(await salesByStore(shop.ctx, asked)).stores).toMatchObject([{ guests: 2 }]);
});
