import { describe, expect, test } from 'vitest';
import { SCALES, scoreOf, type Measures } from '../score/components.ts';
import { measuresOf, type Known } from '../score/measure.ts';
import { dayText } from '../asking/day.ts';

const FULL: Measures = {
  age: 800,
  open_days: 9_000,
  trend: 2_000,
  steadiness: 1_500,
  refunds: 0,
  returning: 7_000,
  dependence: 500,
  known: 8_000,
};

describe('the score of a store', () => {
  test('weighs a hundred in all', () => {
    expect(Object.values(SCALES).reduce((all, { weight }) => all + weight, 0)).toBe(100);
  });

  test('is 100 where every component is beyond its best, and 0 where each is beyond its worst', () => {
    expect(scoreOf(FULL).score).toBe(100);
    const worst = { age: 0, open_days: 0, trend: -9_000, steadiness: 9_000, refunds: 5_000, returning: 0 };
    expect(scoreOf({ ...worst, dependence: 10_000, known: 0 }).score).toBe(0);
  });

  test('rises evenly: half way up a scale of weight 20 costs ten', () => {
    expect(scoreOf({ ...FULL, trend: -1_000 }).score).toBe(90);
    // Scales that fall count the other way: 5.5 % refunds are half way from 10 % to 1 %.
    expect(scoreOf({ ...FULL, refunds: 550 }).score).toBe(95);
  });

  test('leaves out what cannot be measured, and is none below half of the weight', () => {
    const { score, components } = scoreOf({ ...FULL, trend: null, refunds: 1_000 });
    // 70 of 80.
    expect(score).toBe(88);
    expect(components.find(({ name }) => name === 'trend')).toMatchObject({ value: null, points: null });
    const little = { ...FULL, open_days: null, trend: null, steadiness: null, returning: null };
    expect(scoreOf(little).score).toBeNull();
  });
});

describe('what is measured of a store', () => {
  const asOf = 1_000;
  const days = (from: number, to: number, payable: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => ({
      day: dayText(from + i),
      orders: 2,
      known_orders: 1,
      payable,
      refunded: 0,
    }));
  const known = (change: Partial<Known>): Known => ({
    asOf,
    firstDay: 100,
    days: days(500, asOf, 100),
    guests: { guests: 10, newGuests: 4 },
    spends: Float64Array.from([50, 30, 20]),
    ...change,
  });

  test('of a steady one', () => {
    expect(measuresOf(known({}))).toEqual({
      age: 901,
      open_days: 10_000,
      trend: 0,
      steadiness: 0,
      refunds: 0,
      returning: 6_000,
      dependence: 10_000,
      known: 5_000,
    });
  });

  test('against last year where there was one, else against the quarter before', () => {
    const grown = [...days(546, 635, 100), ...days(821, 910, 50), ...days(911, asOf, 200)];
    expect(measuresOf(known({ days: grown })).trend).toBe(10_000);
    expect(measuresOf(known({ days: grown, firstDay: 700 })).trend).toBe(30_000);
    expect(measuresOf(known({ days: grown, firstDay: 900 })).trend).toBeNull();
  });

  test('of one that never sold is nothing', () => {
    const none = { days: [], firstDay: null, guests: { guests: 0, newGuests: 0 }, spends: new Float64Array() };
    expect(Object.values(measuresOf(known(none))).every((value) => value === null)).toBe(true);
  });
});
