import { beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { periodOf, type Period } from '../calendar.ts';
import { clearingStatement } from '../clearing-queries.ts';
import { expireLots } from '../expire-lots.ts';
import { statementOf, type Lot } from '../index.ts';
import { liabilityReport } from '../liability-queries.ts';
import { card, given, points } from './shop.ts';

const services = testServices();
const count = { timeZone: 'Asia/Shanghai', dayStartMinute: 0 };
const [north, south, west] = [newId(), newId(), newId()];
const [alice, purseId, otherId] = [newId(), newId(), newId()];
let ctx: Ctx;

const until = (day: string): Lot => ({ from: '2026-01-01', until: day });

function period(from: string, to: string): Period {
  const result = periodOf({ from, to }, { now: services.clock.now(), count });
  if (!result.ok) throw new Error('a period');
  return result.value;
}

/** Three months of a small chain; the last hour of January in Shanghai is still 15:30 in UTC. */
beforeAll(async () => {
  ctx = actAs(services);
  const [one, purse, other] = [points(ctx, alice), card(ctx, purseId), card(ctx, otherId)];
  services.clock.set('2026-01-31T15:30:00Z');
  await given(
    ctx,
    one.earn(100, until('2026-03-01')),
    purse.topUp(50_000, north),
    purse.give(5_000, until('2026-03-01')),
  );
  services.clock.set('2026-01-31T16:30:00Z');
  await given(ctx, purse.spend(12_000, south, '2026-02-01'), one.burn(30, '2026-02-01'));
  services.clock.set('2026-02-10T04:00:00Z');
  await given(ctx, other.topUp(8_000, south, until('2026-02-20')), other.spend(1_000, north, '2026-02-10'));
  await given(ctx, purse.spendBonus(2_000, west, '2026-02-10'), purse.refund(500, south));
  services.clock.set('2026-03-05T04:00:00Z');
  await expireLots(ctx);
  await given(ctx, one.earn(7, until('2027-01-01')), purse.payBack(1_500, north, '2026-03-05'));
});

describe('liability', () => {
  const report = async (from: string, to: string) => liabilityReport(ctx, { period: period(from, to), ...count });
  const of = async (account: string, from: string, to: string) =>
    (await report(from, to)).find((one) => one.account === account);

  test('says as of a past day what was held and when it ends', async () => {
    expect(await of('stored_value', '2026-02-01', '2026-02-28')).toMatchObject({
      asset: 'CNY',
      opening: 50_000,
      issued: 8_500,
      used: 13_000,
      expired: 0,
      outstanding: 45_500,
      endings: [
        { month: '2026-02', amount: 7_000 },
        { month: null, amount: 38_500 },
      ],
    });
  });

  test('tells what ended from what was used, month by month', async () => {
    expect(await of('units', '2026-01-01', '2026-03-31')).toMatchObject({
      opening: 0,
      outstanding: 7,
      endings: [{ month: '2026-12', amount: 7 }],
      months: [
        { month: '2026-01', issued: 100, used: 0, expired: 0 },
        { month: '2026-02', issued: 0, used: 30, expired: 0 },
        { month: '2026-03', issued: 7, used: 0, expired: 70 },
      ],
    });
  });

  test('begins each period where the one before ended, for every account', async () => {
    const [january, february, march] = await Promise.all([
      report('2026-01-01', '2026-01-31'),
      report('2026-02-01', '2026-02-28'),
      report('2026-03-01', '2026-03-31'),
    ]);
    for (const [earlier, later] of [
      [january, february],
      [february, march],
    ] as const) {
      for (const { account, outstanding } of earlier) {
        expect(later.find((one) => one.account === account)?.opening, account).toBe(outstanding);
      }
    }
  });
});

describe('clearing', () => {
  test('says what each store owes the pool and is owed, and comes to what the pool still holds', async () => {
    const [clearing] = await clearingStatement(ctx, period('2026-01-01', '2026-03-31'));
    const rows = clearing!.stores.map(({ storeId, ...rest }) => [storeId, Object.values(rest)] as const);
    expect(new Map(rows)).toEqual(
      new Map([
        [north, [50_000, 1_500, 1_000, 0, 47_500]],
        [south, [8_000, 0, 12_000, 500, -3_500]],
        [west, [0, 0, 2_000, 0, -2_000]],
      ]),
    );
    const { opening, added, taken, closing } = clearing!;
    expect({ opening, added, taken, closing }).toEqual({ opening: 0, added: 5_000, taken: 10_000, closing: 37_000 });
    expect(opening + 47_500 - 3_500 - 2_000 + added - taken).toBe(closing);
  });

  test.each([
    ['2026-01-01', '2026-01-31'],
    ['2026-02-01', '2026-02-09'],
    ['2026-02-10', '2026-02-28'],
    ['2026-03-01', '2026-03-31'],
  ])('from %s to %s sums to zero with the change of the liability', async (from, to) => {
    const [clearing] = await clearingStatement(ctx, period(from, to));
    const owed = clearing!.stores.reduce((sum, store) => sum + store.owed, 0);
    expect(clearing!.opening + owed + clearing!.added - clearing!.taken).toBe(clearing!.closing);
  });
});

describe('a statement', () => {
  test('shows the newest first, with what came in and went out', async () => {
    const { items, next } = await statementOf(ctx, alice);
    expect(items.map((one) => [one.account, one.counterAccount, one.change, one.lotUntil])).toEqual([
      ['units', 'units_issued', 7, '2027-01-01'],
      ['units', 'units_breakage', -70, '2026-03-01'],
      ['units', 'units_used', -30, '2026-03-01'],
      ['units', 'units_issued', 100, '2026-03-01'],
    ]);
    expect([next, items[1]!.purpose]).toEqual([null, 'lot.expired']);
  });

  test('goes on where its page ended, each transfer once', async () => {
    const whole = (await statementOf(ctx, purseId)).items;
    const seen: string[] = [];
    for (let after: string | undefined = undefined; ;) {
      const page: Awaited<ReturnType<typeof statementOf>> = await statementOf(ctx, purseId, {
        ...(after ? { after } : {}),
        limit: 2,
      });
      seen.push(...page.items.map((one) => one.transactionId));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(whole.map((one) => one.transactionId));
    expect(whole.length).toBeGreaterThan(4);
  });
});
