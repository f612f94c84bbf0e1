import { expect, test } from 'vitest';
import { eventsAfter, inBatch, inRead, relayOnce } from '@shuke/db';
import { newId, seededRandom } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { expireLots } from '../expire-lots.ts';
import { ALL_DAYS, lotsOf, postMany, verifyLedger } from '../index.ts';
import { takeSnapshot } from '../take-snapshot.ts';
import { balanceOf, card, given, points, POINTS, post, posting, YEAR } from './shop.ts';

const services = testServices();
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

test('50 batches at once of ten spends each take a card down to nothing and not beyond', async () => {
  const ctx = actAs(services);
  const [purse, store] = [card(ctx, newId()), newId()];
  await given(ctx, purse.topUp(1000, store));
  const amounts = Array.from({ length: 10 }, (_, i) => 1 + (i % 9));
  const spends = () => amounts.map((amount) => posting(ctx, purse.spend(amount, store)));
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => post(ctx, ...spends())));
  const taken = outcomes.flatMap((batch) => amounts.filter((_, i) => batch[i] === 'ok'));
  // The last coin goes too: spends of 1 are among all that come after the card is too low for others.
  expect([sum(taken), await balanceOf(ctx, purse.account, 'CNY')]).toEqual([1000, 0]);
  expect(await verifyLedger(ctx)).toEqual([]);
});

test('transactions that name the same accounts in opposite orders all end, none by a deadlock', async () => {
  const ctx = actAs(services);
  const people = Array.from({ length: 8 }, () => points(ctx, newId()));
  await given(ctx, ...people.map((one) => one.earn(1000)));
  const orders = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? people : people.toReversed()));
  // A batch is not tried again, so that a deadlock would show.
  const batch = { merchantIds: [ctx.actor.merchantId], lockTimeoutMs: 30_000 };
  const outcomes = await Promise.all(
    orders.map((each) => {
      const postings = each.map((one) => posting(ctx, one.burn(1), one.earn(1, ALL_DAYS)));
      return inBatch(services, batch, (tx) => postMany(tx, postings));
    }),
  );
  expect(outcomes.flat().every(({ ok }) => ok)).toBe(true);
  for (const one of people) expect(await balanceOf(ctx, one.account, POINTS)).toBe(1000);
});

test('the first postings of one account at once all count', async () => {
  const ctx = actAs(services);
  const one = points(ctx, newId());
  await Promise.all(Array.from({ length: 40 }, () => post(ctx, posting(ctx, one.earn(1)))));
  expect(await balanceOf(ctx, one.account, POINTS)).toBe(40);
});

test('ten expiry jobs at once, among earnings and burns, post every ended lot once', async () => {
  const ctx = actAs(services);
  const people = Array.from({ length: 60 }, () => points(ctx, newId()));
  await given(ctx, ...people.map((one) => one.earn(10)));
  services.clock.set('2027-01-01T13:00:00Z');
  const late = people.map((one) => post(ctx, posting(ctx, one.earn(1))));
  const jobs = await Promise.all(Array.from({ length: 10 }, () => expireLots(ctx)));
  await Promise.all(late);
  expect(sum(jobs) + (await expireLots(ctx))).toBeGreaterThanOrEqual(60);
  const breakage = { account: 'units_breakage', owner: ctx.actor.merchantId } as const;
  expect(await balanceOf(ctx, breakage, POINTS)).toBe(660);
  expect(
    await inRead(ctx, (tx) =>
      lotsOf(
        tx,
        people.map((one) => ({ ...one.account, asset: POINTS })),
      ),
    ),
  ).toEqual(people.map(() => []));
  expect(await verifyLedger(ctx)).toEqual([]);
  await relayOnce(services);
  const expired = (await eventsAfter(ctx, 0)).map(({ payload }) => payload as { amount: number; account: string });
  expect(sum(expired.map(({ amount }) => amount))).toBe(660);
  expect(expired[0]).toMatchObject({ account: 'units', asset: POINTS });
  services.clock.set('2026-03-02T02:00:00Z');
});

test('more lots than one round of the job takes are all posted, and a second time none', async () => {
  const ctx = actAs(services);
  const people = Array.from({ length: 2100 }, () => points(ctx, newId()));
  await post(ctx, ...people.map((one) => posting(ctx, one.earn(2))));
  services.clock.set('2027-01-01T13:00:00Z');
  expect([await expireLots(ctx), await expireLots(ctx)]).toEqual([2100, 0]);
  services.clock.set('2026-03-02T02:00:00Z');
});

test('snapshots that are taken at once are taken once', async () => {
  const ctx = actAs(services);
  await given(ctx, card(ctx, newId()).topUp(100, newId()));
  services.clock.set('2026-03-09T02:00:00Z');
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeSnapshot(ctx)));
  expect(sum(taken)).toBe(1);
  expect(await verifyLedger(ctx)).toEqual([]);
  services.clock.set('2026-03-02T02:00:00Z');
});

test('one batch posts for several merchants, each with its own result', async () => {
  const shops = Array.from({ length: 3 }, () => actAs(services));
  const people = shops.map((ctx) => points(ctx, newId()));
  const random = seededRandom(1);
  const postings = shops.flatMap((ctx, i) => [
    posting(ctx, people[i]!.earn(10 + i, YEAR)),
    posting(ctx, people[i]!.burn(5)),
    posting(ctx, people[i]!.burn(50 + random.int(9))),
  ]);
  const batch = { merchantIds: shops.map(({ actor }) => actor.merchantId), lockTimeoutMs: 1000 };
  const results = await inBatch(services, batch, (tx) => postMany(tx, postings));
  expect(results.map(({ ok }) => ok)).toEqual(shops.flatMap(() => [true, true, false]));
  for (const [i, ctx] of shops.entries()) {
    expect(await balanceOf(ctx, people[i]!.account, POINTS)).toBe(5 + i);
    expect(await verifyLedger(ctx)).toEqual([]);
  }
});
