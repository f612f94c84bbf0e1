import { expect, test } from 'vitest';
import { DAY_MS, seededRandom } from '@shuke/kernel';
import { DAY_CAP, EVIDENCE_KINDS, HALF_LIFE_DAYS, interestsOf, WEIGHT, type Evidence } from '../interest/interest.ts';

const TODAY = '2026-03-31';
const day = (ago: number): string => new Date(Date.parse(TODAY) - ago * DAY_MS).toISOString().slice(0, 10);
const liking = (evidence: Evidence[], today = TODAY): number => interestsOf(evidence, today).get('tea') ?? 0;
const one = (kind: Evidence['kind'], ago = 0, count = 1): Evidence => ({ category: 'tea', kind, day: day(ago), count });

test('buying says more than clicking, passing by less than sending away', () => {
  const [order, click, ignore, dismiss] = (['order', 'click', 'ignore', 'dismiss'] as const).map((kind) =>
    liking([one(kind)]),
  );
  expect(order).toBeGreaterThan(click!);
  expect(click).toBeGreaterThan(0);
  expect(ignore).toBeLessThan(0);
  expect(dismiss).toBeLessThan(ignore!);
});

test('evidence counts half as much after thirty days', () => {
  const raw = (x: number): number => x / (1 - Math.abs(x));
  expect(raw(liking([one('click', HALF_LIFE_DAYS)]))).toBeCloseTo(raw(liking([one('click')])) / 2, 10);
});

test('nothing goes beyond the bounds, and a day counts at most five of a kind', () => {
  const years = Array.from({ length: 240 }, (_, ago) => one('order', ago, 1_000_000));
  expect(liking(years)).toBeLessThan(1);
  expect(liking(years.map((row) => ({ ...row, kind: 'dismiss' })))).toBeGreaterThan(-1);
  expect(liking([one('click', 0, DAY_CAP)])).toBe(liking([one('click', 0, 1000)]));
});

test('it is the plain decayed sum of the evidence, in whatever order that comes', () => {
  const random = seededRandom(11);
  for (let round = 0; round < 200; round += 1) {
    const evidence = Array.from({ length: 30 }, () => ({
      category: random.pick(['tea', 'cake', 'soup']),
      kind: random.pick(EVIDENCE_KINDS),
      day: day(random.int(200)),
      count: 1 + random.int(8),
    }));
    const sums: Record<string, number> = {};
    for (const { category, kind, day: on, count } of evidence) {
      const age = (Date.parse(TODAY) - Date.parse(on)) / DAY_MS;
      for (let n = 0; n < Math.min(5, count); n += 1)
        sums[category] = (sums[category] ?? 0) + WEIGHT[kind] * 0.5 ** (age / 30);
    }
    const found = interestsOf([...evidence].reverse(), TODAY);
    for (const [category, x] of Object.entries(sums)) expect(found.get(category)).toBeCloseTo(x / (1 + Math.abs(x)), 9);
  }
});
