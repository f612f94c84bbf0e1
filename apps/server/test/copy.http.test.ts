import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relayOnce } from '@shuke/db';
import { openCopies, type Copies } from '@shuke/insight';
import { must, seededRandom } from '@shuke/kernel';
import { CopyWorld } from './copy-world.ts';
import { done, openHouse, openTenant } from './house.ts';
import { expectSameCopy } from './same-copy.ts';

const house = openHouse();
const dir = mkdtempSync(join(tmpdir(), 'shuke-copies-'));
let copies: Copies;

beforeAll(async () => {
  const options = { dir, memoryMb: 256, threads: 2, footfallEveryMs: 0 };
  copies = must(await openCopies(house.services, options), 'the folder is ours');
});

afterAll(async () => {
  await copies?.close();
  rmSync(dir, { recursive: true, force: true });
});

const SEEDS = (process.env.SHUKE_COPY_SEEDS ?? '1 3').split(' ').map(Number);
const HAPPENINGS = 100;
/** Rows that all histories came to, by table: an empty one would have been compared with nothing. */
const everRows = new Map<string, number>();
const SLOW_MS = 300_000;

describe('a copy that follows', () => {
  test.each(SEEDS)('holds what PostgreSQL shows after any history (seed %i)', { timeout: SLOW_MS }, async (seed) => {
    const random = seededRandom(seed);
    const world = await CopyWorld.open(house, random);
    const history: string[] = [];
    for (let n = 0; n < HAPPENINGS; n += 1) {
      history.push(await world.happen());
      if (random.int(6) > 0) continue;
      await world.settle();
      await expectSameCopy(house, world.tenant.merchantId).catch((error: unknown) => {
        throw new Error(`after ${history.splice(0).join(', ')}: ${(error as Error).message}`, { cause: error });
      });
      history.length = 0;
    }
    await world.settle();
    const counts = await expectSameCopy(house, world.tenant.merchantId);
    for (const [table, rows] of Object.entries(counts)) everRows.set(table, (everRows.get(table) ?? 0) + rows);
  });

  test('was compared in every table', () => {
    expect([...everRows].filter(([, rows]) => rows === 0)).toEqual([]);
  });
});

describe('somebody who is erased', () => {
  test('leaves no trace in any file of a copy', async () => {
    const { merchantId, key: headers } = await openTenant(house);
    const post = (url: string, body: object) => done(house, url, { method: 'POST', headers, body });
    const { customerId } = await post('/v1/customers', { identifiers: [{ kind: 'member_no', value: 'FINCH' }] });
    const one = `/v1/customers/${customerId as string}`;
    await post(`${one}/tags`, { dimension: 'free', value: 'zebra-finch' });
    await relayOnce(house.services);
    expect((await expectSameCopy(house, merchantId)).pub_customer_tag).toBe(1);
    await copies.copy(merchantId).close();
    expect(filesWith('zebra-finch')).toEqual([`${merchantId}.duckdb`]);
    await post(`${one}/erasures`, { because: 'guest_asked' });
    await relayOnce(house.services);
    expect((await expectSameCopy(house, merchantId)).pub_customer_tag).toBe(0);
    expect(filesWith('zebra-finch')).toEqual([]);
  });
});

const filesWith = (words: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && readFileSync(join(one.parentPath, one.name)).includes(words))
    .map(({ name }) => name);
