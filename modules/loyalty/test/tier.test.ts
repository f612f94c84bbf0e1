import { expect, test } from 'vitest';
import type { Downgrade, Programme } from '../programme.ts';
import { judgeTier, NEW_STANDING, progressOf, rightsOf, tierOf, windowsOf, type Standing } from '../tier.ts';
import { draft, tier } from './shop.ts';

const DAY = '2026-03-02';
const TIERS = [tier('basic', 0), tier('silver', 1), tier('gold', 2), tier('black', 5)];

const programme = (policy: Downgrade['policy'] = 'keep_until_review', tiers = TIERS): Programme => ({
  ...draft({ tiers, downgrade: { policy, reviewMonths: 6 } }),
  programmeId: '019c0000-0000-7000-8000-000000000001',
  version: 1,
});

const at = (tierId: string, reviewOn: string | null = '2026-09-01'): Standing => ({
  tierId,
  since: '2026-01-01',
  reviewOn,
});
const judge = (standing: Standing, earned: number, policy?: Downgrade['policy']) =>
  judgeTier(programme(policy), { standing, earned: () => earned, day: DAY });

test('a customer without a row stands in the lowest tier, as does one whose tier is no more', () => {
  expect(tierOf(programme(), NEW_STANDING)?.tierId).toBe('basic');
  expect(tierOf(programme(), at('platinum'))?.tierId).toBe('basic');
  expect(tierOf({ tiers: [] }, at('gold'))).toBeNull();
});

test('a tier rises at once, over several if so many points were earned', () => {
  expect(judge(NEW_STANDING, 999)).toBeNull();
  expect(judge(NEW_STANDING, 1000)).toEqual({
    standing: { tierId: 'silver', since: DAY, reviewOn: '2026-09-02' },
    change: { to: TIERS[1], why: 'upgrade' },
  });
  expect(judge(at('silver'), 5000)?.change?.to.tierId).toBe('black');
});

test('a tier does not fall before its review', () => {
  expect(judge(at('gold', '2026-03-03'), 0)).toBeNull();
  expect(judge(at('gold', '2026-03-02'), 0)?.change).toMatchObject({ why: 'downgrade' });
});

test.each<[Downgrade['policy'], string]>([
  ['keep_until_review', 'basic'],
  ['one_step', 'gold'],
  ['to_earned', 'basic'],
])('by the policy %s a tier at its review falls to %s', (policy, falls) => {
  expect(judge(at('black', DAY), 10, policy)?.change?.to.tierId).toBe(falls);
});

test('a tier that falls to the earned one is looked at every day, others after their months', () => {
  expect(judge(at('gold', DAY), 2000, 'to_earned')?.standing.reviewOn).toBe('2026-03-03');
  expect(judge(at('gold', DAY), 2000, 'one_step')?.standing.reviewOn).toBe('2026-09-02');
});

test('the lowest tier has no review, and one left over from another programme is dropped', () => {
  expect(judge(at('silver', DAY), 0)?.standing).toEqual({ tierId: 'basic', since: DAY, reviewOn: null });
  expect(judge(at('platinum', DAY), 0)?.standing.reviewOn).toBeNull();
  expect(judge(NEW_STANDING, 0)).toBeNull();
});

test('refunds of more than was earned do not take the lowest tier away', () => {
  expect(judge(at('silver', DAY), -50)?.change?.to.tierId).toBe('basic');
});

test('each tier counts within its own window', () => {
  const tiers = [tier('basic', 0), tier('silver', 1, { windowMonths: 3 }), tier('gold', 2, { windowMonths: 24 })];
  const earned = (months: number): number => (months === 24 ? 2000 : 0);
  const judged = judgeTier(programme('one_step', tiers), { standing: NEW_STANDING, earned, day: DAY });
  expect(judged?.change?.to.tierId).toBe('gold');
  expect(windowsOf({ ...programme(), tiers })).toEqual([3, 24]);
});

test('progress names the next tier and what is missing', () => {
  expect(progressOf(programme(), TIERS[1]!, () => 1200)).toEqual({ next: TIERS[2], missing: 800 });
  expect(progressOf(programme(), TIERS[3]!, () => 9999)).toBeNull();
});

test('rights differ by channel, by newcomers and by the share that the shop has; the unknown meets nothing', () => {
  const gold = tier('gold', 1, {
    rights: [
      { key: 'birthday' },
      { key: 'app-only', channels: ['app'] },
      { key: 'welcome', newcomer: true },
      { key: 'regular', newcomer: false },
      { key: 'partner', minShareBps: 5000 },
    ],
  });
  expect(rightsOf(gold, { channel: null, newcomer: null, shareBps: null })).toEqual(['birthday']);
  expect(rightsOf(gold, { channel: 'app', newcomer: true, shareBps: 4999 })).toEqual([
    'birthday',
    'app-only',
    'welcome',
  ]);
  expect(rightsOf(gold, { channel: 'till', newcomer: false, shareBps: 5000 })).toEqual([
    'birthday',
    'regular',
    'partner',
  ]);
});
