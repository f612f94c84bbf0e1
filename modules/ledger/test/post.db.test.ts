import { expect, test } from 'vitest';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { ALL_DAYS, postMany, type Lot, type Posting, type Step } from '../index.ts';

const services = testServices();
const DAY = '2026-03-02';
const YEAR: Lot = { from: '2026-01-01', until: '2027-01-01' };

const posting = (ctx: Ctx, ...steps: Step[]): Posting => ({
  merchantId: ctx.actor.merchantId,
  transactionId: newId(),
  purpose: 'test',
  referenceId: newId(),
  steps,
});

async function post(ctx: Ctx, ...postings: Posting[]): Promise<string[]> {
  const done = await inTx(ctx, {}, async (tx) => ok(await postMany(tx, postings)));
  if (!done.ok) throw new Error('no key, no refusal');
  return done.value.map((one) => (one.ok ? 'ok' : JSON.stringify(one.refusal.facts)));
}

function points(ctx: Ctx, customer: string) {
  const merchant = ctx.actor.merchantId;
  const units = { account: 'units', owner: customer } as const;
  return {
    earn: (amount: number, lot: Lot = YEAR): Step => ({
      debit: { account: 'units_issued', owner: merchant },
      credit: units,
      asset: 'points:a',
      amount,
      lot,
    }),
    burn: (amount: number, day = DAY): Step => ({
      debit: units,
      credit: { account: 'units_used', owner: merchant },
      asset: 'points:a',
      amount,
      day,
    }),
  };
}

test('a balance is spent by lot, the first to end first, and never below zero', async () => {
  const ctx = actAs(services);
  const { earn, burn } = points(ctx, newId());
  const later = { from: '2026-01-01', until: '2028-01-01' };
  const outcome = await post(
    ctx,
    posting(ctx, earn(70, later)),
    posting(ctx, earn(50)),
    posting(ctx, burn(60)),
    posting(ctx, burn(61)),
    posting(ctx, burn(60)),
  );
  expect(outcome).toEqual([
    'ok',
    'ok',
    'ok',
    JSON.stringify({ account: 'units', asset: 'points:a', needed: 61, available: 60 }),
    'ok',
  ]);
});

test('a lot is not spendable before its first day nor from its last on', async () => {
  const ctx = actAs(services);
  const { earn, burn } = points(ctx, newId());
  await post(ctx, posting(ctx, earn(10, { from: '2026-03-05', until: '2026-04-01' })));
  expect((await post(ctx, posting(ctx, burn(1, '2026-03-04'))))[0]).toContain('"available":0');
  expect(await post(ctx, posting(ctx, burn(1, '2026-03-05')))).toEqual(['ok']);
  expect((await post(ctx, posting(ctx, burn(1, '2026-04-01'))))[0]).toContain('"available":0');
});

test('a posting of several steps that fails at the last changes nothing', async () => {
  const ctx = actAs(services);
  const [alice, bob] = [points(ctx, newId()), points(ctx, newId())];
  const outcome = await post(ctx, posting(ctx, alice.earn(10), bob.burn(1)), posting(ctx, alice.burn(1)));
  expect(outcome.map((one) => one === 'ok')).toEqual([false, false]);
});

test('500 concurrent spends of one balance of 100 take exactly 100', async () => {
  const ctx = actAs(services);
  const { earn, burn } = points(ctx, newId());
  await post(ctx, posting(ctx, earn(100)));
  const outcomes = await Promise.all(Array.from({ length: 500 }, () => post(ctx, posting(ctx, burn(1)))));
  expect(outcomes.filter(([one]) => one === 'ok')).toHaveLength(100);
});

test('money between two accounts without lots needs none', async () => {
  const ctx = actAs(services);
  const template = newId();
  const owner = ctx.actor.merchantId;
  const fund: Step = {
    debit: { account: 'coupon_funding', owner },
    credit: { account: 'coupon_budget', owner: template },
    asset: 'CNY',
    amount: 500,
  };
  const commit: Step = {
    debit: { account: 'coupon_budget', owner: template },
    credit: { account: 'coupon_committed', owner: template },
    asset: 'CNY',
    amount: 300,
  };
  expect(await post(ctx, posting(ctx, fund), posting(ctx, commit))).toEqual(['ok', 'ok']);
  expect((await post(ctx, posting(ctx, commit)))[0]).toContain('"available":200');
  expect(ALL_DAYS.from < DAY && DAY < ALL_DAYS.until).toBe(true);
});
