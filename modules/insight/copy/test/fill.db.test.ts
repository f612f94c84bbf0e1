import { describe, expect, it } from 'vitest';
import { relayOnce, sql } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { openRandomShop } from '../../test/random-shop.ts';
import { withReader } from '../reader.ts';
import { expectSame } from './same.ts';
import { testCopies } from './test-copies.ts';

const services = testServices();
testCopies(services);

describe('the first fill of a copy', () => {
  it('holds what every published view shows, and nothing of other merchants', async () => {
    const terms = { stores: { S1: 'Asia/Shanghai', S2: 'Europe/Berlin' } };
    await openRandomShop(services, 2, terms);
    const { shop } = await openRandomShop(services, 1, terms);
    await relayOnce(services);
    const counts = await expectSame(shop.ctx);
    expect(counts.pub_order).toBeGreaterThan(200);
    expect(counts.pub_order_line).toBeGreaterThan(400);
    expect(counts.pub_customer_link).toBeGreaterThan(3);
    const merchants = await withReader(
      shop.ctx,
      (reader) => reader.many(sql`select distinct merchant_id from pub_order`),
      { engine: 'duckdb' },
    );
    expect(merchants).toEqual([{ merchant_id: shop.ctx.actor.merchantId }]);
  });
});
