import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createLanes } from '../lanes.ts';

interface Item {
  readonly key: string;
  readonly no: number;
}

/** Lanes whose batches take `ms`, with what was run, and the most that ran at once. */
function watched(options: {
  lanes: number;
  most: number;
  ms: number;
  fails?: (items: readonly Item[]) => Error | null;
}) {
  const batches: (readonly Item[])[] = [];
  const running = new Set<readonly Item[]>();
  const met: string[] = [];
  let together = 0;
  const lanes = createLanes<Item, number>({
    lanes: options.lanes,
    most: options.most,
    waitMs: 2,
    keyOf: ({ key }) => key,
    run: async (items) => {
      const keys = new Set(items.map(({ key }) => key));
      for (const other of running) met.push(...other.map(({ key }) => key).filter((key) => keys.has(key)));
      running.add(items);
      together = Math.max(together, running.size);
      batches.push(items);
      await sleep(options.ms);
      running.delete(items);
      const error = options.fails?.(items);
      if (error) throw error;
      return items.map(({ no }) => no);
    },
  });
  return { add: (item: Item) => lanes.add(item), batches, met, together: () => together };
}

const items = (count: number, keyOf: (no: number) => string): Item[] =>
  Array.from({ length: count }, (_, no) => ({ key: keyOf(no), no }));

describe('lanes', () => {
  test('give each item its own answer, in batches', async () => {
    const { add, batches } = watched({ lanes: 1, most: 10, ms: 1 });
    const answers = await Promise.all(items(35, () => 'a').map(add));
    expect(answers).toEqual(Array.from({ length: 35 }, (_, no) => no));
    expect(batches.length).toBeLessThan(10);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(10);
  });

  test('never have one key in two batches at once, and run keys that differ at once', async () => {
    const { add, met, together } = watched({ lanes: 3, most: 8, ms: 3 });
    await Promise.all(items(200, (no) => (no % 2 === 0 ? 'large' : `small ${no % 7}`)).map(add));
    expect(met).toEqual([]);
    expect(together()).toBe(3);
  });

  test('keep the items of one key in the order in which they came', async () => {
    const { add, batches } = watched({ lanes: 2, most: 5, ms: 1 });
    await Promise.all(items(100, (no) => `key ${no % 3}`).map(add));
    for (const key of ['key 0', 'key 1', 'key 2']) {
      const order = batches.flat().filter((item) => item.key === key);
      expect(order.map(({ no }) => no)).toEqual(order.map(({ no }) => no).toSorted((a, b) => a - b));
    }
  });

  test('share what waits among idle lanes, though one key has half of it', async () => {
    const { add, batches } = watched({ lanes: 2, most: 64, ms: 5 });
    await Promise.all(items(60, (no) => (no % 2 === 0 ? 'large' : `small ${no}`)).map(add));
    expect(batches.map((batch) => batch.length)).toEqual([30, 30]);
  });

  test('part a batch that fails, so that its neighbours do not share the fault of one', async () => {
    const { add } = watched({
      lanes: 1,
      most: 16,
      ms: 0,
      fails: (batch) => (batch.some(({ no }) => no === 7) ? new Error('seven') : null),
    });
    const settled = await Promise.allSettled(items(16, () => 'a').map(add));
    expect(settled.flatMap((one, no) => (one.status === 'rejected' ? [no] : []))).toEqual([7]);
  });
});
