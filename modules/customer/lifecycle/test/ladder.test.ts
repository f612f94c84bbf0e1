import { expect, test } from 'vitest';
import type { Stage } from '@shuke/contract';
import { seededRandom } from '@shuke/kernel';
import { climb, rankOf, type StageFact } from '../ladder.ts';

const fact = (to: Stage, day: number, customerId = 'a'): StageFact => ({
  customerId,
  to,
  because: 'order',
  at: new Date(Date.UTC(2026, 0, day)),
});

const told = (standing: Stage | null, facts: readonly StageFact[]): string =>
  climb(new Map(standing ? [['a', standing]] : []), facts)
    .map(({ from, to }) => `${from ?? 'nobody'}→${to}`)
    .join(' ');

test.each<[string, Stage | null, StageFact[], string]>([
  [
    'every step is kept',
    null,
    [fact('contact', 1), fact('visitor', 2), fact('buyer', 3)],
    'nobody→contact contact→visitor visitor→buyer',
  ],
  ['a stage may be skipped', null, [fact('buyer', 1)], 'nobody→buyer'],
  ['nobody goes down', 'member', [fact('contact', 1), fact('buyer', 2), fact('member', 3)], ''],
  [
    'facts count in the order in which they came about',
    null,
    [fact('buyer', 3), fact('contact', 1)],
    'nobody→contact contact→buyer',
  ],
  ['of one instant the lower comes first', null, [fact('member', 1), fact('buyer', 1)], 'nobody→buyer buyer→member'],
])('%s', (...[, standing, facts, expected]) => {
  expect(told(standing, facts)).toBe(expected);
});

test('customers climb by their own facts, only ever up', () => {
  const random = seededRandom(3);
  const stages: Stage[] = ['contact', 'visitor', 'buyer', 'member', 'paid_member'];
  for (let round = 0; round < 300; round += 1) {
    const facts = Array.from({ length: 12 }, () =>
      fact(random.pick(stages), 1 + random.int(20), random.pick(['a', 'b'])),
    );
    const changes = climb(new Map([['b', 'visitor']]), facts);
    for (const id of ['a', 'b']) {
      const own = changes.filter((one) => one.customerId === id);
      const best = Math.max(
        id === 'b' ? 1 : -1,
        ...facts.filter((one) => one.customerId === id).map((one) => rankOf(one.to)),
      );
      expect(own.every(({ from, to }) => rankOf(to) > rankOf(from))).toBe(true);
      expect(Math.max(id === 'b' ? 1 : -1, ...own.map((one) => rankOf(one.to)))).toBe(best);
    }
  }
});
