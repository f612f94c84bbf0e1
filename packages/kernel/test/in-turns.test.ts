import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurns } from '../index.ts';

it('does all of it, so many at once, and throws what failed when the others are done', async () => {
  let [busy, most] = [0, 0];
  const done: number[] = [];
  const work = async (item: number): Promise<void> => {
    busy += 1;
    most = Math.max(most, busy);
    await turn();
    busy -= 1;
    if (item === 3) throw new Error('the third');
    done.push(item);
  };
  await expect(inTurns([1, 2, 3, 4, 5, 6, 7], 3, work)).rejects.toThrow('the third');
  expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 4, 5, 6, 7]);
  expect(most).toBe(3);
});
