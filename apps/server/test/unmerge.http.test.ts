import { afterAll, expect, test } from 'vitest';
import { systemCtx } from '@shuke/db';
import { HOUR_MS, seededRandom, type Random } from '@shuke/kernel';
import { verifyLedger } from '@shuke/ledger';
import { openHouse } from './house.ts';
import { pickOther, World } from './twins.ts';

const house = openHouse();
const GUESTS = 4;
const EVENTS = 100;
const SEEDS = Number(process.env.SHUKE_UNMERGE_SEEDS ?? 4);

interface Twins {
  readonly random: Random;
  /** Where guests are merged and un-merged. */
  readonly merged: World;
  /** To which the same happens, but for that. */
  readonly never: World;
  /** What was spent across two of a circle, until it is listed: `units` amounts, and coupons by number. */
  readonly across: { units: number; coupons: Set<number> };
  readonly listed: { units: number; coupons: Set<number> };
  /** How often somebody stood higher than any of the circle alone. */
  readonly raised: { nights: number };
}

const both = async (twins: Twins, act: (world: World) => Promise<unknown>): Promise<void> => {
  await act(twins.merged);
  await act(twins.never);
};

/** What both worlds can spend, which is what the merged one can: crossing only takes. */
const spendable = (twins: Twins, guest: number): Promise<number> => twins.merged.spendable(guest);

async function happen(twins: Twins): Promise<void> {
  const { random, merged } = twins;
  const guest = random.int(GUESTS);
  const roll = random.int(100);
  if (roll < 30) {
    const points = random.next() < 0.5 ? 100 * random.int(1 + Math.floor((await spendable(twins, guest)) / 100)) : 0;
    const quantity = 1 + random.int(5);
    return both(twins, (world) => world.buy(guest, quantity, points));
  }
  if (roll < 42) return both(twins, (world) => world.adjust(guest, 100 + guest * 10));
  if (roll < 48) {
    const amount = Math.min(60, await spendable(twins, guest));
    return amount > 0 ? both(twins, (world) => world.adjust(guest, -amount)) : undefined;
  }
  if (roll < 54) return both(twins, (world) => world.issue(guest));
  if (roll < 58) return redeem(twins);
  if (roll < 63) return refund(twins);
  if (roll < 70) return night(twins);
  if (roll < 80) return cross(twins, guest);
  if (roll < 92) return void (await merged.merge(guest, random.int(GUESTS)));
  return unmerge(twins, guest);
}

/** In the morning all of a circle have one tier, by what all of them earned: no lower than each alone, where nobody is merged. */
async function night(twins: Twins): Promise<void> {
  await both(twins, (world) => world.night());
  const [together, alone] = [await twins.merged.tiers(), await twins.never.tiers()];
  for (const { rank, circle } of together) {
    const best = Math.max(...circle.map((guest) => alone[guest]!.rank));
    expect(circle.map((guest) => together[guest]!.rank)).toEqual(circle.map(() => rank));
    if (circle.length === 1) expect(rank).toBe(best);
    expect(rank).toBeGreaterThanOrEqual(best);
    if (rank > best) twins.raised.nights += 1;
  }
}

async function redeem(twins: Twins): Promise<void> {
  const open = twins.never.coupons.flatMap(({ isUsed }, nth) =>
    isUsed || twins.merged.coupons[nth]!.isUsed ? [] : [nth],
  );
  if (open.length === 0) return;
  const nth = twins.random.pick(open);
  const { guest } = twins.merged.coupons[nth]!;
  const shown = pickOther(twins.random, await twins.merged.circle(guest), guest);
  if (shown === undefined || twins.random.next() < 0.5) return both(twins, (world) => world.redeem(nth));
  await twins.merged.redeemAcross(shown, nth);
  twins.across.coupons.add(nth);
}

async function refund(twins: Twins): Promise<void> {
  const open = twins.merged.sales.flatMap((sale, nth) => (sale.isRefunded ? [] : [nth]));
  if (open.length === 0) return;
  const nth = twins.random.pick(open);
  // A debt that an earning has settled meanwhile leaves the same units in other lots.
  if ((await spendable(twins, twins.merged.sales[nth]!.guest)) < 200) return;
  await both(twins, (world) => world.refund(nth));
}

async function cross(twins: Twins, shown: number): Promise<void> {
  const holder = pickOther(twins.random, await twins.merged.circle(shown), shown);
  if (holder === undefined) return;
  const amount = twins.random.int(1 + Math.min(150, await spendable(twins, holder)));
  if (amount === 0) return;
  await twins.merged.spendAcross(shown, holder, amount);
  twins.across.units += amount;
}

async function unmerge({ merged, listed }: Twins, guest: number): Promise<void> {
  const { status, body } = await merged.unmerge(guest);
  if (status !== 201) return;
  for (const one of body.ambiguous as { kind: string; amount: string; ownerId: string; compensated: boolean }[]) {
    expect(one.compensated).toBe(one.kind === 'units');
    if (one.kind === 'units') listed.units += Number(one.amount);
    else listed.coupons.add(merged.coupons.findIndex(({ couponId }) => couponId === one.ownerId));
  }
}

let nightsRaised = 0;
// Otherwise the random lives would say nothing of tiers.
afterAll(() => expect(nightsRaised).toBeGreaterThan(0));

test.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
  'after un-merging everything is as if nobody had ever been merged, but for what is listed, seed %i',
  async (seed) => {
    house.services.clock.set('2026-03-02T02:00:00Z');
    const random = seededRandom(seed);
    const [merged, never] = [await World.open(house, GUESTS), await World.open(house, GUESTS)];
    const nothing = () => ({ units: 0, coupons: new Set<number>() });
    const twins: Twins = { random, merged, never, across: nothing(), listed: nothing(), raised: { nights: 0 } };
    await merged.merge(0, 1);
    await merged.merge(2, 1);
    for (let n = 0; n < EVENTS; n += 1) {
      house.services.clock.advanceMs(random.int(30) * HOUR_MS);
      await happen(twins);
    }
    for (let guest = 0; guest < GUESTS; guest += 1) await unmerge(twins, guest);
    await both(twins, (world) => world.night());
    console.log(
      `seed ${seed}: ${twins.across.units} points and ${twins.across.coupons.size} coupons were spent across, ${twins.raised.nights} tiers raised`,
    );
    nightsRaised += twins.raised.nights;
    expect(twins.listed).toEqual(twins.across);
    const ambiguous = twins.listed.coupons;
    expect(await merged.state(ambiguous)).toEqual(await never.state(ambiguous));
    expect(await verifyLedger(systemCtx(house.services, merged.tenant.merchantId))).toEqual([]);
  },
);
