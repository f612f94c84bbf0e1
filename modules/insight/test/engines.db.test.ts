import { beforeAll, describe, expect, test } from 'vitest';
import { relayOnce } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { withReader } from '../index.ts';
import { testCopies } from '../copy/test/test-copies.ts';
import { everything } from './everything.ts';
import { openRandomShop, type RandomShop } from './random-shop.ts';
import { FEBRUARY } from './hand-shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
testCopies(services);

const QUESTIONS = [
  {},
  FEBRUARY,
  { from: '2025-08-15', to: '2026-02-20' },
  { ...FEBRUARY, compare: 'last_year' as const },
  { ...FEBRUARY, compareFrom: '2025-11-01', compareTo: '2026-02-14' },
];

let random: RandomShop;
beforeAll(async () => {
  random = await openRandomShop(services, 9, { stores: { A: 'Asia/Shanghai', B: 'Asia/Tokyo' } });
  await relayOnce(services);
});

describe.each(QUESTIONS)('asked for %o', (asked) => {
  test.each([null, 'A', 'B'])('in store %s the copy and PostgreSQL give the same answers', async (code) => {
    const { ctx, stores } = random.shop;
    const storeId = code === null ? undefined : stores.get(code)!;
    const fromPostgres = await everything(ctx, { ...asked, storeId });
    await withReader(ctx, async () => null, { engine: 'duckdb' });
    const fromCopy = await everything(ctx, { ...asked, storeId });
    for (const [name, { freshness, ...answer }] of Object.entries(fromCopy)) {
      expect([name, freshness]).toMatchObject([name, { engine: 'duckdb' }]);
      const { freshness: _, ...expected } = fromPostgres[name]!;
      expect(answer).toEqual(expected);
    }
  });
});
