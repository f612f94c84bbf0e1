import { beforeEach, describe, expect, test } from 'vitest';
import { mergeCustomers, unmergeCustomers } from '@shuke/customer';
import { eventsAfter, followAll, inTx, relayOnce, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { ALL_DAYS } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import { evaluateDueTiers } from '../evaluate-due-tiers.ts';
import { grantStamps } from '../grant-stamps.ts';
import { listTiers } from '../member-queries.ts';
import {
  adjustPoints,
  earnSteps,
  evaluateTiers,
  getMember,
  holdingsOfCustomer,
  loyaltyFollowers,
  openCard,
  pointsAsset,
  standings,
} from '../index.ts';
import { newCustomer, openShop, post, tier, valueOf, type Shop } from './shop.ts';

const services = testServices();
beforeEach(() => services.clock.set('2026-03-02T02:00:00Z'));

const TIERS = { tiers: [tier('basic', 0), tier('silver', 1), tier('gold', 2)] };

const earn = async ({ ctx, merchantId, programme }: Shop, customerId: string, amount: number) => {
  const member = { merchantId, customerId };
  const earnings = [{ asset: pointsAsset(programme.programmeId), amount, lot: ALL_DAYS }];
  const holdings = holdingsOfCustomer(programme, member);
  valueOf(await post(ctx, { holdings }, () => ok(earnSteps({ ...member, earnings, owed: () => 0 }))));
};

const merge = async (ctx: Ctx, fromCustomerId: string, intoCustomerId: string) =>
  valueOf(await mergeCustomers(ctx, { key: newId(), fromCustomerId, intoCustomerId, because: 'guest_said' }));
const unmerge = async (ctx: Ctx, customerId: string) =>
  valueOf(await unmergeCustomers(ctx, { key: newId(), customerId }));

async function follow({ actor: { merchantId } }: Ctx): Promise<void> {
  while ((await relayOnce(services)) > 0);
  await followAll(services, merchantId, loyaltyFollowers);
}

/** What a checkout reads of each. */
async function tiersIn({ ctx, merchantId }: Shop, customerIds: readonly string[]): Promise<(string | null)[]> {
  const rows = customerIds.map((customerId) => ({ merchantId, customerId }));
  const read = valueOf(await inTx(ctx, {}, async (tx) => ok(await standings(tx, rows))));
  return customerIds.map((id) => read.get(id)?.tierId ?? null);
}

const told = async (ctx: Ctx) =>
  (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'loyalty.tier_changed').map(({ payload }) => payload);

describe('a person of several customers', () => {
  test('rises by what all of them earned as soon as they are merged, and each stands alone again afterwards', async () => {
    const shop = await openShop(services, TIERS);
    const [alice, phone] = [await newCustomer(shop.ctx), await newCustomer(shop.ctx)];
    await earn(shop, alice, 1200);
    await earn(shop, phone, 900);
    await evaluateDueTiers(shop.ctx);
    await merge(shop.ctx, phone, alice);
    await follow(shop.ctx);
    expect(await tiersIn(shop, [alice, phone])).toEqual(['gold', 'gold']);
    await unmerge(shop.ctx, phone);
    await follow(shop.ctx);
    expect(await tiersIn(shop, [alice, phone])).toEqual(['silver', null]);
    await follow(shop.ctx);
    expect(await told(shop.ctx)).toEqual([
      { customerId: alice, fromTier: 'basic', toTier: 'silver', why: 'upgrade' },
      { customerId: alice, fromTier: 'silver', toTier: 'gold', why: 'upgrade' },
      { customerId: alice, fromTier: 'gold', toTier: 'silver', why: 'downgrade' },
      { customerId: phone, fromTier: 'gold', toTier: 'basic', why: 'downgrade' },
    ]);
  });

  test('rises in the next round when one of them earns, and the history of the others does not know of it', async () => {
    const shop = await openShop(services, TIERS);
    const [alice, phone] = [await newCustomer(shop.ctx), await newCustomer(shop.ctx)];
    await earn(shop, alice, 600);
    await merge(shop.ctx, phone, alice);
    await follow(shop.ctx);
    await earn(shop, phone, 600);
    expect([await evaluateDueTiers(shop.ctx), await evaluateDueTiers(shop.ctx)]).toEqual([1, 0]);
    const member = valueOf(await getMember(shop.ctx, phone));
    expect(member.tier).toMatchObject({ tier: { tierId: 'silver' }, progress: { missing: 800 } });
    expect(member.tierChanges).toMatchObject([{ fromTier: 'basic', toTier: 'silver', earned: 1200 }]);
    expect((await listTiers(shop.ctx)).map(({ members }) => members)).toEqual([0, 1, 0]);
    await unmerge(shop.ctx, phone);
    await follow(shop.ctx);
    expect(valueOf(await getMember(shop.ctx, phone)).tierChanges).toEqual([]);
    expect((await listTiers(shop.ctx)).map(({ members }) => members)).toEqual([2, 0, 0]);
  });

  test('keeps the tier until its review, and one who leaves a circle of three leaves the other two theirs', async () => {
    const shop = await openShop(services, { ...TIERS, downgrade: { policy: 'keep_until_review', reviewMonths: 14 } });
    const [alice, phone, card] = [
      await newCustomer(shop.ctx),
      await newCustomer(shop.ctx),
      await newCustomer(shop.ctx),
    ] as const;
    for (const id of [alice, phone, card]) await earn(shop, id, 700);
    await merge(shop.ctx, phone, alice);
    await merge(shop.ctx, card, phone);
    await follow(shop.ctx);
    expect(await tiersIn(shop, [alice, phone, card])).toEqual(['gold', 'gold', 'gold']);
    await unmerge(shop.ctx, card);
    await follow(shop.ctx);
    expect(await tiersIn(shop, [alice, phone, card])).toEqual(['silver', 'silver', null]);
    // All has run out by then, but a tier is kept until it is looked at again.
    services.clock.set('2027-05-01T02:00:00Z');
    expect(await evaluateDueTiers(shop.ctx)).toBe(0);
    services.clock.set('2027-05-02T02:00:00Z');
    expect(await evaluateDueTiers(shop.ctx)).toBe(1);
    expect(await tiersIn(shop, [alice, phone])).toEqual(['basic', 'basic']);
  });

  test('twenty rounds, merges and un-merges at once leave what the links say', async () => {
    const shop = await openShop(services, TIERS);
    const [alice, phone] = [await newCustomer(shop.ctx), await newCustomer(shop.ctx)];
    await earn(shop, alice, 600);
    await earn(shop, phone, 600);
    const judge = (id: string) => inTx(shop.ctx, {}, async (tx) => ok(await evaluateTiers(tx, [id])));
    for (let nth = 0; nth < 4; nth += 1) {
      const change = nth % 2 === 0 ? merge(shop.ctx, phone, alice) : unmerge(shop.ctx, phone);
      const rounds = Array.from({ length: 10 }, (_, i) => judge(i % 2 === 0 ? alice : phone).catch(() => null));
      await Promise.all([change, ...rounds]);
      await follow(shop.ctx);
      const expected = nth % 2 === 0 ? ['silver', 'silver'] : [null, null];
      expect(await tiersIn(shop, [alice, phone])).toEqual(expected);
    }
  });

  test('has the points, stamps and cards of all of them, each with whose it is', async () => {
    const shop = await openShop(services, TIERS);
    const { ctx } = shop;
    const [alice, phone] = [await newCustomer(ctx), await newCustomer(ctx)];
    await earn(shop, alice, 30);
    valueOf(await adjustPoints(ctx, { key: newId(), customerId: phone, amount: 50, reason: 'a test' }));
    valueOf(await grantStamps(ctx, { key: newId(), customerId: phone, cardId: 'coffee', count: 3, reason: 'a test' }));
    const { cardId } = valueOf(await openCard(ctx, { key: newId(), customerId: phone }));
    await merge(ctx, phone, alice);
    const member = valueOf(await getMember(ctx, alice));
    expect(member).toMatchObject({
      customerId: alice,
      personId: alice,
      circle: [alice, phone],
      points: {
        spendable: 80,
        shares: [
          { customerId: alice, spendable: 30 },
          { customerId: phone, spendable: 50 },
        ],
      },
      stampCards: [{ spendable: 3, lots: [{ customerId: phone, balance: 3 }] }],
      storedCards: [{ cardId, customerId: phone }],
    });
    expect(valueOf(await getMember(ctx, phone))).toMatchObject({ personId: alice, circle: [phone, alice] });
    await unmerge(ctx, phone);
    expect(valueOf(await getMember(ctx, alice))).toMatchObject({ points: { spendable: 30 }, storedCards: [] });
  });
});
