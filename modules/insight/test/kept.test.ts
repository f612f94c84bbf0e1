import { expect, test } from 'vitest';
import { bytesWithKept, keptOf } from '../people/kept.ts';
import { bytesOf } from '../people/histories.ts';
import { historiesFrom } from './people.ts';

const histories = () => historiesFrom({ a: [[1, 5]], b: [[2, 5]] });
const MB = 1024 * 1024;

test('what was found out of histories is found once, and anew of others', () => {
  let found = 0;
  const find = () => ({ value: (found += 1), bytes: 8 });
  const one = histories();
  expect([keptOf(one, 'a', find), keptOf(one, 'a', find), keptOf(one, 'b', find)]).toEqual([1, 1, 2]);
  expect(keptOf(histories(), 'a', find)).toBe(3);
});

test('columns over everybody are let go where they become too many, those first that were not asked for longest', () => {
  const one = histories();
  const found: string[] = [];
  const column = (key: string): void =>
    void keptOf(one, key, () => {
      found.push(key);
      return { value: key, bytes: 1.5 * MB };
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) column(key);
  expect(found).toEqual(['a', 'b', 'c', 'b']);
  expect(bytesWithKept(one)).toBe(bytesOf(one) + 3 * MB);
});

test('counts and sums stay where columns have to go', () => {
  const one = histories();
  let counted = 0;
  const count = (): number => keptOf(one, 'count', () => ({ value: (counted += 1), bytes: 800 }));
  count();
  for (let i = 0; i < 10; i += 1) keptOf(one, `column ${i}`, () => ({ value: i, bytes: 3 * MB }));
  expect(count()).toBe(1);
});

test('of counts and sums too only so many are kept', () => {
  const one = histories();
  for (let i = 0; i < 2_000; i += 1) keptOf(one, `count ${i}`, () => ({ value: i, bytes: 1_000 }));
  expect(bytesWithKept(one) - bytesOf(one)).toBeLessThan(MB);
});
