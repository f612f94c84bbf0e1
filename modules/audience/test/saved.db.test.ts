import { beforeAll, describe, expect, test } from 'vitest';
import type { AudienceRule } from '@shuke/contract';
import { eventsAfter, followAll, inRead, relayOnce, sql, type Ctx } from '@shuke/db';
import { newId, seededRandom, type Random } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import {
  audienceFollower,
  changeAudience,
  countPeople,
  createAudience,
  getAudience,
  listMembers,
  refreshAll,
  refreshAudience,
  removeAudience,
} from '../index.ts';
import { MOST_AUDIENCES } from '../saved/save-audience.ts';
import * as shops from './shop.ts';
import { valueOf, type Shop } from './shop.ts';

const services = testServices('2026-03-10T08:00:00Z');
const GOODS = [
  { sku: 'tea', category: 'drinks' },
  { sku: 'bun', category: 'meals' },
];
const TEA: AudienceRule = { is: 'bought', skus: ['tea'] };

const saved = async (ctx: Ctx, rule: AudienceRule, name = newId()): Promise<string> =>
  valueOf(await createAudience(ctx, { key: newId(), name, rule })).audienceId;

async function membersOf(ctx: Ctx, audienceId: string): Promise<string[]> {
  const { items } = valueOf(await listMembers(ctx, audienceId, { limit: 200 }));
  return items.map(({ personId }) => personId).toSorted();
}

/** Lets the audiences hear what has happened. */
async function followed(shop: Shop): Promise<void> {
  while ((await relayOnce(services)) > 0);
  await followAll(services, shop.ctx.actor.merchantId, [audienceFollower]);
}

async function told(ctx: Ctx, audienceId: string): Promise<string[]> {
  while ((await relayOnce(services)) > 0);
  const events = await eventsAfter(ctx, 0, 10_000);
  return events
    .filter(({ type }) => type.startsWith('audience.'))
    .map(({ type, payload }) => ({ type, ...(payload as { audienceId: string; customerId: string }) }))
    .filter((event) => event.audienceId === audienceId)
    .map(({ type, customerId }) => `${type} ${customerId}`);
}

const receipt = (shop: Shop, customerId: string, sku: string) => ({
  customerId,
  storeId: shop.stores[0]!,
  source: 'till',
  at: '2026-03-10T12:00',
  lines: [{ sku, milli: 1000, amount: 1000 }],
});

describe('a saved audience', () => {
  let shop: Shop;
  let [ann, bob]: string[] = [];
  beforeAll(async () => {
    shop = await shops.openShop(services, GOODS);
    [ann, bob] = [await shops.newPerson(shop), await shops.newPerson(shop)];
    await shops.sell(shop, [receipt(shop, ann, 'tea')]);
  });

  test('has its people after the first refresh, which is nobody entering; from then on entries and exits are told', async () => {
    const teas = await saved(shop.ctx, TEA);
    const others = await saved(shop.ctx, { match: 'none', of: [TEA] });
    expect(await membersOf(shop.ctx, teas)).toEqual([]);
    await refreshAll(shop.ctx, { only: 'stale' });
    expect(await membersOf(shop.ctx, teas)).toEqual([ann]);
    expect(await told(shop.ctx, teas)).toEqual([]);
    await shops.sell(shop, [receipt(shop, bob!, 'tea')]);
    await followed(shop);
    expect(new Set(await membersOf(shop.ctx, teas))).toEqual(new Set([ann, bob]));
    expect(await told(shop.ctx, teas)).toEqual([`audience.entered ${bob}`]);
    expect(await told(shop.ctx, others)).toEqual([`audience.left ${bob}`]);
    expect(valueOf(await getAudience(shop.ctx, others)).members).toBe(0);
  });

  test('is changed in the version that was read, and by one of two who change it at once', async () => {
    const audienceId = await saved(shop.ctx, TEA);
    const change = (name: string) => changeAudience(shop.ctx, { audienceId, version: 1, name });
    const answers = await Promise.all([change('one'), change('two')]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'audience_changed' } });
    const again = await createAudience(shop.ctx, {
      key: newId(),
      name: valueOf(await getAudience(shop.ctx, audienceId)).name,
      rule: TEA,
    });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'audience_name_taken' } });
  });

  test('may be named in others, never in a circle, and is not removed while it is', async () => {
    const inner = await saved(shop.ctx, TEA);
    const outer = await saved(shop.ctx, { match: 'none', of: [{ is: 'audience', audienceId: inner }] });
    const circle = await changeAudience(shop.ctx, {
      audienceId: inner,
      version: 1,
      rule: { is: 'audience', audienceId: outer },
    });
    expect(circle).toMatchObject({ ok: false, refusal: { code: 'audience_rule_circular' } });
    expect(await removeAudience(shop.ctx, { audienceId: inner })).toMatchObject({
      ok: false,
      refusal: { code: 'audience_in_use' },
    });
    valueOf(await removeAudience(shop.ctx, { audienceId: outer }));
    valueOf(await removeAudience(shop.ctx, { audienceId: inner }));
    expect(await getAudience(shop.ctx, inner)).toMatchObject({ ok: false, refusal: { code: 'audience_not_found' } });
  });

  test('moves with the day, without anything happening', async () => {
    const recent = await saved(shop.ctx, { is: 'bought', skus: ['tea'], when: { lastDays: 3 } });
    await refreshAll(shop.ctx, { only: 'stale' });
    expect(await membersOf(shop.ctx, recent)).toHaveLength(2);
    services.clock.set('2026-03-15T08:00:00Z');
    await refreshAll(shop.ctx, { only: 'stale' });
    expect(await membersOf(shop.ctx, recent)).toEqual([]);
    services.clock.set('2026-03-10T08:00:00Z');
  });
});

test('a merchant has at most so many audiences, however many are made at once', async () => {
  const shop = await shops.openShop(services, GOODS);
  const fill = Array.from({ length: MOST_AUDIENCES - 2 }, () => saved(shop.ctx, TEA));
  await Promise.all(fill);
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => createAudience(shop.ctx, { key: newId(), name: newId(), rule: TEA })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'audience_too_many' } });
});

const RULES: AudienceRule[] = [
  TEA,
  { is: 'bought', orders: { least: 2 } },
  { match: 'none', of: [{ is: 'bought' }] },
  { is: 'sequence', first: { skus: ['tea'] }, next: { skus: ['bun'] }, withinDays: 3 },
  { is: 'consent', purpose: 'marketing', channel: 'sms' },
  { is: 'stage', stages: ['member'] },
  { match: 'all', of: [TEA, { match: 'none', of: [{ is: 'consent', purpose: 'marketing', channel: 'sms' }] }] },
];

/** Something that happens to somebody of a shop. */
async function happen(shop: Shop, people: readonly string[], random: Random): Promise<void> {
  const [one, other] = [random.pick(people), random.pick(people)];
  const day = `2026-03-0${1 + random.int(9)}`;
  switch (random.int(6)) {
    case 0:
    case 1:
      return shops.sell(shop, [{ ...receipt(shop, one, random.pick(['tea', 'bun'])), at: `${day}T12:00` }]);
    case 2: {
      const said = { customerId: one, purpose: 'marketing', channel: random.pick(['sms', 'any'] as const) } as const;
      return void (await shops.say(shop, [
        { ...said, granted: random.int(2) === 0, at: new Date(`${day}T04:00:00Z`) },
      ]));
    }
    case 3:
      return void (await shops.advanceTo(shop, one, { to: 'member', at: new Date(`${day}T04:00:00Z`) }));
    case 4: {
      const merged = await inRead(shop.ctx, (tx) =>
        tx.many<{ id: string }>(sql`
          select from_customer_id as id from pub_customer_link where merchant_id = ${tx.merchantId} and unlinked_at is null`),
      );
      if (merged.length > 0) return shops.unmerge(shop, random.pick(merged).id);
      return one === other ? undefined : shops.merge(shop, one, other);
    }
    default:
      return void (await shops.newPerson(shop));
  }
}

test('looking again at those whom events name keeps every audience as looking at everybody does', async () => {
  const random = seededRandom(11);
  const shop = await shops.openShop(services, GOODS);
  const people: string[] = [];
  for (let i = 0; i < 6; i += 1) people.push(await shops.newPerson(shop));
  const ids: string[] = [];
  for (const rule of RULES) ids.push(await saved(shop.ctx, rule));
  await refreshAll(shop.ctx, { only: 'all' });
  for (let step = 0; step < 25; step += 1) {
    for (let i = random.int(3); i >= 0; i -= 1) await happen(shop, people, random);
    await followed(shop);
    for (const [i, rule] of RULES.entries()) {
      const kept = await membersOf(shop.ctx, ids[i]!);
      const { sample } = valueOf(await countPeople(actAs(services, shop.ctx.actor.merchantId), { rule, sample: 20 }));
      const whole = sample.map(({ personId }) => personId).toSorted();
      expect(kept, `step ${step}: ${JSON.stringify(rule)}`).toEqual(whole);
    }
  }
  for (const id of ids) expect(valueOf(await refreshAudience(shop.ctx, id))).toMatchObject({ entered: 0, left: 0 });
});
