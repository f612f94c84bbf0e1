import { seededRandom } from '@shuke/kernel';
import { expect, test } from 'vitest';
import { FeatureTable } from '../feature-table.ts';
import { FEATURES } from '../features.ts';
import { packHistories } from '../histories.ts';
import { checkedLessons, parts, type Lessons } from '../lessons.ts';
import { sampleWeight } from '../sampling.ts';
import { addPart, type TrainingRows } from '../training-rows.ts';

const ITEMS = 40;
const CUSTOMERS = 100;

/** Everybody's baskets at random, and customer 0 with this next basket. */
function lessonsWith(nextOfFirst: number[]): Lessons {
  const random = seededRandom(4);
  const basket = (): number[] => Array.from({ length: 1 + random.int(5) }, () => random.int(ITEMS));
  const customers = Array.from({ length: CUSTOMERS }, () => ({ baskets: [basket(), basket(), basket()] }));
  const next = Array.from({ length: CUSTOMERS }, basket);
  const histories = packHistories(customers, ITEMS);
  if (!histories.ok) throw new Error(histories.refusal.code);
  const lessons = checkedLessons(histories.value, next.with(0, nextOfFirst));
  if (!lessons.ok) throw new Error(lessons.refusal.code);
  return lessons.value;
}

/** The rows of the part that customer 0 is in, or of the one that he is not in. */
function rowsOf(lessons: Lessons, withFirst: boolean): TrainingRows {
  const part = parts(CUSTOMERS, 2).find((one) => one.part.includes(0) === withFirst)!;
  const rows = { table: new FeatureTable(FEATURES.length), labels: [], weights: [] };
  addPart(rows, lessons, { part, newShare: 1 });
  return rows;
}

/** All features as text: quicker to compare than hundreds of thousands of numbers, and NaN is equal to itself. */
const written = ({ table }: TrainingRows): string =>
  table
    .features()
    .columns.map((column) => Array.from(column).join())
    .join(';');

test(
  'a customer’s next basket changes his labels and none of his features, nor those of his part',
  { timeout: 60_000 },
  () => {
    const [one, other] = [rowsOf(lessonsWith([1, 2, 3]), true), rowsOf(lessonsWith([4, 5]), true)];
    expect(other.labels).not.toEqual(one.labels);
    expect(written(other) === written(one)).toBe(true);
  },
);

test('but it does teach about everybody else', { timeout: 60_000 }, () => {
  const [one, other] = [rowsOf(lessonsWith([1, 2, 3]), false), rowsOf(lessonsWith([4, 5]), false)];
  expect(written(other) === written(one)).toBe(false);
});

test('every customer is in one part and among the others of all the rest', () => {
  const all = Array.from({ length: CUSTOMERS }, (_, customer) => customer);
  const cut = parts(CUSTOMERS, 5);
  expect(cut.flatMap(({ part }) => part).toSorted((a, b) => a - b)).toEqual(all);
  for (const { part, others } of cut) {
    expect([...part, ...others].toSorted((a, b) => a - b)).toEqual(all);
    expect(part.length).toBeGreaterThan(CUSTOMERS / 10);
  }
});

test('what is kept of a sample stands for all of it', () => {
  for (const share of [0.1, 0.3, 0.5]) {
    let weight = 0;
    for (let customer = 0; customer < 300; customer += 1) {
      for (let item = 0; item < 100; item += 1) weight += sampleWeight(share, customer, item);
    }
    expect(weight / 30_000).toBeGreaterThan(0.95);
    expect(weight / 30_000).toBeLessThan(1.05);
  }
});
