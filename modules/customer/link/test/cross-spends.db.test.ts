import { describe, expect, test } from 'vitest';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { must, newId, ok } from '@shuke/kernel';
import { ALL_DAYS, balancesOf, postMany, verifyLedger, type Lot, type Posting, type Step } from '@shuke/ledger';
import { testServices } from '@shuke/testkit';
import { crossSpendsIn, crossSpendsOf, noteCrossSpends } from '../../index.ts';
import { settleLateSpends } from '../settle-late-spends.ts';
import { granted, merge, persons, shop, unmerge } from './people.ts';

const services = testServices();
const ASSET = 'points:p';

const post = (ctx: Ctx, steps: readonly Step[], order?: { orderId: string; shownCustomerId: string }) =>
  inTx(ctx, {}, async (tx) => {
    const { merchantId } = tx;
    const referenceId = order?.orderId ?? newId();
    const posting: Posting = { merchantId, transactionId: newId(), purpose: 'test', referenceId, steps };
    const [posted] = await postMany(tx, [posting]);
    const { transfers } = granted(posted!);
    if (order) await noteCrossSpends(tx, crossSpendsIn({ merchantId, ...order, holderOfCard: () => null }, transfers));
    return ok(null);
  });

const units = (owner: string) => ({ account: 'units', owner }) as const;
const earn = (ctx: Ctx, customerId: string, { amount, lot = ALL_DAYS }: { amount: number; lot?: Lot }) => {
  const debit = { account: 'units_issued', owner: ctx.actor.merchantId } as const;
  return post(ctx, [{ debit, credit: units(customerId), asset: ASSET, amount, lot }]);
};
const burnStep = (ctx: Ctx, holder: string, amount: number): Step => ({
  debit: units(holder),
  credit: { account: 'units_used', owner: ctx.actor.merchantId },
  asset: ASSET,
  amount,
  day: '2026-03-02',
});
/** An order of `shown` on which `holder` pays with points. */
const burn = async (ctx: Ctx, { shown, holder, amount }: { shown: string; holder: string; amount: number }) => {
  const order = { orderId: newId(), shownCustomerId: shown };
  granted(await post(ctx, [burnStep(ctx, holder, amount)], order));
  return order;
};
const balance = (ctx: Ctx, id: string): Promise<number> =>
  inRead(ctx, async (tx) =>
    must((await balancesOf(tx, [{ ...units(id), asset: ASSET }]))[0], 'one is answered for each'),
  );

describe('un-merging', () => {
  test('gives back to the holder what was spent for the other, lists it, and does so once', async () => {
    const ctx = await shop(services);
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    granted(await earn(ctx, a, { amount: 30 }));
    granted(await earn(ctx, b, { amount: 100, lot: { from: '-infinity', until: '2027-01-01' } }));
    granted(await merge(ctx, a, b));
    const own = await burn(ctx, { shown: a, holder: a, amount: 30 });
    const { orderId } = await burn(ctx, { shown: a, holder: b, amount: 40 });
    expect(own.orderId).not.toBe(orderId);
    const { ambiguous } = granted(await unmerge(ctx, a));
    expect(ambiguous).toEqual([
      {
        orderId,
        shownCustomerId: a,
        holderCustomerId: b,
        kind: 'units',
        ownerId: b,
        asset: ASSET,
        amount: '40',
        compensated: true,
      },
    ]);
    expect([await balance(ctx, a), await balance(ctx, b)]).toEqual([0, 100]);
    expect(await inRead(ctx, (tx) => crossSpendsOf(tx, orderId))).toMatchObject([
      { holderCustomerId: b, amount: 40, isSettled: true },
    ]);
    granted(await merge(ctx, a, b));
    expect(granted(await unmerge(ctx, a)).ambiguous).toEqual([]);
    expect(await balance(ctx, b)).toBe(100);
    expect(await verifyLedger(ctx)).toEqual([]);
  });

  test('leaves out what a refund gave back', async () => {
    const ctx = await shop(services);
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    granted(await earn(ctx, b, { amount: 100 }));
    granted(await merge(ctx, a, b));
    const order = await burn(ctx, { shown: a, holder: b, amount: 40 });
    const { debit, credit } = burnStep(ctx, b, 1);
    const back = (amount: number): Step => ({ debit: credit, credit: debit, asset: ASSET, amount, lot: ALL_DAYS });
    granted(await post(ctx, [back(15)], order));
    const gone = await burn(ctx, { shown: a, holder: b, amount: 5 });
    granted(await post(ctx, [back(5)], gone));
    expect(granted(await unmerge(ctx, a)).ambiguous).toMatchObject([{ orderId: order.orderId, amount: '25' }]);
    expect(await balance(ctx, b)).toBe(100);
  });

  test('settles only what crossed the link that ends', async () => {
    const ctx = await shop(services);
    const [a, b, c] = (await persons(ctx, 3)) as [string, string, string];
    for (const id of [a, b, c]) granted(await earn(ctx, id, { amount: 100 }));
    granted(await merge(ctx, a, b));
    granted(await merge(ctx, b, c));
    await burn(ctx, { shown: a, holder: b, amount: 10 });
    await burn(ctx, { shown: c, holder: a, amount: 20 });
    expect(granted(await unmerge(ctx, b)).ambiguous.map(({ amount }) => amount)).toEqual(['20']);
    expect([await balance(ctx, a), await balance(ctx, b)]).toEqual([100, 90]);
    expect(granted(await unmerge(ctx, a)).ambiguous.map(({ amount }) => amount)).toEqual(['10']);
    expect(await balance(ctx, b)).toBe(100);
  });

  test('a checkout that was late is settled by the job, once', async () => {
    const ctx = await shop(services);
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    granted(await earn(ctx, b, { amount: 100 }));
    granted(await merge(ctx, a, b));
    await burn(ctx, { shown: a, holder: b, amount: 10 });
    expect(await settleLateSpends(ctx)).toBe(0);
    granted(await unmerge(ctx, a));
    await burn(ctx, { shown: a, holder: b, amount: 30 });
    expect(await balance(ctx, b)).toBe(70);
    expect(await Promise.all([settleLateSpends(ctx), settleLateSpends(ctx)])).toContain(1);
    expect([await settleLateSpends(ctx), await balance(ctx, b)]).toEqual([0, 100]);
  });

  test('two un-merges at once compensate once', async () => {
    const ctx = await shop(services);
    const [a, b] = (await persons(ctx, 2)) as [string, string];
    granted(await earn(ctx, b, { amount: 100 }));
    granted(await merge(ctx, a, b));
    await burn(ctx, { shown: a, holder: b, amount: 60 });
    await Promise.all([1, 2, 3, 4].map(() => unmerge(ctx, a)));
    expect(await balance(ctx, b)).toBe(100);
  });
});
