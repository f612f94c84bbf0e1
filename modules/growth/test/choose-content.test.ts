import { describe, expect, test } from 'vitest';
import type { ContentScope } from '@shuke/contract';
import { seededRandom } from '@shuke/kernel';
import { chooseContent } from '../choose-content.ts';

interface Candidate {
  ruleId: string;
  scope: ContentScope;
  scopeRef: string | null;
  category: string | null;
  priority: number;
}

const rule = (ruleId: string, scope: ContentScope, own: Partial<Candidate> = {}): Candidate => ({
  ruleId,
  scope,
  scopeRef: 'somewhere',
  category: null,
  priority: 0,
  ...own,
});
const chosen = (candidates: Candidate[], interests: Record<string, number> = {}): string | null =>
  chooseContent(candidates, new Map(Object.entries(interests)))?.ruleId ?? null;

describe('what a guest is shown', () => {
  test('is the most specific: person, segment, store, region, brand, all brands', () => {
    const all = [
      rule('all', 'brand', { scopeRef: null, priority: 900 }),
      rule('brand', 'brand', { priority: 500 }),
      rule('region', 'region', { priority: 400 }),
      rule('store', 'store', { priority: 300 }),
      rule('segment', 'segment', { priority: 200 }),
      rule('person', 'person'),
    ];
    const order: (string | null)[] = [];
    for (let left = [...all]; left.length > 0; left = left.filter(({ ruleId }) => ruleId !== order.at(-1)))
      order.push(chosen(left));
    expect(order).toEqual(['person', 'segment', 'store', 'region', 'brand', 'all']);
  });

  test('is nothing where there is nothing', () => {
    expect(chosen([])).toBeNull();
  });

  test('is, within one level, of the category that the guest likes best, and never changes the level', () => {
    const tea = rule('1', 'store', { category: 'tea', priority: 9 });
    const cake = rule('2', 'store', { category: 'cake' });
    const person = rule('3', 'person', { category: 'soup' });
    expect(chosen([tea, cake], { cake: 0.4, tea: 0.1 })).toBe('2');
    expect(chosen([tea, cake], { cake: -0.4 })).toBe('1');
    expect(chosen([tea, cake, person], { tea: 0.9, soup: -0.9 })).toBe('3');
  });

  test('is, for whom nothing is known, by priority and then by age', () => {
    const candidates = [rule('b', 'store', { priority: 5 }), rule('a', 'store', { priority: 5 }), rule('c', 'store')];
    expect(chosen(candidates)).toBe('a');
  });

  test('does not depend on the order of the candidates', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 300; round += 1) {
      const candidates = Array.from({ length: 8 }, (_, n) =>
        rule(`r${n}`, random.pick(['brand', 'region', 'store', 'segment', 'person'] as const), {
          category: random.pick([null, 'tea', 'cake']),
          priority: random.int(3),
        }),
      );
      const interests = { tea: random.next() - 0.5, cake: random.next() - 0.5 };
      const first = chosen(candidates, interests);
      expect(
        chosen(
          candidates.toSorted(() => random.next() - 0.5),
          interests,
        ),
      ).toBe(first);
    }
  });
});
