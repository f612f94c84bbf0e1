import { describe, expect, test } from 'vitest';
import { median, rhythmOf } from '../people/rhythm.ts';

describe('the median', () => {
  test('is the value in the middle, or exactly half way between the two', () => {
    expect(median([7])).toBe(7);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 10, 3])).toBe(3.5);
    expect(median([2.5, 3])).toBe(2.75);
  });

  test('orders numbers as numbers, not as text, and leaves what it is given alone', () => {
    const gaps = [100, 9, 20];
    expect(median(gaps)).toBe(20);
    expect(gaps).toEqual([100, 9, 20]);
  });
});

describe('a rhythm', () => {
  test('needs two visit days', () => {
    expect(rhythmOf([])).toBeNull();
    expect(rhythmOf([19_000])).toBeNull();
    expect(rhythmOf([19_000, 19_007])).toEqual({ medianGapDays: 7, gapSpreadDays: 0 });
  });

  test('is the median gap with the median deviation from it', () => {
    // Gaps 7, 7, 30, 8: sorted 7 7 8 30, median 7.5; deviations 0.5 0.5 0.5 22.5, median 0.5.
    expect(rhythmOf([0, 7, 14, 44, 52])).toEqual({ medianGapDays: 7.5, gapSpreadDays: 0.5 });
    // Gaps 4, 9: median 6.5; both deviate by 2.5.
    expect(rhythmOf([10, 14, 23])).toEqual({ medianGapDays: 6.5, gapSpreadDays: 2.5 });
    // Gaps 1, 2, 4, 8: median 3; deviations 2 1 1 5, sorted 1 1 2 5, median 1.5.
    expect(rhythmOf([0, 1, 3, 7, 15])).toEqual({ medianGapDays: 3, gapSpreadDays: 1.5 });
  });
});
