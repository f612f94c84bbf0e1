import { beforeEach, expect, test } from 'vitest';
import { newId, ok } from '@shuke/kernel';
import { ALL_DAYS } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import { adjustPoints, burnSteps, earnSteps, holdingsOfCustomer, owedIn, pointsAsset } from '../index.ts';
import { newCustomer, openShop, post, tally } from './shop.ts';
import { play } from './script.ts';

const services = testServices();
beforeEach(() => services.clock.set('2026-03-02T02:00:00Z'));
const loyalty = (table: string): Promise<void> => play(services, table);

test('points that end unspent are breakage', () =>
  loyalty(`
    earn    alice 100  expires 2027-01-01   ok
    burn    alice  70                       ok
    burn    alice  40                       insufficient_points
    advance to 2027-01-01
    balance alice   0  breakage 30
  `));

test('points pend until their day, and end on theirs', () =>
  loyalty(`
    earn    alice 100  from 2026-03-05 expires 2026-06-01   ok
    balance alice   0  pending 100
    burn    alice   1                       insufficient_points
    advance to 2026-03-05
    burn    alice  40                       ok
    advance to 2026-05-31
    burn    alice  10                       ok
    advance to 2026-06-01
    burn    alice   1                       insufficient_points
    balance alice   0  pending 0 breakage 50
  `));

test('what a refund gives back goes to the lots that it came from, which keep their ends', () =>
  loyalty(`
    earn    alice  50  expires 2026-04-01   ok
    earn    alice  50  expires 2027-01-01   ok
    burn    alice  80                       ok
    return  alice  40                       ok
    advance to 2026-04-01
    balance alice  50  breakage 10
    burn    alice  50                       ok
    burn    alice   1                       insufficient_points
  `));

test('a refund takes back from the lot of its earning first, then from what ends last', () =>
  loyalty(`
    earn    alice  30  expires 2026-04-01   ok
    earn    alice  30  expires 2026-05-01   ok
    earn    alice  30  expires 2026-06-01   ok
    take back alice 40 expires 2026-05-01   ok
    advance to 2026-04-01
    balance alice  20  owed 0 breakage 30
    advance to 2026-06-01
    balance alice   0  breakage 50
  `));

test('what a refund cannot take back is owed, and the next earnings settle it', () =>
  loyalty(`
    earn    alice 100                       ok
    burn    alice  90                       ok
    take back alice 100                     ok
    balance alice   0  owed 90
    earn    alice  60                       ok
    balance alice   0  owed 30
    earn    alice  60                       ok
    balance alice  30  owed 0
  `));

test('points that pend can be taken back before they could be spent', () =>
  loyalty(`
    earn    alice 100  from 2026-03-09                   ok
    take back alice 100 from 2026-03-09                  ok
    balance alice   0  pending 0 owed 0
  `));

test('500 tills at once burn one balance of 100 exactly to nothing', async () => {
  const { ctx, merchantId, programme } = await openShop(services);
  const member = { merchantId, customerId: await newCustomer(ctx) };
  const asset = pointsAsset(programme.programmeId);
  const holdings = holdingsOfCustomer(programme, member);
  const earnings = [{ asset, amount: 100, lot: ALL_DAYS }];
  await post(ctx, { holdings }, (book) => ok(earnSteps({ ...member, earnings, owed: owedIn(book, member) })));
  const burns = Array.from({ length: 500 }, () =>
    post(ctx, { holdings }, () => ok(burnSteps({ ...member, asset, amount: 1, day: '2026-03-02' }))),
  );
  expect(tally(await Promise.all(burns))).toEqual({ ok: 100, insufficient_balance: 400 });
});

test('a key that is repeated has one effect', async () => {
  const { ctx } = await openShop(services);
  const cmd = { key: newId(), customerId: await newCustomer(ctx), amount: 50, reason: 'goodwill' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => adjustPoints(ctx, cmd)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const take = await adjustPoints(ctx, { ...cmd, key: newId(), amount: -51 });
  expect(take).toMatchObject({ refusal: { code: 'insufficient_points', facts: { needed: 51, available: 50 } } });
});
