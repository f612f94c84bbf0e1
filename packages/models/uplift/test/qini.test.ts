import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { bootstrapInterval, qini, qiniInterval, upliftAt } from '../index.ts';

// Six customers, worked out by hand: offered first those with the highest score, of whom the first and third were in the offered arm.
const six = { scores: [6, 5, 4, 3, 2, 1], treated: [1, 0, 1, 0, 1, 0], outcome: [1, 0, 1, 0, 0, 1] };

describe('the Qini curve', () => {
  test('is the answers of the offered less those of the others, as if they were as many', () => {
    expect(qini(six).curve.map(({ gain }) => gain)).toEqual([0, 1, 1, 2, 2, 2, 2 - (1 * 3) / 3]);
  });

  test('is normalised by the area of the best order and that of a random one', () => {
    // Trapezoids: .5 + 1 + 1.5 + 2 + 2 + 1.5 = 8.5; at random 6·1/2 = 3. The best order has two answers, three that change nothing and one
    // that acted without an offer: points (0, 0), (2, 2), (5, 2), (6, 1): 2 + 6 + 1.5 = 9.5.
    const { area, coefficient } = qini(six);
    expect(area).toBeCloseTo((8.5 - 3) / 36, 12);
    expect(coefficient).toBeCloseTo((8.5 - 3) / (9.5 - 3), 12);
  });

  test('is 1 for the order of hindsight, 0 where all are alike, and knows no order of equals', () => {
    const best = six.treated.map((arm, i) => (arm === 1 ? six.outcome[i]! : -six.outcome[i]!));
    expect(qini({ ...six, scores: best }).coefficient).toBeCloseTo(1, 12);
    expect(qini({ ...six, scores: six.scores.map(() => 7) }).coefficient).toBeCloseTo(0, 12);
  });

  test('counts a customer with a weight of two as two customers', () => {
    const twice = (values: readonly number[]): number[] => values.flatMap((value) => [value, value]);
    const doubled = { scores: twice(six.scores), treated: twice(six.treated), outcome: twice(six.outcome) };
    expect(qini(six, [2, 2, 2, 2, 2, 2]).coefficient).toBeCloseTo(qini(doubled).coefficient, 12);
  });

  test('the uplift of a share is the difference of means among those ranked highest', () => {
    expect(upliftAt(six, 1)).toBeCloseTo(2 / 3 - 1 / 3, 12);
    expect(upliftAt(six, 0.7)).toBeCloseTo(1 - 0, 12);
  });
});

describe('intervals', () => {
  test('hold a known mean about as often as they say', () => {
    const random = seededRandom(11);
    let held = 0;
    for (let round = 0; round < 200; round += 1) {
      const values = Float64Array.from({ length: 100 }, () => random.next());
      const mean = (counts: Int32Array): number => values.reduce((sum, value, i) => sum + counts[i]! * value, 0) / 100;
      const { low, high } = bootstrapInterval(100, mean, { draws: 200, seed: round });
      if (low <= 0.5 && high >= 0.5) held += 1;
    }
    expect(held / 200).toBeGreaterThan(0.9);
    expect(held / 200).toBeLessThan(0.99);
  });

  test('lie around the coefficient and are the same for the same seed', () => {
    const random = seededRandom(3);
    const customers = 2000;
    const scores = Float64Array.from({ length: customers }, () => random.next());
    const treated = scores.map(() => random.int(2));
    const outcome = scores.map((score, i) => (random.next() < 0.2 + 0.3 * score * treated[i]! ? 1 : 0));
    const ranking = { scores, treated, outcome };
    const interval = qiniInterval(ranking, { draws: 100 });
    const { coefficient } = qini(ranking);
    expect(interval.low).toBeLessThan(coefficient);
    expect(interval.high).toBeGreaterThan(coefficient);
    expect(qiniInterval(ranking, { draws: 100 })).toEqual(interval);
  });
});
