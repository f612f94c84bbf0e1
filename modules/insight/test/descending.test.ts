import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { selectGreatest } from '../people/best.ts';
import { descending } from '../people/descending.ts';

const random = seededRandom(11);
const some = (count: number, upTo: number) => Float64Array.from({ length: count }, () => random.int(upTo));
const compared = (values: Float64Array) => [...values].sort((a, b) => b - a);

test.each([
  ['few', some(100, 1_000)],
  ['many, by digits', some(30_000, 3_000_000)],
  ['many of few values', some(30_000, 3)],
  ['some too great for digits', Float64Array.of(...some(30_000, 1_000), 2 ** 40)],
])('%s are ordered as by comparing', (_, values) => {
  const before = [...values];
  expect([...descending(values)]).toEqual(compared(values));
  expect([...values]).toEqual(before);
});

test('the greatest of any number of values are gathered in front, and the least of them is told', () => {
  for (let round = 0; round < 300; round += 1) {
    const values = some(1 + random.int(60), 1 + random.int(40));
    const count = 1 + random.int(values.length);
    const expected = compared(values);
    expect(selectGreatest(values, count)).toBe(expected[count - 1]);
    expect(compared(values.subarray(0, count))).toEqual(expected.slice(0, count));
  }
});
