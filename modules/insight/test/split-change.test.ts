import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { roundedTo, splitChange, type Product } from '../change/split-change.ts';

const random = seededRandom(5);

/** A product by its counts: guests, orders and what they came to. */
const product = (guests: number, orders: number, sumMinor: number): Product => ({
  sumMinor,
  factors: [guests, guests > 0 ? orders / guests : null, orders > 0 ? sumMinor / orders : null],
});

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

describe('a change of a product', () => {
  test('that only one factor made is all that factor’s', () => {
    expect(splitChange(product(10, 20, 4_000), product(15, 30, 6_000))).toEqual([2_000, 0, 0]);
    expect(splitChange(product(10, 20, 4_000), product(10, 30, 6_000))).toEqual([0, 2_000, 0]);
    expect(splitChange(product(10, 20, 4_000), product(10, 20, 6_000))).toEqual([0, 0, 2_000]);
  });

  test('of two factors is shared half and half where they changed alike', () => {
    // From 2 × 3 to 4 × 6: 18 more, 9 each.
    const before = { sumMinor: 6, factors: [2, 3] };
    expect(splitChange(before, { sumMinor: 24, factors: [4, 6] })).toEqual([9, 9]);
  });

  test('worked out by hand over the six orders of three factors', () => {
    // 1×1×1 to 2×3×4. The first adds 1·(1·1)/3 + 1·(3·1)/6 + 1·(1·4)/6 + 1·(3·4)/3 = 5.5; the second 7 and a third … in all 23.
    expect(splitChange({ sumMinor: 1, factors: [1, 1, 1] }, { sumMinor: 24, factors: [2, 3, 4] })).toEqual([6, 8, 9]);
  });

  test('from nothing, or to nothing, is of who came, not of how often or for how much', () => {
    expect(splitChange(product(0, 0, 0), product(4, 6, 999))).toEqual([999, 0, 0]);
    expect(splitChange(product(4, 6, 999), product(0, 0, 0))).toEqual([-999, 0, 0]);
    expect(splitChange(product(0, 0, 0), product(0, 0, 0))).toEqual([0, 0, 0]);
  });

  test('is shared to the minor unit, whatever the numbers', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const some = (): Product => {
        const guests = random.int(40);
        const orders = guests === 0 ? 0 : guests + random.int(50);
        return product(guests, orders, orders === 0 ? 0 : random.int(10_000_000));
      };
      const [before, now] = [some(), some()];
      const parts = splitChange(before, now);
      expect(sum(parts)).toBe(now.sumMinor - before.sumMinor);
      expect(
        splitChange(now, before)
          .map((part) => -part + 0)
          .every((part, i) => Math.abs(part - parts[i]!) <= 1),
      ).toBe(true);
    }
  });
});

test('rounding gives what is left to the greatest remainders, of equals to the first', () => {
  expect(roundedTo([1.5, 1.5, 1], 4)).toEqual([2, 1, 1]);
  expect(roundedTo([-0.4, -0.6], -1)).toEqual([0, -1]);
});
