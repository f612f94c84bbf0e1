import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { rankForSlots, shrunkRate, type Offer, type SlotOptions } from '../index.ts';

const offer = (id: string, given: Partial<Offer> = {}): Offer => ({
  id,
  kind: id,
  value: 100,
  probability: 0.1,
  usual: 0.05,
  isRepeat: true,
  ...given,
});

const shown = (offers: readonly Offer[], options: SlotOptions): string =>
  rankForSlots(offers, options)
    .map(({ offer: { id } }) => id)
    .join(' ');

describe('a page of a few slots', () => {
  test('shows what is worth most, not what is most likely', () => {
    const offers = [
      offer('likely', { probability: 0.9, value: 10 }),
      offer('dear', { probability: 0.2, value: 500 }),
      offer('plain'),
    ];
    expect(shown(offers, { slots: 2 })).toBe('dear plain');
  });

  test('never shows what would lose money, even where a slot stays empty', () => {
    expect(shown([offer('loss', { value: -1 }), offer('none', { value: 0 }), offer('gain')], { slots: 3 })).toBe(
      'gain',
    );
  });

  test('a second coffee must be worth twice as much as the tea to stand before it', () => {
    const offers = [
      offer('latte', { kind: 'coffee', value: 300 }),
      offer('mocha', { kind: 'coffee', value: 190 }),
      offer('tea', { value: 100 }),
    ];
    expect(shown(offers, { slots: 2 })).toBe('latte tea');
    expect(shown(offers, { slots: 2, repetition: 1 })).toBe('latte mocha');
    expect(shown(offers, { slots: 3, repetition: 0 })).toBe('latte tea');
  });

  test('keeps slots for what the guest does not know yet, as long as there is any', () => {
    const offers = [
      offer('a', { value: 400 }),
      offer('b', { value: 300 }),
      offer('new', { isRepeat: false, value: 1 }),
    ];
    expect(shown(offers, { slots: 2 })).toBe('a b');
    expect(shown(offers, { slots: 2, explore: 1 })).toBe('a new');
    expect(shown(offers, { slots: 3, explore: 2 })).toBe('a new b');
  });

  test('a guest of whom nothing is known gets what is usual here', () => {
    const page = rankForSlots([offer('a', { probability: null, usual: 0.2 }), offer('b', { probability: null })], {
      slots: 4,
    });
    expect(page.map(({ offer: { id }, basis, worth }) => [id, basis, worth])).toEqual([
      ['a', 'usual', 20],
      ['b', 'usual', 5],
    ]);
  });

  test('equal offers are shown in the same order however they are given', () => {
    expect(shown([offer('b'), offer('a'), offer('c')], { slots: 2 })).toBe('a b');
  });

  test('is worth at least 63 % of the best of all pages, and nearly always all of it', () => {
    const random = seededRandom(11);
    let same = 0;
    for (let round = 0; round < 200; round += 1) {
      const offers = Array.from({ length: 7 }, (_, i) =>
        offer(String(i), { kind: String(random.int(3)), value: random.int(1000) - 200, probability: random.next() }),
      );
      const slots = 1 + random.int(4);
      const greedy = rankForSlots(offers, { slots }).reduce((sum, { worth }) => sum + worth, 0);
      const best = bestPage(offers, slots);
      expect(greedy).toBeGreaterThanOrEqual(0.63 * best - 1e-9);
      if (greedy > best - 1e-9) same += 1;
    }
    expect(same).toBeGreaterThan(180);
  });
});

/** The most that any set of offers is worth, of each kind the best first. */
function bestPage(offers: readonly Offer[], slots: number): number {
  let best = 0;
  for (let mask = 0; mask < 1 << offers.length; mask += 1) {
    const set = offers.filter((_, i) => mask & (1 << i)).toSorted((a, b) => worthOf(b) - worthOf(a));
    if (set.length > slots) continue;
    const of = new Map<string, number>();
    let sum = 0;
    for (const one of set) {
      const before = of.get(one.kind) ?? 0;
      sum += worthOf(one) * 0.5 ** before;
      of.set(one.kind, before + 1);
    }
    best = Math.max(best, sum);
  }
  return best;
}

const worthOf = ({ value, probability }: Offer): number => value * probability!;

describe('a rate from little experience', () => {
  test.each([
    ['nothing was ever tried', [], 0.02],
    [
      'nothing here, the chain decides',
      [
        { taken: 0, of: 0 },
        { taken: 100, of: 980 },
      ],
      0.1,
    ],
    [
      'much here, the chain hardly counts',
      [
        { taken: 3000, of: 10_000 },
        { taken: 100, of: 980 },
      ],
      0.3,
    ],
  ])('%s', (_, tried, rate) => {
    expect(shrunkRate(tried, { otherwise: 0.02 })).toBeCloseTo(rate, 2);
  });

  test('one lucky guest does not make a hit', () => {
    expect(shrunkRate([{ taken: 1, of: 1 }], { otherwise: 0.05 })).toBeLessThan(0.1);
  });
});
