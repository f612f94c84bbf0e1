import { seededRandom } from '@shuke/kernel';
import { describe, expect, test } from 'vitest';
import { expectedWhileThere } from '../expectation.ts';
import { LeftOdds } from '../exponential.ts';
import { models, type ModelName } from '../models.ts';
import { groupRows } from '../rows.ts';
import { simulate } from './customers.ts';

const NAMES: readonly ModelName[] = ['bg/nbd', 'mbg/nbd', 'pareto/nbd'];

describe('the likelihood', () => {
  const rows = groupRows(simulate({ size: 300, age: 40, rate: 0.3, leaves: 0.2, seed: 3 }));

  test.each(NAMES)('of %s has the gradient of its differences', (name) => {
    const random = seededRandom(5);
    for (let trial = 0; trial < 8; trial += 1) {
      const parameters = Float64Array.from({ length: 4 }, () => Math.exp(4 * random.next() - 2));
      const gradient = new Float64Array(4);
      models[name].logLikelihood(rows, parameters, gradient);
      parameters.forEach((value, i) => {
        const at = (factor: number): number => {
          const moved = parameters.with(i, value * factor);
          return models[name].logLikelihood(rows, moved, new Float64Array(4));
        };
        const difference = (at(1 + 1e-5) - at(1 - 1e-5)) / (2e-5 * value);
        expect(Math.abs(gradient[i]! / difference - 1)).toBeLessThan(1e-5);
      });
    }
  });

  test('does not change with the order of customers and counts equal ones', () => {
    const twice = { frequency: [2, 0, 2], recency: [3, 0, 3], age: [9, 4, 9] };
    const grouped = groupRows(twice);
    expect(grouped.count.toSorted()).toEqual(Float64Array.of(1, 2));
    const once = groupRows({ frequency: [2], recency: [3], age: [9] });
    const single = groupRows({ frequency: [0], recency: [0], age: [4] });
    for (const name of NAMES) {
      const of = (some: typeof rows): number =>
        models[name].logLikelihood(some, Float64Array.of(0.6, 4, 0.8, 3), new Float64Array(4));
      expect(of(grouped)).toBeCloseTo(2 * of(once) + of(single), 10);
    }
  });

  test('stays finite for a guest of every day and far-off parameters', () => {
    const daily = groupRows({ frequency: [700], recency: [100], age: [104] });
    for (const name of NAMES) {
      for (const parameters of [
        [0.01, 0.01, 5, 0.01],
        [20, 400, 0.001, 900],
        [1e-6, 1e6, 1e6, 1e-6],
      ]) {
        const value = models[name].logLikelihood(daily, Float64Array.from(parameters), new Float64Array(4));
        expect(Number.isFinite(value)).toBe(true);
      }
    }
  });
});

// 2F1(a, b; c; z) by its definition.
function hypergeometric(a: number, b: number, { c, z }: { c: number; z: number }): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 5000; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
  }
  return sum;
}

describe('purchases expected of one who is still there', () => {
  test.each([
    { shape: 2.24, rate: 43.3, a: 0.793, b: 4.43, horizon: 39 },
    { shape: 0.5, rate: 6, a: 2.5, b: 3, horizon: 4 },
    { shape: 9, rate: 30, a: 0.2, b: 12, horizon: 104 },
  ])('equal the published form for $shape, $rate, $a, $b', ({ shape, rate, a, b, horizon }) => {
    const z = horizon / (rate + horizon);
    const series = (1 - z) ** shape * hypergeometric(shape, b, { c: a + b - 1, z });
    const published = ((a + b - 1) / (a - 1)) * (1 - series);
    expect(Math.abs(expectedWhileThere({ shape, rate, a, b }, horizon) / published - 1)).toBeLessThan(1e-10);
  });

  test('pass through a = 1 and a + b = 1, where the published form divides by zero', () => {
    const around = (a: number, b: number): number => expectedWhileThere({ shape: 2, rate: 5, a, b }, 10);
    expect(around(1, 3)).toBeCloseTo((around(1 - 1e-6, 3) + around(1 + 1e-6, 3)) / 2, 9);
    expect(around(0.4, 0.6)).toBeCloseTo((around(0.4, 0.6 - 1e-6) + around(0.4, 0.6 + 1e-6)) / 2, 9);
  });

  test('are the rate times the time where nobody leaves', () => {
    expect(expectedWhileThere({ shape: 30, rate: 60, a: 1e-6, b: 1e6 }, 12)).toBeCloseTo(6, 6);
  });
});

test('how much likelier a customer is gone agrees with the published form by Gauss’s function', () => {
  const [r, alpha, s, beta] = [0.553277, 10.577683, 0.60624, 11.668736];
  const [x, recency, age] = [2, 30.43, 38.86];
  const sum = r + x + s;
  // Fader & Hardie (2005), "A note on deriving the Pareto/NBD model", equation 20 for α < β.
  const part = (at: number): number =>
    hypergeometric(sum, r + x, { c: sum + 1, z: (beta - alpha) / (beta + at) }) / (beta + at) ** sum;
  const odds = (s / sum) * (part(recency) - part(age)) * (alpha + age) ** (r + x) * (beta + age) ** s;
  const left = new LeftOdds(Float64Array.of(r, alpha, s, beta));
  expect(left.logOdds({ x, recency, age })).toBeCloseTo(Math.log(odds), 10);
});
