import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AudienceRule } from '@shuke/contract';
import { openCopies, withReader, type Reader } from '@shuke/insight';
import { seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { answerBySql } from '../count-people.ts';
import type { Questions } from '../rule/question.ts';
import { Crew } from '../threads/crew.ts';
import { questionsOf } from './ask.ts';
import { randomRule } from './random-rule.ts';
import { openRandomShop, type RandomShop } from './random-shop.ts';
import { reference } from './reference.ts';

const services = testServices('2026-03-10T08:00:00Z');
const dir = mkdtempSync(join(tmpdir(), 'shuke-audience-'));
const shops: RandomShop[] = [];
// Each person is in one of three shares, so that what is asked is put together from all of them.
const crew = new Crew(3);
let copies: Awaited<ReturnType<typeof openCopies>>;

beforeAll(async () => {
  copies = await openCopies(services, { dir, memoryMb: 512, threads: 1 });
  for (const seed of [1, 2]) shops.push(await openRandomShop(services, seed));
});
afterAll(async () => {
  await crew.close();
  await copies?.close();
  rmSync(dir, { recursive: true, force: true });
});

const RULES = 30;
const DAYS = ['2026-03-10', '2026-02-20', '2026-01-25'];
const EVERYBODY = { explain: true, sample: 100 };
const COUNT = { explain: false, sample: 0 };

/** The same questions to each engine, with the plain reckoning that all must equal. */
async function asked({ shop, world, names }: RandomShop, engine: 'duckdb' | 'postgres'): Promise<void> {
  const random = seededRandom(7);
  const drawn = Array.from({ length: RULES }, () => ({ rule: randomRule(random, names), asOf: random.pick(DAYS) }));
  const resolved: Questions[] = [];
  for (const { rule, asOf } of drawn) resolved.push(await questionsOf(shop.ctx, rule, asOf));
  await withReader(
    shop.ctx,
    async (reader) => {
      const index = await crew.build(reader);
      for (const [i, { rule, asOf }] of drawn.entries()) {
        const bySql = await answerBySql(reader, resolved[i]!, EVERYBODY);
        const label = `${JSON.stringify(rule)} as of ${asOf}`;
        expect(bySql.sample.toSorted(), label).toEqual(reference(world, rule, asOf));
        const byIndex = await index.count(resolved[i]!, EVERYBODY);
        expect(byIndex.parts, label).toEqual(bySql.parts);
        expect(
          byIndex.sample.map(({ personId }) => personId),
          label,
        ).toEqual(bySql.sample);
        // Without its parts each condition is asked only of whom the ones before left.
        expect((await index.count(resolved[i]!, COUNT)).people, label).toBe(bySql.people);
      }
      index.drop();
    },
    { engine },
  );
}

describe('random rules as of random days mean the same people by a plain reckoning, by SQL and by the index', () => {
  test.each([0, 1])('shop %i on PostgreSQL', (at) => asked(shops[at]!, 'postgres'));
  test.each([0, 1])('shop %i on the copy', (at) => asked(shops[at]!, 'duckdb'));
});

/** What SQL says of each, and what the index. */
async function counted(reader: Reader, asked: readonly Questions[]) {
  const index = await crew.build(reader);
  const counts: (readonly [bySql: number, byIndex: number])[] = [];
  for (const questions of asked) {
    const { people } = await answerBySql(reader, questions, COUNT);
    counts.push([people, (await index.count(questions, COUNT)).people]);
  }
  index.drop();
  return counts;
}

describe('what random rules do not ask', () => {
  const kept = (names: RandomShop['names']): AudienceRule[] => [
    { is: 'bought', kept: true },
    { is: 'bought', kept: true, orders: { least: 4 } },
    { is: 'bought', orders: { least: 4 } },
    { is: 'bought', kept: true, days: { least: 2 }, when: { lastDays: 40 } },
    { is: 'bought', kept: true, units: { least: 3 }, categories: [...names.categories] },
    { is: 'bought', kept: true, amount: { least: '10.50' }, skus: [names.skus[0]!], orders: { least: 1 } },
    { is: 'first_bought', kept: true, daysAgo: { least: 20 } },
    { is: 'last_bought', kept: true, skus: names.skus.slice(0, 2), daysAgo: { least: 20 } },
    { is: 'sequence', first: { kept: true }, next: { kept: true, skus: names.skus.slice(1) }, withinDays: 9 },
    { is: 'bought', units: { least: 4 }, amount: { least: '20.00' } },
    { is: 'place', which: 'usual', storeIds: names.stores.slice(0, 1) },
  ];

  test.each([0, 1])('is the same by SQL on both engines and by the index, in shop %i', async (at) => {
    const { shop, names } = shops[at]!;
    const asked: Questions[] = [];
    for (const rule of kept(names)) asked.push(await questionsOf(shop.ctx, rule));
    const answers: (readonly [bySql: number, byIndex: number])[][] = [];
    for (const engine of ['postgres', 'duckdb'] as const) {
      answers.push(await withReader(shop.ctx, (reader) => counted(reader, asked), { engine }));
    }
    const [onPostgres, onCopy] = answers.map((counts) => counts.map(([bySql]) => bySql));
    expect(onCopy).toEqual(onPostgres);
    for (const counts of answers) for (const [bySql, byIndex] of counts) expect(byIndex).toBe(bySql);
  });
});
