import { beforeAll, describe, expect, test } from 'vitest';
import type { AudienceRule } from '@shuke/contract';
import { inRead } from '@shuke/db';
import { postgresReader } from '@shuke/insight';
import { testServices } from '@shuke/testkit';
import { countPeople, type CountPeople } from '../index.ts';
import { answerFrom } from '../postings/answer.ts';
import { buildPostings } from '../postings/build-here.ts';
import { questionsOf } from './ask.ts';
import * as shops from './shop.ts';
import { valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
const NAMES = ['ann', 'bob', 'cat', 'dan', 'eve'] as const;
type Name = (typeof NAMES)[number];
let shop: Shop;
const people = new Map<Name, string>();

const GOODS = [
  { sku: 'coffee', category: 'drinks' },
  { sku: 'tea', category: 'drinks' },
  { sku: 'cake', category: 'sweet' },
  { sku: 'bag', category: null },
];

// store, when, who, source, goods
const RECEIPTS = `
  1 2026-01-05T09:00 ann till   coffee
  1 2026-01-20T09:30 ann till   coffee cake
  2 2026-02-10T18:00 ann import cake
  1 2026-01-25T12:00 bob till   tea
  2 2026-02-01T12:00 bob till   cake
  1 2026-03-01T08:00 cat till   coffee coffee
  2 2026-03-09T01:00 dan till   bag
`;

beforeAll(async () => {
  shop = await shops.openShop(services, GOODS);
  for (const name of NAMES) people.set(name, await shops.newPerson(shop));
  const id = (name: string): string => people.get(name as Name)!;
  await shops.sell(
    shop,
    RECEIPTS.trim()
      .split('\n')
      .map((line) => {
        const [store, at, who, source, ...skus] = line.trim().split(/\s+/) as [string, string, string, string];
        const lines = skus.map((sku) => ({ sku, milli: 1000, amount: 1000 }));
        return { storeId: shop.stores[Number(store) - 1]!, at, customerId: id(who), source, lines };
      }),
  );
  const at = (day: string): Date => new Date(`${day}T04:00:00Z`);
  const sms = { purpose: 'marketing', channel: 'sms' } as const;
  await shops.say(shop, [
    { customerId: id('ann'), ...sms, granted: true, at: at('2026-01-10') },
    { customerId: id('bob'), ...sms, granted: true, at: at('2026-01-10') },
    { customerId: id('bob'), purpose: 'marketing', channel: 'any', granted: false, at: at('2026-02-10') },
  ]);
  await shops.advanceTo(shop, id('ann'), { to: 'member', at: at('2026-02-01') });
  await shops.scan(shop, id('eve'), at('2026-03-05'));
  await shops.avoid(shop, id('ann'), { value: 'cilantro', allergy: false });
  await shops.avoid(shop, id('bob'), { value: 'cilantro', allergy: true });
});

/** Who a rule means, by name: as SQL says and the index in memory. */
async function who(rule: AudienceRule, more: Partial<CountPeople> = {}): Promise<string> {
  const { people: count, sample } = valueOf(await countPeople(shop.ctx, { rule, sample: 20, ...more }));
  expect(sample).toHaveLength(count);
  const questions = await questionsOf(shop.ctx, rule, more.asOf);
  const postings = await inRead(shop.ctx, async (tx) => buildPostings(await postgresReader(tx)));
  const quick = answerFrom(postings, questions, { explain: false, sample: 20 });
  expect(quick.sample.map(({ personId }) => personId).toSorted()).toEqual(
    sample.map(({ personId }) => personId).toSorted(),
  );
  const found = new Set(sample.map(({ personId }) => personId));
  return NAMES.filter((name) => found.has(people.get(name)!)).join(' ');
}

describe('a rule means', () => {
  const drinks = { categories: ['drinks'] };
  test.each<[string, AudienceRule, string]>([
    ['who ever bought', { is: 'bought' }, 'ann bob cat dan'],
    ['who bought of a category', { is: 'bought', ...drinks }, 'ann bob cat'],
    ['who bought one of two products', { is: 'bought', skus: ['tea', 'bag'] }, 'bob dan'],
    ['who bought twice', { is: 'bought', orders: { least: 2 } }, 'ann bob'],
    ['who bought on one day', { is: 'bought', days: { most: 1 } }, 'cat dan'],
    ['two units in one order', { is: 'bought', ...drinks, units: { least: 2 }, orders: { most: 1 } }, 'cat'],
    ['for so much', { is: 'bought', amount: { least: '20.00', most: '20.00' } }, 'bob cat'],
    ['of a category for so much', { is: 'bought', categories: ['sweet'], amount: { least: '20.00' } }, 'ann'],
    ['within the last days', { is: 'bought', when: { lastDays: 10 } }, 'cat dan'],
    ['between days', { is: 'bought', when: { from: '2026-01-20', to: '2026-01-25' } }, 'ann bob'],
    ['on a Sunday', { is: 'bought', weekdays: [7] }, 'bob cat dan'],
    ['at nine', { is: 'bought', hours: [9] }, 'ann'],
    ['what did not come back', { is: 'bought', skus: ['bag'], kept: true }, 'dan'],
    ['by import', { is: 'bought', sources: ['import'] }, 'ann'],
    ['for the first time', { is: 'first_bought', daysAgo: { most: 30 } }, 'cat dan'],
    ['for the last time', { is: 'last_bought', daysAgo: { least: 25 } }, 'ann bob'],
    ['the one, then the other', { is: 'sequence', first: drinks, next: { skus: ['cake'] }, withinDays: 21 }, 'ann bob'],
    ['soon after', { is: 'sequence', first: drinks, next: { skus: ['cake'] }, withinDays: 7 }, 'bob'],
    ['a stage', { is: 'stage', stages: ['member', 'paid_member'] }, 'ann'],
    ['a tier that nobody has', { is: 'tier', tiers: ['gold', 'silver'] }, ''],
    ['a consent', { is: 'consent', purpose: 'marketing', channel: 'sms' }, 'ann'],
    ['a dislike', { is: 'tag', dimension: 'avoidance', values: ['cilantro'] }, 'ann bob'],
    ['an allergy', { is: 'tag', dimension: 'avoidance', values: ['cilantro'], allergy: true }, 'bob'],
    ['a touchpoint', { is: 'touchpoint', events: ['scan'], when: { lastDays: 7 } }, 'eve'],
    ['who is everybody', { is: 'share', salt: 'x', fromBps: 0, toBps: 10_000 }, 'ann bob cat dan eve'],
    ['who came to be known today', { is: 'profile', created: { lastDays: 1 } }, 'ann bob cat dan eve'],
    ['who was known before today', { is: 'profile', created: { to: '2026-03-09' } }, ''],
    ['a source that nobody came by', { is: 'profile', sources: ['nowhere'] }, ''],
    ['a class', { is: 'loyalty', classes: ['new'] }, 'cat dan'],
    ['an outlook, which is nobody’s among so few', { is: 'outlook', withinDays: 30, stillBps: { least: 0 } }, ''],
    [
      'all of several',
      {
        match: 'all',
        of: [
          { is: 'bought', ...drinks },
          { is: 'bought', skus: ['cake'] },
        ],
      },
      'ann bob',
    ],
    [
      'any of several',
      {
        match: 'any',
        of: [
          { is: 'bought', skus: ['bag'] },
          { is: 'bought', skus: ['tea'] },
        ],
      },
      'bob dan',
    ],
    ['none of several', { match: 'none', of: [{ is: 'bought' }] }, 'eve'],
  ])('%s', async (_, rule, expected) => {
    expect(await who(rule)).toBe(expected);
  });

  test('who was last, or mostly, in a store, and in the stores near one', async () => {
    const [first, second] = shop.stores as [string, string];
    expect(await who({ is: 'place', which: 'last', storeIds: [first] })).toBe('cat');
    expect(await who({ is: 'place', which: 'usual', storeIds: [first] })).toBe('ann cat');
    expect(await who({ is: 'place', which: 'last', near: { storeId: second, metres: 100 } })).toBe('ann bob dan');
    expect(await who({ is: 'place', which: 'last', near: { storeId: second, metres: 2_000 } })).toBe('ann bob cat dan');
  });
});

describe('as of an earlier day', () => {
  const asOf = '2026-02-05';
  test('what came later does not exist, and who was not known by then is not there', async () => {
    expect(await who({ is: 'bought' }, { asOf })).toBe('ann bob');
    expect(await who({ match: 'none', of: [{ is: 'bought', skus: ['tea'] }] }, { asOf })).toBe('ann');
    expect(await who({ is: 'last_bought', daysAgo: { most: 7 } }, { asOf })).toBe('bob');
    expect(await who({ is: 'consent', purpose: 'marketing', channel: 'sms' }, { asOf })).toBe('ann bob');
    expect(await who({ is: 'stage', stages: ['member'] }, { asOf: '2026-01-31' })).toBe('');
    const [first] = shop.stores as [string];
    expect(await who({ is: 'place', which: 'usual', storeIds: [first] }, { asOf: '2026-01-31' })).toBe('ann bob');
    expect(await who({ is: 'place', which: 'last', storeIds: [first] }, { asOf: '2026-01-31' })).toBe('ann bob');
    expect(await who({ is: 'profile', created: { to: '2026-03-10' } }, { asOf })).toBe('');
  });

  test('what is known as of today only is refused by name, with its place in the rule', async () => {
    const rule = { match: 'all', of: [{ is: 'bought' }, { is: 'tag', dimension: 'taste', values: ['x'] }] };
    const refused = await countPeople(shop.ctx, { rule, asOf });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'audience_rule_not_dated', facts: { path: 'of.1' } } });
    const future = await countPeople(shop.ctx, { rule: { is: 'bought' }, asOf: '2026-03-11' });
    expect(future).toMatchObject({ ok: false, refusal: { code: 'audience_as_of_in_future' } });
  });
});

test('each part is counted by itself', async () => {
  const rule = { match: 'all', of: [{ is: 'bought' }, { match: 'none', of: [{ is: 'bought', skus: ['cake'] }] }] };
  const { parts } = valueOf(await countPeople(shop.ctx, { rule, explain: true }));
  expect(parts).toEqual([
    { path: '', people: 2 },
    { path: 'of.0', people: 4 },
    { path: 'of.1', people: 3 },
    { path: 'of.1.of.0', people: 2 },
  ]);
});

test('merged customers are one person, with all that both did', async () => {
  const other = await shops.newPerson(shop);
  const bag = [{ sku: 'bag', milli: 1000, amount: 500 }];
  await shops.sell(shop, [
    { customerId: other, storeId: shop.stores[0]!, source: 'till', at: '2026-03-08T12:00', lines: bag },
  ]);
  const rule: AudienceRule = {
    match: 'all',
    of: [
      { is: 'bought', skus: ['bag'] },
      { is: 'bought', skus: ['coffee'] },
    ],
  };
  expect(await who(rule)).toBe('');
  await shops.merge(shop, other, people.get('cat')!);
  expect(await who(rule)).toBe('cat');
  await shops.unmerge(shop, other);
  expect(await who(rule)).toBe('');
});
