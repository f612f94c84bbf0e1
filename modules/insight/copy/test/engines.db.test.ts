import { describe, expect, it } from 'vitest';
import { relayOnce, sql, type Statement } from '@shuke/db';
import { seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { openRandomShop, type RandomShop } from '../../test/random-shop.ts';
import type { Engine } from '../asks.ts';
import { withReader } from '../reader.ts';
import { randomQuestion } from './random-question.ts';
import { testCopies } from './test-copies.ts';

const services = testServices();
testCopies(services);

const QUESTIONS = 200;

type Answer = readonly unknown[] | string;

const answers = ({ shop }: RandomShop, questions: readonly Statement[], engine: Engine): Promise<Answer[]> =>
  withReader(
    shop.ctx,
    async (reader) => {
      const all: Answer[] = [];
      for (const question of questions) all.push(await reader.many(question));
      return all;
    },
    { engine },
  );

describe('the same text on both engines', () => {
  it('has the same rows, of the same types, for random questions on random data', async () => {
    const random = seededRandom(7);
    const made = await openRandomShop(services, 3, { stores: { S1: 'Asia/Shanghai', S2: 'America/New_York' } });
    await relayOnce(services);
    const { ctx, stores, customers } = made.shop;
    const known = {
      merchantId: ctx.actor.merchantId,
      storeIds: [...stores.values()],
      customerIds: [...customers.values()],
    };
    const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random, known));
    const [copied, own] = [await answers(made, questions, 'duckdb'), await answers(made, questions, 'postgres')];
    questions.forEach(({ text }, i) => expect({ text, rows: copied[i] }).toStrictEqual({ text, rows: own[i] }));
    expect(own.filter((rows) => rows.length > 0).length).toBeGreaterThan(QUESTIONS / 2);
  });

  it('means the same by division, nulls, and lists', async () => {
    const made = await openRandomShop(services, 4, {});
    await relayOnce(services);
    const questions = [
      sql`select 7 / 2 as a, -7 / 2 as b, 7 % 3 as c, null::bigint as d`,
      sql`select x from (values (2), (null), (1)) as v (x) order by x`,
      sql`select x from (values (2), (null), (1)) as v (x) order by x desc`,
      sql`select x from unnest(${['b', 'a', 'B', '茶']}::text[]) as n (x) order by x collate "C"`,
      sql`select md5(x::text) as m, x from unnest(${[1, 2]}::bigint[]) as n (x) order by x`,
      sql`select date '2026-03-01' + 7 as d, date '2026-03-01' - date '2026-02-01' as n, ${true}::boolean as b`,
      sql`select sum(x) as s, max(x) as m from unnest(${[]}::bigint[]) as n (x)`,
      sql`select ordered_local from pub_order where merchant_id = ${made.shop.ctx.actor.merchantId} order by order_id limit 3`,
    ];
    expect(await answers(made, questions, 'duckdb')).toStrictEqual(await answers(made, questions, 'postgres'));
  });
});
