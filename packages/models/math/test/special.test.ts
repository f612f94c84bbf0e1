import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../quadrature.ts';
import { digamma, logGamma, risingTable } from '../special.ts';

describe('the gamma function', () => {
  test.each([
    [0.001, 6.907178885383853],
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1, 0],
    [2, 0],
    [6.5, 5.662562059857142],
    [171, 706.5730622457875],
    [1e6, 12815504.569147611],
  ])('ln Γ(%d) to 13 digits', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-13 * Math.max(1, value));
  });

  test('digamma is −γ at 1 and the slope of ln Γ everywhere', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 14);
    for (const x of [0.03, 0.7, 3.3, 9.99, 10.01, 250]) {
      const step = 1e-5 * x;
      expect(digamma(x)).toBeCloseTo((logGamma(x + step) - logGamma(x - step)) / (2 * step), 5);
    }
    expect(() => digamma(0)).toThrow('positive');
  });

  test('a table over whole numbers agrees with ln Γ and keeps its digits where c is large', () => {
    const { log, slope } = risingTable(0.4, 50);
    for (const k of [0, 1, 7, 50]) {
      expect(log[k]).toBeCloseTo(logGamma(0.4 + k) - logGamma(0.4), 11);
      expect(slope[k]).toBeCloseTo(digamma(0.4 + k) - digamma(0.4), 12);
    }
    expect(risingTable(1e15, 2).log[2]).toBeCloseTo(2 * Math.log(1e15), 13);
  });
});

test('Gauss–Legendre is exact for polynomials of degree 2n − 1', () => {
  const { nodes, weights } = gaussLegendre(8);
  const integral = (power: number): number => nodes.reduce((sum, node, i) => sum + weights[i]! * node ** power, 0);
  for (const power of [0, 2, 8, 14]) expect(integral(power)).toBeCloseTo(2 / (power + 1), 13);
  for (const power of [1, 15]) expect(integral(power)).toBeCloseTo(0, 13);
});
