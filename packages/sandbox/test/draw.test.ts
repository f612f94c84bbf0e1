import { describe, expect, test } from 'vitest';
import { gamma, normal, poisson, streamOf, weighted } from '../draw.ts';

const N = 20_000;

function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: N }, draw);
  const mean = values.reduce((a, b) => a + b, 0) / N;
  return { mean, variance: values.reduce((a, v) => a + (v - mean) ** 2, 0) / N };
}

describe('draws have the moments of their distributions', () => {
  test.each([
    [0.35, 4],
    [0.9, 10],
    [1, 24],
    [2.2, 3],
    [6, 30],
  ])('gamma of shape %d and mean %d', (shape, mean) => {
    const random = streamOf(1, Math.round(shape * 100));
    const got = moments(() => gamma(random, shape, mean));
    expect(got.mean / mean).toBeCloseTo(1, 1);
    expect(got.variance / (mean ** 2 / shape)).toBeGreaterThan(0.9);
    expect(got.variance / (mean ** 2 / shape)).toBeLessThan(1.1);
  });

  test.each([0.3, 5, 200])('poisson of mean %d', (mean) => {
    const random = streamOf(2, mean * 10);
    const got = moments(() => poisson(random, mean));
    expect(got.mean / mean).toBeCloseTo(1, 1);
    expect(got.variance / mean).toBeGreaterThan(0.9);
    expect(got.variance / mean).toBeLessThan(1.1);
  });

  test('the normal is standard', () => {
    const random = streamOf(3);
    const got = moments(() => normal(random));
    expect(got.mean).toBeCloseTo(0, 1);
    expect(got.variance).toBeCloseTo(1, 1);
  });

  test('a weight is drawn as often as it is heavy, and never at zero', () => {
    const random = streamOf(4);
    const counts = [0, 0, 0];
    for (let i = 0; i < N; i += 1) counts[weighted(random, [1, 0, 3])]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeCloseTo(3, 0);
  });
});

test('streams of different paths are different, and of one path the same', () => {
  const first = (...path: number[]) => streamOf(7, ...path).next();
  expect(first(1, 2)).toBe(first(1, 2));
  const all = Array.from({ length: 2000 }, (_, i) => [first(1, i), first(2, i), first(i, 1, 0)]).flat();
  expect(new Set(all).size).toBeGreaterThan(5990);
});
