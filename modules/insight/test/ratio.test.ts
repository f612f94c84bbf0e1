import { describe, expect, test } from 'vitest';
import { changeBps, mean, roundedQuotient, shareBps } from '../asking/ratio.ts';

describe('ratios', () => {
  test('round half away from zero', () => {
    expect(roundedQuotient(5n, 2n)).toBe(3);
    expect(roundedQuotient(-5n, 2n)).toBe(-3);
    expect(roundedQuotient(5n, -2n)).toBe(-3);
    expect(roundedQuotient(4n, 3n)).toBe(1);
    expect(roundedQuotient(0n, -7n)).toBe(0);
  });

  test('are null where there is nothing to divide by, never 0, NaN or infinite', () => {
    expect(shareBps(0, 0)).toBeNull();
    expect(shareBps(5, 0)).toBeNull();
    expect(shareBps(5, -3)).toBeNull();
    expect(changeBps(5, 0)).toBeNull();
    expect(mean(0, 0)).toBeNull();
  });

  test('are basis points', () => {
    expect(shareBps(1, 3)).toBe(3_333);
    expect(shareBps(2, 3)).toBe(6_667);
    expect(shareBps(3, 3)).toBe(10_000);
    expect(changeBps(150, 100)).toBe(5_000);
    expect(changeBps(0, 100)).toBe(-10_000);
    expect(mean(1_001, 2)).toBe(501);
  });

  test('stay exact where the product would leave the safe integers', () => {
    expect(shareBps(Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER)).toBe(10_000);
    expect(shareBps(4_503_599_627_370_495, Number.MAX_SAFE_INTEGER)).toBe(5_000);
  });
});
