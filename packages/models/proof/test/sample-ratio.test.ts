import { describe, expect, test } from 'vitest';
import { sampleRatio, shortened, upperCap } from '../index.ts';

describe('the sample-ratio check', () => {
  // Reference values of the chi-square distribution with one degree of freedom.
  test.each([
    { treated: 900, control: 100, share: 0.1, chiSquare: 0, pValue: 1 },
    { treated: 50, control: 50, share: 0.5, chiSquare: 0, pValue: 1 },
    { treated: 4900, control: 5100, share: 0.5, chiSquare: 4, pValue: 0.04550026 },
    { treated: 450, control: 550, share: 0.5, chiSquare: 10, pValue: 0.0015654 },
    { treated: 8910, control: 1090, share: 0.1, chiSquare: 9, pValue: 0.0026998 },
  ])('$treated treated, $control control, drawn at $share', ({ treated, control, share, chiSquare, pValue }) => {
    const found = sampleRatio(treated, control, share);
    expect(found.chiSquare).toBeCloseTo(chiSquare, 9);
    expect(found.pValue).toBeCloseTo(pValue, 6);
    expect(found.suspicious).toBe(false);
  });

  test('is suspicious of what chance brings less than once in a thousand', () => {
    expect(sampleRatio(8850, 1150, 0.1).suspicious).toBe(true);
    expect(sampleRatio(1000, 0, 0.1).suspicious).toBe(true);
  });

  test('has nothing to say of nobody, and does not take nonsense', () => {
    expect(sampleRatio(0, 0, 0.1)).toEqual({ chiSquare: 0, pValue: 1, suspicious: false });
    expect(() => sampleRatio(10, 10, 0)).toThrow('a share lies between 0 and 1');
    expect(() => sampleRatio(10.5, 10, 0.5)).toThrow('counts are whole');
  });
});

describe('winsorising', () => {
  test('takes the quantile of those who bought, of both groups together', () => {
    const treated = Float64Array.from([0, 0, 0, 1, 2, 3, 4]);
    const control = Float64Array.from([0, 5, 6, 7, 8, 9, 1000]);
    expect(upperCap([treated, control], 0.9)).toBe(9);
    expect(upperCap([treated, control], 1)).toBe(1000);
    expect([...shortened(control, 9)]).toEqual([0, 5, 6, 7, 8, 9, 9]);
    expect([...control]).toEqual([0, 5, 6, 7, 8, 9, 1000]);
  });
});
