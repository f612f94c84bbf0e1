import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCopies, withReader, type Reader } from '@shuke/insight';
import { testServices } from '@shuke/testkit';
import { Crew } from '../threads/crew.ts';
import { Keeper, type KeeperLimits } from '../threads/keeper.ts';
import { ThreadLost } from '../threads/thread.ts';
import { questionsOf } from './ask.ts';
import * as shops from './shop.ts';
import type { Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
const elsewhere = testServices('2026-03-10T04:00:00Z');
const dir = mkdtempSync(join(tmpdir(), 'shuke-keeper-'));
const crew = new Crew(2);
let copies: Awaited<ReturnType<typeof openCopies>>;

beforeAll(async () => {
  copies = await openCopies(services, { dir, memoryMb: 256, threads: 1 });
});
afterAll(async () => {
  await crew.close();
  await copies?.close();
  rmSync(dir, { recursive: true, force: true });
});

const MINUTE = { leastLines: 2, mostLines: 10, mostAgeMs: 60_000 };

const keeperWith = (limits: KeeperLimits): Keeper => new Keeper(limits, crew);

async function shopOf(lines: number): Promise<Shop> {
  const shop = await shops.openShop(services, [{ sku: 'tea', category: 'drinks' }], 1);
  await buy(shop, lines);
  return shop;
}

async function buy(shop: Shop, lines: number): Promise<void> {
  const line = { sku: 'tea', milli: 1000, amount: 500 };
  const [storeId, customerId] = [shop.stores[0]!, await shops.newPerson(shop)];
  const receipt = { storeId, customerId, source: 'till', at: '2026-03-09T12:00', lines: Array(lines).fill(line) };
  await shops.sell(shop, [receipt]);
  await withReader(shop.ctx, async () => {}, { engine: 'duckdb' });
}

/** The index once whatever asking for it has begun is done. */
async function settled(keeper: Keeper, { ctx }: Shop) {
  keeper.get(ctx);
  await keeper.settled();
  return keeper.get(ctx);
}

test('who asks first is not made to wait, and the index is there for the next', async () => {
  const shop = await shopOf(3);
  const keeper = keeperWith(MINUTE);
  expect(keeper.get(shop.ctx)).toBeNull();
  await keeper.settled();
  expect(keeper.get(shop.ctx)?.index.lines).toBe(3);
});

test('many who ask at once have one index made', async () => {
  const shop = await shopOf(3);
  const keeper = keeperWith(MINUTE);
  const asked = Array.from({ length: 20 }, async () => settled(keeper, shop));
  expect(new Set(await Promise.all(asked)).size).toBe(1);
});

test('a young index answers as it was made, an old one not at all, and a new one knows what happened since', async () => {
  const shop = await shopOf(3);
  const young = keeperWith(MINUTE);
  const first = await settled(young, shop);
  await buy(shop, 2);
  expect(await settled(young, shop)).toBe(first);
  expect(first?.index.lines).toBe(3);
  expect(await settled(keeperWith({ ...MINUTE, mostAgeMs: 0 }), shop)).toBeNull();
  expect((await settled(keeperWith(MINUTE), shop))?.index.lines).toBe(5);
});

test.each<[string, number, Partial<KeeperLimits>]>([
  ['few lines, which SQL counts as quickly', 1, {}],
  ['more lines than a process may hold', 12, {}],
])('no index is made of %s', async (_, lines, own) => {
  expect(await settled(keeperWith({ ...MINUTE, ...own }), await shopOf(lines))).toBeNull();
});

test('the index that was made first makes room for others', async () => {
  const [first, second, third] = [await shopOf(4), await shopOf(4), await shopOf(4)];
  const keeper = keeperWith(MINUTE);
  await settled(keeper, first);
  await settled(keeper, second);
  await settled(keeper, third);
  expect(keeper.get(second.ctx)).not.toBeNull();
  expect(keeper.get(third.ctx)).not.toBeNull();
  expect(keeper.get(first.ctx)).toBeNull();
  await keeper.settled();
});

test('without a copy no index is made, for PostgreSQL would have to pass over all lines', async () => {
  const { ctx } = await shops.openShop(elsewhere, [{ sku: 'tea', category: 'drinks' }], 1);
  const keeper = keeperWith({ ...MINUTE, leastLines: 0 });
  keeper.get(ctx);
  await keeper.settled();
  expect(keeper.get(ctx)).toBeNull();
});

test('where its threads are lost an index says so, and the next one is made by others', async () => {
  const shop = await shopOf(3);
  const own = new Crew(2);
  const keeper = new Keeper(MINUTE, own);
  const questions = await questionsOf(shop.ctx, { is: 'bought' });
  const count = async () => (await settled(keeper, shop))?.index.count(questions, { explain: false, sample: 0 });
  expect(await count()).toMatchObject({ people: 1 });
  await own.close();
  await expect(count()).rejects.toThrow(ThreadLost);
  keeper.forget(shop.ctx);
  expect(await count()).toMatchObject({ people: 1 });
  await own.close();
});

test('an index whose reading fails is not made, and the threads make the next', async () => {
  const shop = await shopOf(3);
  const lines = await withReader(
    shop.ctx,
    async (reader) => {
      const many: Reader['many'] = async (statement) => {
        if (statement.text.includes('product_no')) throw new Error('the disk is gone');
        return reader.many(statement);
      };
      await expect(crew.build({ ...reader, many })).rejects.toThrow('the disk is gone');
      return (await crew.build(reader)).lines;
    },
    { engine: 'postgres' },
  );
  expect(lines).toBe(3);
});
