import { expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { ALL_DAYS, type Step } from '../index.ts';
import { DAY, points, post, posting } from './shop.ts';

const services = testServices();

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
