import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { sortRange } from '../people/sort-rows.ts';

const sorted = (keys: readonly number[], from: number, until: number): number[] => {
  const rows = Uint32Array.from(keys, (_, i) => i);
  sortRange(rows, { from, until }, (a, b) => keys[a]! - keys[b]!);
  return Array.from(rows, (row) => keys[row]!);
};

test('rows are sorted between two places, however far from order they are', () => {
  const random = seededRandom(7);
  const orders = {
    'in order': (i: number) => i,
    backwards: (i: number) => -i,
    'in order but for some': (i: number) => (random.int(50) === 0 ? random.int(2_000) : i),
    'in no order': () => random.int(500),
  };
  for (const [name, keyOf] of Object.entries(orders)) {
    for (const size of [0, 1, 2, 60, 2_000]) {
      const keys = Array.from({ length: size }, (_, i) => keyOf(i));
      const [from, until] = [Math.min(1, size), Math.max(Math.min(1, size), size - 1)];
      const part = keys.slice(from, until).toSorted((a, b) => a - b);
      expect(sorted(keys, from, until), `${size} ${name}`).toEqual([
        ...keys.slice(0, from),
        ...part,
        ...keys.slice(until),
      ]);
    }
  }
});
