import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@shuke/contract';
import { createApp } from '@shuke/http';
import { inRead } from '@shuke/db';
import { accessesOf } from '@shuke/merchant';
import { newId, ok } from '@shuke/kernel';
import { actAs, isolationFaults, testServices } from '@shuke/testkit';
import { audienceRoutes, refreshAudience } from '../index.ts';
import { csvRow } from '../saved/csv-row.ts';
import * as shops from './shop.ts';
import { valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-10T08:00:00Z');
const TEA = { is: 'bought', skus: ['tea'] };
let shop: Shop;
let other: Shop;
let [ann, bob]: string[] = [];
let app: Awaited<ReturnType<typeof createApp>>;

// The key says whose the request is: a role of the shop, or the owner `next_door`.
beforeAll(async () => {
  [shop, other] = [
    await shops.openShop(services, [{ sku: 'tea', category: null }]),
    await shops.openShop(services, []),
  ];
  [ann, bob] = [await shops.newPerson(shop), await shops.newPerson(shop)];
  const lines = [{ sku: 'tea', milli: 1000, amount: 500 }];
  const at = '2026-03-01T12:00';
  await shops.sell(
    shop,
    [ann, bob].map((customerId) => ({ customerId, storeId: shop.stores[0]!, source: 'till', at, lines })),
  );
  const said = { purpose: 'marketing', channel: 'sms', at: new Date('2026-03-02T04:00:00Z') } as const;
  await shops.say(shop, [
    { customerId: ann, ...said, granted: true },
    { customerId: bob, ...said, granted: true },
    { customerId: bob, ...said, granted: false, at: new Date('2026-03-03T04:00:00Z') },
  ]);
  const authenticate = async (_: unknown, { bearer }: { bearer: string | null }) => {
    const whose = bearer === 'next_door' ? other : shop;
    return ok(actAs(services, whose.ctx.actor.merchantId, bearer === 'next_door' ? 'owner' : (bearer as Role)).actor);
  };
  app = await createApp({ services, authenticate, routes: audienceRoutes, isReady: async () => true });
});
afterAll(() => app.close());

const headersOf = (who: string) => ({ authorization: `Bearer ${who}`, 'idempotency-key': newId() });
const post = (path: string, payload: object, who = 'owner') =>
  app.inject({ method: 'POST', url: `/v1/${path}`, headers: headersOf(who), payload });
const get = (path: string, who = 'owner') => app.inject({ url: `/v1/${path}`, headers: headersOf(who) });

const saved = async (): Promise<string> => {
  const { audienceId } = (await post('audiences', { name: newId(), rule: TEA })).json();
  valueOf(await refreshAudience(shop.ctx, audienceId));
  return audienceId as string;
};

describe('a rule', () => {
  test('is described by a schema that names every condition', async () => {
    const { $defs } = (await get('audience-rules/schema')).json();
    expect(Object.keys($defs)).toEqual(expect.arrayContaining(['rule', 'group', 'bought', 'sequence', 'share']));
  });

  test('is counted, with parts and people, who are shown by their hints', async () => {
    const { statusCode, body } = await post(
      'audience-rules/count',
      { rule: TEA, explain: true, sample: 5 },
      'marketer',
    );
    expect(statusCode).toBe(200);
    const answer = JSON.parse(body);
    expect(answer).toMatchObject({
      people: 2,
      asOf: '2026-03-10',
      engine: 'postgres',
      parts: [{ path: '', people: 2 }],
    });
    expect(new Set(answer.sample.map((one: { personId: string }) => one.personId))).toEqual(new Set([ann, bob]));
  });

  test.each<[string, unknown, string, object]>([
    ['of no kind', { is: 'nothing' }, 'audience_rule_invalid', { path: '' }],
    ['with a field too many', { ...TEA, colour: 'red' }, 'audience_rule_invalid', { path: 'colour' }],
    ['with a part that is none', { match: 'all', of: [TEA, 7] }, 'audience_rule_invalid', { path: 'of.1' }],
    ['of an empty group', { match: 'any', of: [] }, 'audience_rule_invalid', { path: '' }],
    ['turned round', { ...TEA, orders: { least: 3, most: 1 } }, 'audience_rule_invalid', { path: '' }],
    ['that expects nothing', { is: 'outlook', withinDays: 30 }, 'audience_rule_invalid', { path: '' }],
    [
      'that expects from more to less',
      { is: 'outlook', withinDays: 30, visits: { least: 3, most: 1 } },
      'audience_rule_invalid',
      { path: '' },
    ],
    ['of a store of nobody', { ...TEA, storeIds: [newId()] }, 'audience_rule_unknown', { field: 'storeIds' }],
    ['too deep', nested(7), 'audience_rule_too_deep', { most: 6 }],
    ['too long', { match: 'any', of: Array(60).fill(TEA) }, 'audience_rule_too_long', { most: 40 }],
  ])('%s is refused by name, with the place in it', async (...[, rule, code, facts]) => {
    const answer = (await post('audience-rules/count', { rule })).json();
    expect(answer).toMatchObject({ code, facts });
  });

  test('about allergies is the owner to ask, for a count tells of a person just as well', async () => {
    const rule = { is: 'tag', dimension: 'avoidance', values: ['peanut'], allergy: true };
    expect((await post('audience-rules/count', { rule }, 'marketer')).json()).toMatchObject({ code: 'forbidden' });
    expect((await post('audience-rules/count', { rule })).statusCode).toBe(200);
  });
});

function nested(levels: number): object {
  return levels === 1 ? TEA : { match: 'all', of: [nested(levels - 1)] };
}

describe('an export', () => {
  test('has only those who agree, by hint, and stands in the audit', async () => {
    const audienceId = await saved();
    const answer = await post(`audiences/${audienceId}/exports`, { purpose: 'marketing', channel: 'sms' }, 'marketer');
    expect(answer.headers['content-type']).toContain('text/csv');
    const [head, ...rows] = answer.body.replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toBe('person_id,hint');
    expect(rows.map((row) => row.split(',')[0])).toEqual([ann]);
    const entries = await inRead(shop.ctx, (tx) => accessesOf(tx, [audienceId]));
    expect(entries.map(({ detail }) => detail)).toEqual([
      { purpose: 'marketing', channel: 'sms', identifiers: false, people: 1 },
    ]);
  });

  test('shows identifiers in full to the owner alone', async () => {
    const audienceId = await saved();
    const body = { purpose: 'marketing', channel: 'sms', identifiers: true };
    expect((await post(`audiences/${audienceId}/exports`, body, 'marketer')).json()).toMatchObject({
      code: 'forbidden',
    });
    const rows = (await post(`audiences/${audienceId}/exports`, body)).body.trim().split('\r\n').slice(1);
    expect(rows).toEqual([expect.stringMatching(new RegExp(`^${ann},[^,]+,member_no,`))]);
  });

  test('has no cell that a spreadsheet would run, and keeps numbers', () => {
    expect(csvRow(['=1+1', '+cmd', '-5.00', '@x', '\tx', 'a\0b', 'say "hi", you'])).toBe(
      `'=1+1,'+cmd,-5.00,'@x,'\tx,ab,"say ""hi"", you"\r\n`,
    );
  });
});

test('what is one merchant’s is nobody else’s', async () => {
  const params = { audienceId: await saved() };
  const one = '/v1/audiences/{audienceId}';
  const cases = [
    { route: `GET ${one}`, params },
    { route: `GET ${one}/members`, params },
    { route: `POST ${one}/refreshes`, params },
    { route: `POST ${one}/exports`, params, body: { purpose: 'marketing', channel: 'sms' } },
    { route: `PATCH ${one}`, params, body: { version: 1, name: 'Taken over' } },
    { route: `DELETE ${one}`, params },
  ];
  const check = { cases, intruder: headersOf('next_door'), owner: headersOf('owner') };
  expect(await isolationFaults(app, check)).toEqual([]);
});
