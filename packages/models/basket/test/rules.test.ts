import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { findGroceries } from '@shuke/testkit/data/groceries';
import { associationRules, type Rule } from '../index.ts';

function rulesOf(baskets: readonly ArrayLike<number>[], minSupport: number, minConfidence: number): Rule[] {
  const found = associationRules(baskets, { minSupport, minConfidence });
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

const groceries = findGroceries();

describe.skipIf(groceries === null)(
  'on the groceries of one month (../shared/data/groceries)',
  { timeout: 60_000 },
  () => {
    const { baskets, names } = groceries ?? { baskets: [], names: [] };

    const often = groceries ? rulesOf(baskets, 0.001, 0.5) : [];

    test.each([
      [0.5, 5668],
      [0.6, 2918],
      [0.8, 410],
    ])('support .001 and confidence %d give %d rules', (least, count) => {
      expect(often.filter(({ confidence }) => confidence >= least)).toHaveLength(count);
    });

    test('support .006 and confidence .25 give 463 rules', () => {
      expect(rulesOf(baskets, 0.006, 0.25)).toHaveLength(463);
    });

    test('the strongest is herbs => root vegetables', () => {
      const [first, second] = rulesOf(baskets, 0.006, 0.25);
      expect([first!.given.map((item) => names[item]), names[first!.implied]]).toEqual([['herbs'], 'root vegetables']);
      expect(first!.lift).toBeCloseTo(3.956477, 6);
      expect(first!.count).toBe(69);
      expect(second!.lift).toBeCloseTo(3.796886, 6);
    });
  },
);

/** All rules by trying every set of items. */
function byForce(baskets: readonly number[][], items: number, minCount: number): Map<string, number> {
  const found = new Map<string, number>();
  const sets = baskets.map((basket) => new Set(basket));
  for (let mask = 1; mask < 1 << items; mask += 1) {
    const set = Array.from({ length: items }, (_, item) => item).filter((item) => mask & (1 << item));
    const count = sets.filter((basket) => set.every((item) => basket.has(item))).length;
    if (set.length < 2 || count < minCount) continue;
    for (const implied of set) {
      const given = set.filter((item) => item !== implied);
      const held = sets.filter((basket) => given.every((item) => basket.has(item))).length;
      found.set(`${given.join()}>${implied}`, count / held);
    }
  }
  return found;
}

test('finds exactly the rules that trying every set finds', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 40; round += 1) {
    const items = 2 + random.int(7);
    const baskets = Array.from({ length: 1 + random.int(30) }, () =>
      Array.from({ length: random.int(6) }, () => random.int(items)),
    );
    const minCount = Math.min(baskets.length, 1 + random.int(3));
    const confidence = random.int(10) / 10;
    const expected = [...byForce(baskets, items, minCount)].filter(([, share]) => share >= confidence);
    const rules = rulesOf(baskets, minCount / baskets.length, confidence);
    expect(
      new Map(rules.map(({ given, implied, confidence: share }) => [`${given.join()}>${implied}`, share])),
    ).toEqual(new Map(expected));
  }
});

describe('what rules cannot be found in is refused by name', { timeout: 60_000 }, () => {
  test.each([
    ['baskets_empty', [], { minSupport: 0.1, minConfidence: 0.1 }],
    ['baskets_item_unknown', [[1, Number.NaN]], { minSupport: 0.1, minConfidence: 0.1 }],
    ['baskets_item_unknown', [[-1]], { minSupport: 0.1, minConfidence: 0.1 }],
    ['rules_threshold_invalid', [[1]], { minSupport: 0, minConfidence: 0.1 }],
    ['rules_threshold_invalid', [[1]], { minSupport: Number.NaN, minConfidence: 0.1 }],
    ['rules_threshold_invalid', [[1]], { minSupport: 0.5, minConfidence: 1.1 }],
    ['rules_too_many', [Array.from({ length: 40 }, (_, item) => item)], { minSupport: 1, minConfidence: 0 }],
  ])('%s', (code, baskets, options) => {
    const found = associationRules(baskets, options);
    expect(found.ok ? null : found.refusal.code).toBe(code);
  });
});
