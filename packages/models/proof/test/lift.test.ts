import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { liftInterval, MIN_ARM, mixtureRadius, tuningFor, variance, type Arm, type LiftInterval } from '../index.ts';
import { grow, normal, type Cohort, type Grown } from './cohort.ts';

// The target is 2,000, which `SHUKE_SIMULATIONS=2000 npm test -- unit` plays in a minute.
const SIMULATIONS = Number(process.env['SHUKE_SIMULATIONS'] ?? 500);
const cohort: Cohort = { treated: 350, control: 50, days: 21, visits: 'random', effect: 0 };

const armOf = (outcomes: Float64Array, covariates: Float64Array, [from, to]: [number, number]): Arm => ({
  outcomes: outcomes.slice(from, to),
  covariates: covariates.slice(from, to),
});

/** What an owner sees who looks at the end of every day. */
function looks(grown: Grown, { treated, control }: Cohort, winsoriseAt?: number): LiftInterval[] {
  // A twelfth of the variance of 90 days' spending: a third of the time, and a covariate that explains half of σ.
  const expectedVariance = (variance(grown.before) / 12) * (1 / treated + 1 / control);
  return grown.totals.map((totals) => {
    const one = armOf(totals, grown.before, [0, treated]);
    const other = armOf(totals, grown.before, [treated, treated + control]);
    const found = liftInterval(one, other, { expectedVariance, winsoriseAt });
    if (!found.ok) throw new Error(found.refusal.code);
    return found.value;
  });
}

type Bad = (seen: LiftInterval[], truth: readonly number[]) => boolean;

/** In which share of simulated cohorts something happened at any look. */
function shareOf(like: Cohort, isBad: readonly Bad[], winsoriseAt?: number): number[] {
  const bad = isBad.map(() => 0);
  for (let seed = 1; seed <= SIMULATIONS; seed += 1) {
    const grown = grow(seed, like);
    const seen = looks(grown, like, winsoriseAt);
    for (const [i, is] of isBad.entries()) if (is(seen, grown.truth)) bad[i]! += 1;
  }
  return bad.map((count) => count / SIMULATIONS);
}

const claimsAnEffect: Bad = (seen) => seen.some(({ low, high }) => low > 0 || high < 0);
const plainlyClaims: Bad = (seen) => seen.some((one) => Math.abs(one.difference) > 1.96 * one.standardError);
const missesTheTruth: Bad = (seen, truth) => seen.some(({ low, high }, day) => low > truth[day]! || high < truth[day]!);

describe('an interval that is looked at every day', { timeout: 240_000 }, () => {
  test.each(['random', 'regular'] as const)('finds nothing where nothing happened, with %s visits', (visits) => {
    const [always, plain] = shareOf({ ...cohort, visits }, [claimsAnEffect, plainlyClaims]);
    expect(always).toBeLessThanOrEqual(0.05);
    // What it is for: a plain 95 % interval, looked at in the same way, claims an effect in more than one case of five.
    expect(plain).toBeGreaterThan(0.2);
  });

  test('covers the true effect at all looks in at least 95 % of cases', () => {
    // Not shortened: the truth is that of whole receipts.
    const [missed] = shareOf({ ...cohort, effect: 0.3 }, [missesTheTruth], 1);
    expect(missed).toBeLessThanOrEqual(0.05);
  });

  test('proves an effect that is large enough', () => {
    const large: Cohort = { ...cohort, treated: 1800, control: 200, effect: 0.6 };
    for (let seed = 1; seed <= 5; seed += 1) expect(looks(grow(seed, large), large).at(-1)!.low).toBeGreaterThan(0);
  });

  test('proves nothing while nobody has bought', () => {
    const zeros = { outcomes: new Float64Array(100) };
    const found = liftInterval(zeros, zeros, { expectedVariance: 4 });
    expect(found).toMatchObject({ ok: true, value: { difference: 0, cap: Number.POSITIVE_INFINITY } });
    if (found.ok) expect(found.value.high).toBeGreaterThan(0);
  });
});

describe('the boundary', () => {
  test('is the one of the paper: σ·√(2(tρ²+1)/(t²ρ²)·log(√(tρ²+1)/α)) for a mean of t', () => {
    const [t, rho, sigma, alpha] = [400, 0.12, 2.5, 0.05];
    const scale = (2 * (t * rho ** 2 + 1)) / (t ** 2 * rho ** 2);
    const paper = sigma * Math.sqrt(scale * Math.log(Math.sqrt(t * rho ** 2 + 1) / alpha));
    const ours = mixtureRadius(t * sigma ** 2, { alpha, tuning: sigma ** 2 / rho ** 2 }) / t;
    expect(ours).toBeCloseTo(paper, 12);
  });

  test('is tightest about where it was tuned to be, 3.04 standard errors', () => {
    const width = (v: number): number => mixtureRadius(v, { alpha: 0.05, tuning: tuningFor(100, 0.05) }) / Math.sqrt(v);
    expect(width(100)).toBeCloseTo(3.035, 3);
    expect(width(10)).toBeGreaterThan(width(100));
    expect(width(10_000)).toBeGreaterThan(width(100));
  });
});

describe('what makes it narrower', () => {
  test('a covariate that correlates by .7 takes at least 30 % of the variance away, and about half', () => {
    const random = seededRandom(7);
    const draw = (size: number): Required<Arm> => {
      const covariates = Float64Array.from({ length: size }, () => normal(random));
      const outcomes = covariates.map((x) => 50 + 10 * (0.7 * x + Math.sqrt(1 - 0.49) * normal(random)));
      return { outcomes, covariates };
    };
    const [treated, control] = [draw(9000), draw(1000)];
    const options = { expectedVariance: 1, winsoriseAt: 1 };
    const without = liftInterval({ outcomes: treated.outcomes }, { outcomes: control.outcomes }, options);
    const adjusted = liftInterval(treated, control, options);
    if (!without.ok || !adjusted.ok) throw new Error('both samples are sound');
    const kept = (adjusted.value.standardError / without.value.standardError) ** 2;
    expect(kept).toBeLessThan(0.7);
    expect(kept).toBeCloseTo(0.51, 1);
    expect(adjusted.value.theta).toBeCloseTo(7, 0);
  });

  test('one very large receipt does not decide', () => {
    const random = seededRandom(3);
    const draw = (size: number): Float64Array => Float64Array.from({ length: size }, () => 100 * random.next());
    const [treated, control] = [draw(900), draw(100)];
    control[17] = 1_000_000;
    const found = liftInterval({ outcomes: treated }, { outcomes: control }, { expectedVariance: 10 });
    expect(found).toMatchObject({ ok: true });
    if (found.ok) expect(found.value.cap).toBeLessThan(100);
    if (found.ok) expect(Math.abs(found.value.difference)).toBeLessThan(15);
  });
});

describe('samples that cannot carry an interval are refused by name', () => {
  const some = (size: number): Arm => ({ outcomes: new Float64Array(size).fill(1) });
  const withCovariates = (size: number): Arm => ({ ...some(MIN_ARM), covariates: new Float64Array(size) });
  const broken = (value: number): Arm => ({ outcomes: new Float64Array(MIN_ARM).fill(value) });
  test.each([
    { what: 'nobody in the control group', treated: some(100), control: some(0), code: 'sample_one_armed' },
    { what: 'nobody treated', treated: some(0), control: some(100), code: 'sample_one_armed' },
    { what: 'one customer less than needed', treated: some(100), control: some(MIN_ARM - 1), code: 'sample_too_small' },
    {
      what: 'a covariate for one group only',
      treated: withCovariates(MIN_ARM),
      control: some(MIN_ARM),
      code: 'sample_unpaired',
    },
    {
      what: 'a covariate for some customers only',
      treated: withCovariates(MIN_ARM),
      control: withCovariates(MIN_ARM - 1),
      code: 'sample_unpaired',
    },
    { what: 'not a number', treated: some(MIN_ARM), control: broken(Number.NaN), code: 'sample_not_finite' },
    { what: 'infinity', treated: broken(Number.POSITIVE_INFINITY), control: some(MIN_ARM), code: 'sample_not_finite' },
  ])('$what', ({ treated, control, code }) => {
    expect(liftInterval(treated, control, { expectedVariance: 1 })).toMatchObject({ ok: false, refusal: { code } });
  });
});
