import { describe, expect, test } from 'vitest';
import { findCompleteJourney } from '@shuke/testkit/data/complete-journey';
import { auc } from '../../math/metrics.ts';
import { openForecaster, type CouponHistory, type Forecast } from '../index.ts';
import { labelsAsOf } from '../labels.ts';
import { drawTown, knownOn } from './town.ts';

const town = drawTown(1);
const LAST = town.campaigns.length - 3;

function forecast(history: CouponHistory, campaign: number): Forecast {
  const opened = openForecaster(history);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const said = opened.value.forecast(campaign);
  if (!said.ok) throw new Error(said.refusal.code);
  return said.value;
}

const answersOf = ({ redeemed }: CouponHistory, campaign: number, { households }: Forecast): number[] => {
  const redeemers = new Set(Array.from(redeemed.household).filter((_, i) => redeemed.campaign[i] === campaign));
  return Array.from(households, (household) => (redeemers.has(household) ? 1 : 0));
};

describe('who redeems', { timeout: 20_000 }, () => {
  const said = forecast(town, LAST);

  test('those who like coupons and whose category it is are found before the campaign begins', () => {
    expect(auc(said.chance, answersOf(town, LAST, said))).toBeGreaterThan(0.65);
    const likes = Array.from(said.households, (household) => (town.likes[household] ? 1 : 0));
    expect(auc(said.chance, likes)).toBeGreaterThan(0.85);
  });

  test('chances are about as many as answers come', () => {
    const sum = said.chance.reduce((total, chance) => total + chance, 0);
    const came = answersOf(town, LAST, said).reduce((total, one) => total + one, 0);
    expect(Math.abs(sum - came)).toBeLessThan(3 * Math.sqrt(came));
  });

  test.each([6, LAST])('nothing from its first day on changes what is said of campaign %i', (campaign) => {
    const known = knownOn(town, town.campaigns[campaign]!.start);
    expect(forecast(known, campaign)).toEqual(forecast(town, campaign));
  });

  test('the same history says the same', () => {
    expect(forecast(town, LAST)).toEqual(said);
  });
});

describe('answers that are not yet in', () => {
  // Day 100. An ended campaign of 200, 20 of whom redeemed, evenly over its window of 10 days; one that began yesterday and one about to end.
  const ended = Array.from({ length: 200 }, (_, i) => ({
    start: 50,
    end: 59,
    firstRedeemed: i < 20 ? 50 + (i % 10) : Infinity,
  }));
  const fresh = { start: 99, end: 108, firstRedeemed: Infinity };
  const nearlyOver = { start: 91, end: 100, firstRedeemed: Infinity };
  const later = { start: 95, end: 104, firstRedeemed: 101 };
  const pairs = [...ended, fresh, nearlyOver, later];
  const spans = {
    start: Float64Array.from(pairs, ({ start }) => start),
    end: Float64Array.from(pairs, ({ end }) => end),
    firstRedeemed: Float64Array.from(pairs, ({ firstRedeemed }) => firstRedeemed),
  };
  const labels = labelsAsOf({ rows: pairs.length, columns: [new Float64Array(pairs.length)] }, spans, 100);

  test('an ended campaign is known for good', () => {
    expect(labels.slice(0, 200)).toEqual(Float64Array.from(ended, (_, i) => (i < 20 ? 1 : 0)));
  });

  test('silence says little at first and much at the end', () => {
    const [young, old] = [labels[200]!, labels[201]!];
    expect(young).toBeGreaterThan(0.06);
    expect(young).toBeLessThan(0.1);
    expect(old).toBeGreaterThan(0);
    expect(old).toBeLessThan(0.03);
  });

  test('while no campaign has ended, silence is no yes', () => {
    const start = new Float64Array(100).fill(95);
    const firstRedeemed = start.map((_, i) => (i < 10 ? 97 : Infinity));
    const running = { start, end: start.map(() => 104), firstRedeemed };
    const open = labelsAsOf({ rows: 100, columns: [new Float64Array(100)] }, running, 100);
    expect(open[0]).toBe(1);
    expect(open[99]).toBeLessThan(0.15);
  });

  test('a redemption after the day is not known', () => {
    expect(labels[202]).toBeLessThan(0.1);
  });
});

describe('histories that say nothing are refused by name', () => {
  const { redeemed, targeted, bought, covers } = town;
  const without = { campaign: [], household: [], coupon: [], day: [] };
  const withAll = (name: 'campaign' | 'household' | 'coupon' | 'day', value: number): CouponHistory['redeemed'] => ({
    ...redeemed,
    [name]: new Float64Array(redeemed.day.length).fill(value),
  });
  test.each([
    { what: 'no campaign', change: { campaigns: [] }, code: 'response_empty' },
    { what: 'nobody targeted', change: { targeted: { campaign: [], household: [] } }, code: 'response_empty' },
    { what: 'a column too short', change: { targeted: { ...targeted, household: [1] } }, code: 'response_misshapen' },
    { what: 'an unknown campaign', change: { redeemed: withAll('campaign', 99) }, code: 'response_misshapen' },
    {
      what: 'an unknown product',
      change: { covers: { ...covers, product: covers.product }, categoryOf: [0], sectionOf: [0] },
      code: 'response_misshapen',
    },
    {
      what: 'a redemption by someone who was not asked',
      change: { redeemed: withAll('household', 999) },
      code: 'response_misshapen',
    },
    { what: 'a redemption before its campaign', change: { redeemed: withAll('day', -1) }, code: 'response_misshapen' },
    { what: 'a day that is no number', change: { redeemed: withAll('day', NaN) }, code: 'response_not_finite' },
    {
      what: 'an amount that is no number',
      change: { bought: { ...bought, spend: new Float64Array(bought.day.length).fill(NaN) } },
      code: 'response_not_finite',
    },
    {
      what: 'a campaign that ends before it begins',
      change: { campaigns: town.campaigns.map((one) => ({ ...one, end: one.start - 1 })) },
      code: 'response_misshapen',
    },
  ])('$what', ({ change, code }) => {
    expect(openForecaster({ ...town, ...change })).toMatchObject({ ok: false, refusal: { code } });
  });

  const saidOf = (history: CouponHistory, campaign: number) => {
    const opened = openForecaster(history);
    return opened.ok ? opened.value.forecast(campaign) : opened;
  };

  test('the first campaign has nothing before it', () => {
    expect(saidOf(town, 0)).toMatchObject({ ok: false, refusal: { code: 'response_too_small', facts: { pairs: 0 } } });
  });

  test('a campaign that there is not went to nobody', () => {
    expect(saidOf(town, 99)).toMatchObject({ ok: false, refusal: { code: 'response_empty' } });
  });

  test('nobody ever redeemed', () => {
    expect(saidOf({ ...town, redeemed: without }, LAST)).toMatchObject({
      ok: false,
      refusal: { code: 'response_one_class' },
    });
  });
});

const journey = findCompleteJourney();

describe.skipIf(!journey)('Complete Journey (skipped where ../shared/data is absent)', () => {
  test('the last campaign for everybody is foretold from what came before', { timeout: 30_000 }, () => {
    const { history, campaignNames } = journey!;
    const campaign = campaignNames.indexOf('18');
    const said = forecast(history, campaign);
    expect(said.households).toHaveLength(1133);
    expect(auc(said.chance, answersOf(history, campaign, said))).toBeGreaterThan(0.8);
  });
});
