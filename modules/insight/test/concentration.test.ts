import { describe, expect, test } from 'vitest';
import * as of from '../people/concentration.ts';

const concentrationOf = (spends: readonly number[]) => of.concentrationOf(Float64Array.from(spends));
const lorenzOf = (spends: readonly number[]) => of.lorenzOf(Float64Array.from(spends));

describe('concentration', () => {
  test('of five: the best one has half', () => {
    // 500 of 1000. Gini by hand: ascending 50 100 150 200 500, Σ i·x = 50+200+450+800+2500 = 4000,
    // (2·4000 − 6·1000) / (5·1000) = 0.4.
    expect(concentrationOf([500, 200, 150, 100, 50])).toEqual({
      customers: 5,
      totalMinor: 1000,
      bestCustomers: 1,
      bestMinor: 500,
      bestShareBps: 5000,
      giniBps: 4000,
    });
  });

  test('of six takes a fifth rounded up, two', () => {
    expect(concentrationOf([6, 5, 4, 3, 2, 1])).toMatchObject({ bestCustomers: 2, bestMinor: 11, bestShareBps: 5238 });
  });

  test('of nobody has no ratio', () => {
    expect(concentrationOf([])).toEqual({
      customers: 0,
      totalMinor: 0,
      bestCustomers: 0,
      bestMinor: 0,
      bestShareBps: null,
      giniBps: null,
    });
    expect(lorenzOf([])).toEqual([]);
  });

  test('of a single customer, and of equals, is even', () => {
    expect(concentrationOf([700])).toMatchObject({ bestShareBps: 10_000, giniBps: 0 });
    expect(concentrationOf([70, 70, 70])).toMatchObject({ bestCustomers: 1, bestShareBps: 3333, giniBps: 0 });
    for (const point of lorenzOf([70, 70, 70])) expect(point.spendBps).toBe(point.customersBps);
  });

  test('of one who spends nearly all comes near the greatest Gini, 1 − 1/n', () => {
    // Σ i·x = 10·991 + (1+…+9)·1 = 9955; (19910 − 11·1000) / (10·1000) = 0.891.
    expect(concentrationOf([991, ...Array.from({ length: 9 }, () => 1)]).giniBps).toBe(8910);
  });

  test('stays exact where sums times ranks leave the safe integers', () => {
    const spends = Array.from({ length: 1000 }, () => 9_000_000_000_000);
    expect(concentrationOf(spends)).toMatchObject({ bestShareBps: 2000, giniBps: 0 });
  });
});

describe('the Lorenz curve', () => {
  test('has 21 points, cuts a customer where a twentieth does, and bends below the diagonal', () => {
    const points = lorenzOf([700, 200, 100]);
    expect(points).toHaveLength(21);
    expect(points[0]).toEqual({ customersBps: 0, spendBps: 0 });
    // A half of three customers is one and a half: 100 + 200/2 of 1000.
    expect(points[10]).toEqual({ customersBps: 5000, spendBps: 2000 });
    // A twentieth is 0.15 of the least: 15 of 1000.
    expect(points[1]).toEqual({ customersBps: 500, spendBps: 150 });
    expect(points[20]).toEqual({ customersBps: 10_000, spendBps: 10_000 });
  });
});
