import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { addDays, addMonths } from '../calendar.ts';
import { bestStanding, tierHistory, type EarnedOn } from '../person-tier.ts';
import type { Downgrade, Programme } from '../programme.ts';
import { judgeTier, NEW_STANDING, type Standing } from '../tier.ts';
import { draft, tier } from './shop.ts';

const START = '2026-01-01';
const TIERS = [tier('basic', 0), tier('silver', 1, { windowMonths: 6 }), tier('gold', 2), tier('black', 4)];
const programme = (policy: Downgrade['policy'] = 'keep_until_review', tiers = TIERS): Programme => ({
  ...draft({ tiers, downgrade: { policy, reviewMonths: 3 } }),
  programmeId: '019c0000-0000-7000-8000-000000000001',
  version: 1,
});
const eras = (policy?: Downgrade['policy']) => [{ from: START, programme: programme(policy) }];

/** Goes through all days: what is due is judged in the morning, and every earning as it comes. */
function everyDay(policy: Downgrade['policy'], earned: readonly EarnedOn[], day: string): Standing {
  let standing = NEW_STANDING;
  const judge = (on: string, upTo: number): void => {
    const within = (months: number) =>
      earned.slice(0, upTo).reduce((sum, one) => sum + (one.day >= addMonths(on, -months) ? one.amount : 0), 0);
    standing = judgeTier(programme(policy), { standing, earned: within, day: on })?.standing ?? standing;
  };
  for (let on = START; on <= day; on = addDays(on, 1)) {
    if (standing.reviewOn !== null && standing.reviewOn <= on) judge(on, earned.filter((one) => one.day < on).length);
    earned.forEach((one, i) => one.day === on && judge(on, i + 1));
  }
  return standing;
}

describe('the tier of a person', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'is that of one whose days are gone through one by one, for random earnings and refunds, seed %i',
    (seed) => {
      const random = seededRandom(seed);
      const policy = random.pick(['keep_until_review', 'one_step', 'to_earned'] as const);
      let day = addDays(START, random.int(30));
      const earned = Array.from({ length: random.int(25) }, (): EarnedOn => {
        day = addDays(day, random.int(4) === 0 ? 0 : random.int(70));
        return { day, amount: random.int(5) === 0 ? -random.int(500) : random.int(1500) };
      });
      const today = addDays(day, random.int(500));
      const { standing, steps } = tierHistory({ eras: eras(policy), earned, day: today });
      expect(standing).toEqual(everyDay(policy, earned, today));
      expect(steps.at(-1)?.toTier ?? null).toBe(standing.tierId);
      expect(steps.every(({ fromTier }, i) => fromTier === (steps[i - 1]?.toTier ?? 'basic'))).toBe(true);
    },
  );

  test('does not depend on who of the circle earned what, for it is told sums alone, and says when each step was', () => {
    const earned = [
      { day: '2026-01-05', amount: 600 },
      { day: '2026-01-09', amount: 600 },
      { day: '2026-02-01', amount: 900 },
    ];
    const { steps } = tierHistory({ eras: eras(), earned, day: '2026-02-02' });
    expect(steps).toEqual([
      { day: '2026-01-09', fromTier: 'basic', toTier: 'silver', why: 'upgrade', earned: 1200 },
      { day: '2026-02-01', fromTier: 'silver', toTier: 'gold', why: 'upgrade', earned: 2100 },
    ]);
  });

  test('is judged under the terms of each day; before there was a programme there was none', () => {
    const low = programme('keep_until_review', [tier('basic', 0), tier('gold', 1, { threshold: 100 })]);
    const two = [
      { from: '2026-02-01', programme: programme() },
      { from: '2026-03-01', programme: low },
    ];
    const earned = [
      { day: '2026-01-10', amount: 5000 },
      { day: '2026-02-10', amount: 10 },
    ];
    expect(tierHistory({ eras: two, earned: earned.slice(0, 1), day: '2026-01-20' }).standing).toEqual(NEW_STANDING);
    expect(tierHistory({ eras: two, earned, day: '2026-02-20' }).standing).toMatchObject({ since: '2026-02-01' });
    expect(tierHistory({ eras: [two[1]!], earned, day: '2026-03-20' }).standing).toMatchObject({ tierId: 'gold' });
  });

  test('is never lower than that of one of the circle alone; of equals the first stands', () => {
    const at = (tierId: string, since: string): Standing => ({ tierId, since, reviewOn: null });
    const [silver, gold, later] = [at('silver', '2026-01-01'), at('gold', '2026-01-02'), at('gold', '2026-01-03')];
    expect(bestStanding(programme(), [silver, gold, later])).toBe(gold);
    expect(bestStanding(programme(), [NEW_STANDING, silver])).toBe(silver);
    expect(bestStanding(programme(), [])).toBe(NEW_STANDING);
  });
});
