import { findTaFeng, type TaFeng } from '@shuke/testkit/data/ta-feng';
import { describe, expect, test } from 'vitest';
import { evaluateBaskets, idealGain, packHistories, personalTop, selectCustomers, tifuKnn } from '../index.ts';
import type { BasketQuality, Histories } from '../index.ts';

const taFeng = findTaFeng();

function packed({ histories, items }: TaFeng): Histories {
  const found = packHistories(
    histories.map((baskets) => ({ baskets })),
    items,
  );
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

describe.skipIf(taFeng === null)('on Ta-Feng (../shared/data/nbr-tafeng-tois23)', { timeout: 120_000 }, () => {
  test('TIFU-KNN comes to the figures of its published code on the first fold', () => {
    const all = packed(taFeng!);
    const { train, test: asked } = taFeng!.folds[0]!;
    const ranked = tifuKnn(selectCustomers(all, asked), selectCustomers(all, train), { size: 20 });
    const next = asked.map((customer) => taFeng!.nextBaskets[customer]!);
    const [at10, at20] = [10, 20].map((k) => evaluateBaskets(ranked, next, k));
    expect(at10!.recall).toBeCloseTo(0.1314, 3);
    expect(at10!.ndcg).toBeCloseTo(0.1045, 3);
    expect(at10!.ndcgCut).toBeCloseTo(0.1112, 3);
    expect(at10!.hitRate).toBeCloseTo(0.403, 3);
    expect(at20!.recall).toBeCloseTo(0.1842, 3);
  });

  test('so does what each bought most often, of equals the first; of equals the popular one is better', () => {
    const all = packed(taFeng!);
    const reached = (ties: 'first' | 'popular'): BasketQuality =>
      evaluateBaskets(personalTop(all, all, { size: 10, ties }), taFeng!.nextBaskets, 10);
    const first = reached('first');
    expect(first.recall).toBeCloseTo(0.1195, 3);
    expect(first.ndcg).toBeCloseTo(0.1007, 3);
    expect(first.hitRate).toBeCloseTo(0.3721, 3);
    expect(reached('popular').recall).toBeCloseTo(0.135, 3);
  });
});

describe('what a ranking is worth', () => {
  test('counts by hand', () => {
    const quality = evaluateBaskets(
      [
        [1, 2, 3],
        [7, 8, 9],
      ],
      [[2, 5], [1]],
      3,
    );
    expect(quality.recall).toBe(0.25);
    expect(quality.hitRate).toBe(0.5);
    expect(quality.ndcg).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)) / 2, 12);
  });

  test('a basket larger than the list costs under one convention and not under the other', () => {
    const quality = evaluateBaskets([[0, 1]], [[0, 1, 2, 3]], 2);
    expect(quality.ndcgCut).toBe(1);
    expect(quality.ndcg).toBeCloseTo(idealGain(2) / idealGain(4), 12);
  });
});
