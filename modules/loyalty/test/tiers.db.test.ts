import { beforeEach, expect, test } from 'vitest';
import { eventsAfter, inBatch, inTx, relayOnce } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { ALL_DAYS } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import { evaluateDueTiers } from '../evaluate-due-tiers.ts';
import {
  adjustPoints,
  burnSteps,
  earnSteps,
  evaluateTiers,
  getMember,
  holdingsOfCustomer,
  loyaltyHeads,
  owedIn,
  pointsAsset,
  programmeOf,
  setProgramme,
  standings,
  takeBackSteps,
} from '../index.ts';
import { draft, newCustomer, openShop, post, programmeNow, tier, valueOf, type Shop } from './shop.ts';

const services = testServices();
beforeEach(() => services.clock.set('2026-03-02T02:00:00Z'));

const TIERS = { tiers: [tier('basic', 0), tier('silver', 1), tier('gold', 2)] };
const DAY = '2026-03-02';

/** Earns, burns and takes back points as orders and refunds do. */
function pointsAt({ ctx, merchantId, programme }: Shop, customerId: string) {
  const member = { merchantId, customerId };
  const asset = pointsAsset(programme.programmeId);
  const holdings = holdingsOfCustomer(programme, member);
  const earnings = (amount: number) => [{ asset, amount, lot: ALL_DAYS }];
  return {
    earn: async (amount: number) =>
      valueOf(
        await post(ctx, { holdings }, (book) =>
          ok(earnSteps({ ...member, earnings: earnings(amount), owed: owedIn(book, member) })),
        ),
      ),
    burn: async (amount: number) =>
      valueOf(await post(ctx, { holdings }, () => ok(burnSteps({ ...member, asset, amount, day: DAY })))),
    refund: async (amount: number) =>
      valueOf(
        await post(ctx, { holdings, purpose: 'order.refunded' }, (book) =>
          ok(takeBackSteps(book, { ...member, asset, amount, lot: ALL_DAYS, day: DAY })),
        ),
      ),
  };
}

const tierIn = async ({ ctx }: Shop, customerId: string): Promise<string | undefined> =>
  valueOf(await getMember(ctx, customerId)).tier?.tier.tierId;

test('a member who has earned enough rises in the next round, once, with history and event', async () => {
  const shop = await openShop(services, TIERS);
  const alice = await newCustomer(shop.ctx);
  await pointsAt(shop, alice).earn(999);
  expect(await evaluateDueTiers(shop.ctx)).toBe(0);
  await pointsAt(shop, alice).earn(1);
  expect([await evaluateDueTiers(shop.ctx), await evaluateDueTiers(shop.ctx)]).toEqual([1, 0]);
  const member = valueOf(await getMember(shop.ctx, alice));
  expect(member.tier).toMatchObject({
    tier: { tierId: 'silver' },
    since: DAY,
    reviewOn: '2027-03-02',
    progress: { next: { tierId: 'gold' }, missing: 1000 },
  });
  expect(member.tierChanges).toMatchObject([{ fromTier: 'basic', toTier: 'silver', why: 'upgrade', earned: 1000 }]);
  await relayOnce(services);
  const events = await eventsAfter(shop.ctx, 0);
  expect(events.filter(({ type }) => type === 'loyalty.tier_changed').map(({ payload }) => payload)).toEqual([
    { customerId: alice, fromTier: 'basic', toTier: 'silver', why: 'upgrade' },
  ]);
});

test('what a refund took back counts as never earned, spent before or not', async () => {
  const shop = await openShop(services, TIERS);
  const [alice, bob] = [await newCustomer(shop.ctx), await newCustomer(shop.ctx)];
  for (const [customerId, spent] of [
    [alice, 0],
    [bob, 1200],
  ] as const) {
    const points = pointsAt(shop, customerId);
    await points.earn(1200);
    if (spent > 0) await points.burn(spent);
    await points.refund(400);
    await points.earn(150);
  }
  await evaluateDueTiers(shop.ctx);
  expect([await tierIn(shop, alice), await tierIn(shop, bob)]).toEqual(['basic', 'basic']);
  await pointsAt(shop, alice).earn(50);
  await pointsAt(shop, bob).earn(50);
  await evaluateDueTiers(shop.ctx);
  expect([await tierIn(shop, alice), await tierIn(shop, bob)]).toEqual(['silver', 'silver']);
});

test('points that were given by hand reach no tier', async () => {
  const shop = await openShop(services, TIERS);
  const alice = await newCustomer(shop.ctx);
  valueOf(await adjustPoints(shop.ctx, { key: newId(), customerId: alice, amount: 5000, reason: 'a long wait' }));
  expect(await evaluateDueTiers(shop.ctx)).toBe(0);
  expect(valueOf(await getMember(shop.ctx, alice)).points?.spendable).toBe(5000);
});

test('a tier that is no longer earned falls at its review and not before', async () => {
  const shop = await openShop(services, { ...TIERS, downgrade: { policy: 'one_step', reviewMonths: 14 } });
  const alice = await newCustomer(shop.ctx);
  await pointsAt(shop, alice).earn(2500);
  await evaluateDueTiers(shop.ctx);
  services.clock.set('2027-05-01T02:00:00Z');
  expect(await evaluateDueTiers(shop.ctx)).toBe(0);
  services.clock.set('2027-05-02T02:00:00Z');
  expect(await evaluateDueTiers(shop.ctx)).toBe(1);
  expect(await tierIn(shop, alice)).toBe('silver');
  services.clock.set('2028-07-02T02:00:00Z');
  await evaluateDueTiers(shop.ctx);
  expect(await tierIn(shop, alice)).toBe('basic');
  services.clock.set('2030-01-01T02:00:00Z');
  expect(await evaluateDueTiers(shop.ctx)).toBe(0);
});

test('twenty rounds at once change a tier once', async () => {
  const shop = await openShop(services, TIERS);
  const alice = await newCustomer(shop.ctx);
  await pointsAt(shop, alice).earn(1500);
  const rounds = await Promise.all(
    Array.from({ length: 20 }, () => inTx(shop.ctx, {}, async (tx) => ok(await evaluateTiers(tx, [alice])))),
  );
  expect(rounds.flatMap(valueOf)).toHaveLength(1);
});

test('each version of a programme is kept as it was, and points keep their asset', async () => {
  const { ctx, merchantId, programme } = await openShop(services);
  valueOf(await setProgramme(ctx, { key: newId(), draft: draft(TIERS) }));
  const now = await programmeNow(ctx);
  expect(now).toMatchObject({ programmeId: programme.programmeId, version: 2, tiers: TIERS.tiers });
  const first = await inTx(ctx, {}, async (tx) => ok(await programmeOf(tx, merchantId, 1)));
  expect(valueOf(first)).toEqual(programme);
});

test('twenty versions that are set at once are numbered without a gap', async () => {
  const { ctx } = await openShop(services);
  const set = await Promise.all(Array.from({ length: 20 }, () => setProgramme(ctx, { key: newId(), draft: draft() })));
  const versions = set.map((one) => valueOf(one).version).toSorted((a, b) => a - b);
  expect(versions).toEqual(Array.from({ length: 20 }, (_, nth) => nth + 2));
});

test('a batch reads programmes and standings of several merchants, each by its own', async () => {
  const [one, other] = [await openShop(services, TIERS), await openShop(services)];
  const [alice, bob] = [await newCustomer(one.ctx), await newCustomer(other.ctx)];
  await pointsAt(one, alice).earn(3000);
  await evaluateDueTiers(one.ctx);
  const [merchantIds, nobody] = [[one.merchantId, other.merchantId], newId()];
  const read = await inBatch(services, { merchantIds, lockTimeoutMs: 1000 }, async (tx) => ({
    heads: await loyaltyHeads(tx, [...merchantIds, nobody]),
    programme: await programmeOf(tx, other.merchantId, 1),
    standing: await standings(tx, [
      { merchantId: one.merchantId, customerId: alice },
      { merchantId: other.merchantId, customerId: alice },
      { merchantId: other.merchantId, customerId: bob },
    ]),
  }));
  expect([...read.heads.values()]).toEqual([1, 1, 0]);
  expect(read.programme).toEqual(other.programme);
  expect(read.standing.get(alice)?.tierId).toBe('gold');
  expect(read.standing.get(bob)?.tierId).toBeNull();
});
