import { expect, test } from 'vitest';
import { seededRandom, type Random } from '@shuke/kernel';
import { changeLines, mergeLines, sameGoods, splitLines, type BillLine, type LineChange } from '../bill/bill.ts';
import { formatQuantityMilli, MAX_LINES, MAX_QUANTITY_MILLI } from '../order.ts';
import { codeOf } from './till.ts';
import { valueOf } from './shop.ts';

const line = (sku: string, quantityMilli: number): BillLine => ({ sku, quantityMilli });
const change = (change: LineChange['change'], sku: string, quantity: string): LineChange => ({ change, sku, quantity });
const goods = (sku: string, quantity: string) => ({ sku, quantity });

test.each<[string, LineChange[], BillLine[] | string]>([
  ['more of what is there', [change('add', 'TEA', '1.5')], [line('TEA', 3500), line('EGG', 1000)]],
  ['another product', [change('add', 'NOODLE', '1')], [line('TEA', 2000), line('EGG', 1000), line('NOODLE', 1000)]],
  ['less of what is there', [change('remove', 'TEA', '0.5')], [line('TEA', 1500), line('EGG', 1000)]],
  ['the last of a product', [change('remove', 'EGG', '1')], [line('TEA', 2000)]],
  ['a quantity of its own', [change('set', 'EGG', '4')], [line('TEA', 2000), line('EGG', 4000)]],
  ['nothing of a product', [change('set', 'TEA', '0')], [line('EGG', 1000)]],
  [
    'one change after the other',
    [change('set', 'EGG', '0'), change('add', 'EGG', '2')],
    [line('TEA', 2000), line('EGG', 2000)],
  ],
  ['more off than there is', [change('remove', 'EGG', '1.001')], 'bill_line_missing'],
  ['what is not there off', [change('remove', 'NOODLE', '1')], 'bill_line_missing'],
  ['less than nothing', [change('add', 'TEA', '-1')], 'order_quantity_out_of_range'],
  ['a finer quantity than there is', [change('set', 'TEA', '1.0005')], 'order_quantity_out_of_range'],
  ['more than a line holds', [change('add', 'TEA', '999999')], 'order_quantity_out_of_range'],
])('a bill is changed by %s', (_, changes, expected) => {
  const changed = changeLines([line('TEA', 2000), line('EGG', 1000)], changes);
  if (typeof expected === 'string') expect(codeOf(changed)).toBe(expected);
  else expect(valueOf(changed)).toEqual(expected);
});

test('a bill holds as many products as an order, and no more', () => {
  const full = Array.from({ length: MAX_LINES }, (_, i) => line(`P${i}`, 1000));
  expect(codeOf(changeLines(full, [change('add', 'P0', '1')]))).toBe('ok');
  expect(codeOf(changeLines(full, [change('add', 'ONE MORE', '1')]))).toBe('order_too_many_lines');
  expect(codeOf(mergeLines([{ lines: full }, { lines: [line('ONE MORE', 1000)] }]))).toBe('order_too_many_lines');
  const most = { lines: [line('TEA', MAX_QUANTITY_MILLI)] };
  expect(codeOf(mergeLines([most, { lines: [line('TEA', 1)] }]))).toBe('order_quantity_out_of_range');
});

test('goods are compared by what they are, not by how they are listed', () => {
  const some = [line('TEA', 2000), line('EGG', 1000)];
  expect(sameGoods(some, [line('EGG', 1000), line('TEA', 500), line('TEA', 1500)])).toBe(true);
  expect(sameGoods(some, [line('TEA', 2000)])).toBe(false);
  expect(sameGoods(some, [line('TEA', 2000), line('EGG', 1001)])).toBe(false);
  expect(sameGoods(some, [...some, line('NOODLE', 1000)])).toBe(false);
});

const SKUS = ['A', 'B', 'C', 'D'];

function randomLines(random: Random): BillLine[] {
  return SKUS.flatMap((sku) => (random.int(2) === 0 ? [] : [line(sku, 1 + random.int(5000))]));
}

test('whatever is split off and merged back, nothing is made and nothing lost', () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seededRandom(seed);
    const whole = randomLines(random);
    const part = whole.flatMap(({ sku, quantityMilli }) => {
      const moved = random.int(quantityMilli + 1);
      return moved === 0 ? [] : [goods(sku, formatQuantityMilli(moved))];
    });
    const { rest, split } = valueOf(splitLines(whole, part));
    const merged = valueOf(mergeLines([{ lines: rest }, { lines: split }]));
    expect([seed, sameGoods(merged, whole)]).toEqual([seed, true]);
    expect([seed, [...rest, ...split].every(({ quantityMilli }) => quantityMilli > 0)]).toEqual([seed, true]);
  }
});
