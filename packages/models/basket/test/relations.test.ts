import { describe, expect, test } from 'vitest';
import { itemRelations, packHistories, preferenceProfile, relatedItems, type Histories } from '../index.ts';

const [BREAD, BUTTER, BEER, CRISPS, WATER] = [0, 1, 2, 3, 4] as const;

function packed(customers: number[][][], items = 5): Histories {
  const histories = packHistories(
    customers.map((baskets) => ({ baskets })),
    items,
  );
  if (!histories.ok) throw new Error(histories.refusal.code);
  return histories.value;
}

/** Everybody buys water; bread goes with butter and beer with crisps. */
const shop = packed([
  ...Array.from({ length: 10 }, () => [[BREAD, WATER], [BUTTER]]),
  ...Array.from({ length: 10 }, () => [[BEER], [CRISPS, WATER]]),
  [[BREAD, BEER], [WATER]],
]);

describe('what goes with a product', () => {
  test.each(['cosine', 'rp3beta'] as const)('%s finds what the same customers buy', (method) => {
    const relations = itemRelations(shop, { method, size: 3, beta: 0.9 });
    expect(relatedItems(relations, [BREAD], 1)[0]!.item).toBe(BUTTER);
    expect(relatedItems(relations, [BEER], 1)[0]!.item).toBe(CRISPS);
  });

  test('what is in the basket is not proposed, and all of it counts', () => {
    const relations = itemRelations(shop, { method: 'cosine', size: 4, shrink: 0 });
    const proposed = relatedItems(relations, [BREAD, BUTTER], 5).map(({ item }) => item);
    expect(proposed[0]).toBe(WATER);
    expect(proposed).not.toContain(BREAD);
    expect(proposed).not.toContain(BUTTER);
  });

  test('the cosine is that of the definition', () => {
    const [first] = relatedItems(itemRelations(shop, { method: 'cosine', size: 4, shrink: 10 }), [BUTTER], 4);
    expect(first).toEqual({ item: BREAD, strength: 10 / (Math.sqrt(10 * 11) + 10) });
  });

  test('a handful of customers proves less than many', () => {
    const few = packed([[[BREAD, BUTTER]], ...Array.from({ length: 20 }, () => [[BEER, CRISPS]])]);
    const relations = itemRelations(few, { method: 'cosine', size: 4 });
    const strength = (item: number): number => relatedItems(relations, [item], 1)[0]!.strength;
    expect(strength(BREAD)).toBeLessThan(strength(BEER) / 5);
  });

  test('a product that nobody bought goes with nothing', () => {
    expect(relatedItems(itemRelations(packed([[[BREAD]]]), { method: 'rp3beta', size: 3 }), [WATER], 3)).toEqual([]);
  });
});

describe('what a customer prefers', () => {
  const options = { categoryOf: [0, 0, 1, 1, 2], usual: [0.5, 0.3, 0.2] };

  test('somebody unknown prefers what the shop sells', () => {
    const unknown = packed([[], [[WATER]]]);
    expect(preferenceProfile(unknown, 0, options)).toEqual([
      { category: 0, share: 0.5, lift: 1, weight: 0 },
      { category: 1, share: 0.3, lift: 1, weight: 0 },
      { category: 2, share: 0.2, lift: 1, weight: 0 },
    ]);
  });

  test('what he buys counts, what he bought lately most, and shares sum to 1', () => {
    const histories = packHistories([{ baskets: [[BREAD], [BEER]], times: [0, 90], now: 90 }], 5);
    if (!histories.ok) throw new Error(histories.refusal.code);
    const profile = preferenceProfile(histories.value, 0, options);
    expect(profile[0]!.category).toBe(1);
    expect(profile.map(({ weight }) => weight)).toEqual([1, 0.5, 0]);
    expect(profile.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});
