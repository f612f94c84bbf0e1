import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { alwaysValidP, discoveries, mixtureRadius, switchbackLift, switchbackPlan, tuningFor } from '../index.ts';
import { normal } from './cohort.ts';

describe('what is against "no effect"', () => {
  test('is .05 exactly where the interval of 95 % touches zero', () => {
    const [variance, tuning] = [4, tuningFor(9, 0.05)];
    const edge = mixtureRadius(variance, { alpha: 0.05, tuning });
    expect(alwaysValidP(edge, { variance, tuning })).toBeCloseTo(0.05, 12);
    expect(alwaysValidP(-edge, { variance, tuning })).toBeCloseTo(0.05, 12);
    expect(alwaysValidP(0, { variance, tuning })).toBe(1);
  });
});

describe('many campaigns at once', () => {
  test('the example of Benjamini and Hochberg (1995, section 4): four of fifteen', () => {
    const published = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(discoveries(published).filter(({ isDiscovery }) => isDiscovery)).toHaveLength(4);
  });

  test('of those called proven at most a twentieth are wrong on average', () => {
    const random = seededRandom(5);
    let shares = 0;
    const rounds = 1_000;
    for (let round = 0; round < rounds; round += 1) {
      // 16 campaigns that did nothing, 4 that did: small p-values.
      const p = Array.from({ length: 20 }, (_, i) => (i < 16 ? random.next() : random.next() ** 8));
      const called = discoveries(p).map(({ isDiscovery }) => isDiscovery);
      const wrong = called.filter((is, i) => is && i < 16).length;
      shares += wrong / Math.max(1, called.filter(Boolean).length);
    }
    expect(shares / rounds).toBeLessThan(0.055);
  });

  test('none is nothing', () => expect(discoveries([])).toEqual([]));
});

/** Weekly margin of stores that differ, in weeks that differ, each store's weeks hanging together. */
function grownTable(seed: number, plan: readonly (readonly boolean[])[], effect: number): number[][] {
  const random = seededRandom(seed);
  const weeks = plan[0]!.map(() => 20 * normal(random));
  return plan.map((row) => {
    const level = 100 + 30 * normal(random);
    let drift = 0;
    return row.map((on, week) => {
      drift = 0.7 * drift + 5 * normal(random);
      return level + weeks[week]! + drift + (on ? effect : 0);
    });
  });
}

describe('stores that take turns', { timeout: 60_000 }, () => {
  const size = { stores: 8, weeks: 12 };
  const liftOf = (seed: number, effect: number) => {
    const treated = switchbackPlan({ ...size, seed: 7_000 + seed });
    const found = switchbackLift({ treated, outcomes: grownTable(seed, treated, effect) });
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value;
  };

  test('half of the stores are on in each week, and another seed draws another plan', () => {
    const plan = switchbackPlan({ ...size, seed: 1 });
    for (let week = 0; week < size.weeks; week += 1) expect(plan.filter((row) => row[week])).toHaveLength(4);
    expect(switchbackPlan({ ...size, seed: 1 })).toEqual(plan);
    expect(switchbackPlan({ ...size, seed: 2 })).not.toEqual(plan);
  });

  test('what did nothing is called proven in at most 5 % of cases, and the truth is inside in at least 95 %, within chance', () => {
    const seeds = Array.from({ length: 60 }, (_, k) => k + 1);
    const proven = seeds.filter((seed) => liftOf(seed, 0).pValue <= 0.05).length;
    const missed = seeds.filter((seed) => {
      const { low, high } = liftOf(seed, 6);
      return low > 6 || high < 6;
    }).length;
    // Three of sixty are expected; eight or more would come by chance in one case of a hundred.
    expect(proven).toBeLessThan(8);
    expect(missed).toBeLessThan(8);
  });

  test('an effect that is large enough is proven', () => {
    const { effect, low, pValue } = liftOf(3, 15);
    expect(effect).toBeCloseTo(15, -1);
    expect(low).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(0.01);
  });

  const plan = switchbackPlan({ ...size, seed: 1 });
  test.each([
    ['switchback_too_small', { treated: plan.slice(0, 3), outcomes: plan.slice(0, 3).map((row) => row.map(Number)) }],
    ['switchback_incomplete', { treated: plan, outcomes: plan.slice(1).map((row) => row.map(Number)) }],
    [
      'switchback_incomplete',
      { treated: plan.map((row) => row.map(() => true)), outcomes: plan.map((row) => row.map(Number)) },
    ],
    ['switchback_not_finite', { treated: plan, outcomes: plan.map((row) => row.map(() => Number.NaN)) }],
  ])('%s is refused by name', (code, data) => {
    expect(switchbackLift(data)).toMatchObject({ ok: false, refusal: { code } });
  });
});
