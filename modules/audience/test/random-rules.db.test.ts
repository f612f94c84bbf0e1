import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AudienceRule } from '@shuke/contract';
import { inRead } from '@shuke/db';
import { openCopies, withReader } from '@shuke/insight';
import { seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { answerBySql } from '../count-people.ts';
import { readGround, withClasses } from '../known.ts';
import { answerFrom } from '../postings/answer.ts';
import { buildPostings } from '../postings/build.ts';
import type { Questions } from '../rule/question.ts';
import { readRule } from '../rule/read-rule.ts';
import { resolve } from '../rule/resolve.ts';
import { randomRule } from './random-rule.ts';
import { openRandomShop, type RandomShop } from './random-shop.ts';
import { reference } from './reference.ts';
import { valueOf } from './shop.ts';

const services = testServices('2026-03-10T08:00:00Z');
const dir = mkdtempSync(join(tmpdir(), 'shuke-audience-'));
const shops: RandomShop[] = [];
let copies: Awaited<ReturnType<typeof openCopies>>;

beforeAll(async () => {
  copies = await openCopies(services, { dir, memoryMb: 512, threads: 1 });
  for (const seed of [1, 2]) shops.push(await openRandomShop(services, seed));
});
afterAll(async () => {
  await copies?.close();
  rmSync(dir, { recursive: true, force: true });
});

const RULES = 30;
const DAYS = ['2026-03-10', '2026-02-20', '2026-01-25'];
const EVERYBODY = { explain: true, sample: 100 };

/** The same questions to each engine, with the plain reckoning that all must equal. */
async function asked({ shop, world, names }: RandomShop, engine: 'duckdb' | 'postgres'): Promise<void> {
  const random = seededRandom(7);
  const drawn = Array.from({ length: RULES }, () => ({ rule: randomRule(random, names), asOf: random.pick(DAYS) }));
  const resolved: Questions[] = [];
  for (const { rule, asOf } of drawn) resolved.push(await questionsOf(shop.ctx, rule, asOf));
  await withReader(
    shop.ctx,
    async (reader) => {
      const postings = await buildPostings(reader);
      for (const [i, { rule, asOf }] of drawn.entries()) {
        const bySql = await answerBySql(reader, resolved[i]!, EVERYBODY);
        const label = `${JSON.stringify(rule)} as of ${asOf}`;
        expect(bySql.sample.toSorted(), label).toEqual(reference(world, rule, asOf));
        const fromPostings = answerFrom(postings, resolved[i]!, EVERYBODY);
        expect(fromPostings?.parts, label).toEqual(bySql.parts);
        expect(fromPostings?.sample.toSorted(), label).toEqual(bySql.sample.toSorted());
      }
    },
    { engine },
  );
}

const questionsOf = (ctx: RandomShop['shop']['ctx'], input: AudienceRule, asOf: string): Promise<Questions> =>
  inRead(ctx, async (tx) => {
    const ground = await readGround(tx, asOf);
    const rule = valueOf(readRule(input, ground.currency));
    return valueOf(resolve(rule, await withClasses(tx, ground, [rule])));
  });

describe('random rules as of random days mean the same people by a plain reckoning, by SQL and by the index', () => {
  test.each([0, 1])('shop %i on PostgreSQL', (at) => asked(shops[at]!, 'postgres'));
  test.each([0, 1])('shop %i on the copy', (at) => asked(shops[at]!, 'duckdb'));
});
