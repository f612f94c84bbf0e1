import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, bpsOf, formatMinor, parseMinor } from '../index.ts';

describe('money', () => {
  it('reads decimals into minor units of each currency and refuses what it would have to round', () => {
    expect(parseMinor('12.50', 'CNY')).toBe(1250);
    expect(parseMinor('12.500', 'CNY')).toBe(1250);
    expect(parseMinor('-0.01', 'CNY')).toBe(-1);
    expect(parseMinor('12', 'JPY')).toBe(12);
    expect(parseMinor('1.234', 'KWD')).toBe(1234);
    for (const bad of ['12.505', '1e3', '', '.5', '1,5', ' 1', 'NaN', '99999999999999999']) {
      expect(parseMinor(bad, 'CNY'), bad).toBeNull();
    }
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('CNY', 'JPY', 'KWD'), (minor, currency) => {
        fc.pre(Math.abs(minor) < 1e14);
        expect(parseMinor(formatMinor(minor, currency), currency)).toBe(minor + 0);
      }),
    );
  });

  it('allocates so that the parts sum exactly and follow their weights within one unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(fc.nat(1e6), { minLength: 1, maxLength: 20 }),
        (minor, weights) => {
          const parts = allocate(minor, weights);
          const total = weights.reduce((a, b) => a + b, 0);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(minor);
          if (total > 0) parts.forEach((p, i) => expect(Math.abs(p - (minor * weights[i]!) / total)).toBeLessThan(1));
        },
      ),
    );
  });

  it('rounds a share half up, away from zero for refunds', () => {
    expect([bpsOf(999, 1500), bpsOf(10, 500), bpsOf(-10, 500), bpsOf(9, 500)]).toEqual([150, 1, -1, 0]);
  });
});
