import { expect, test } from 'vitest';
import { usualOf, visitsIn, type UsualOrder } from '../regular/usual.ts';

const ordered = (day: number, minuteOfDay: number, ...skus: string[]): UsualOrder => ({
  day,
  storeId: 's',
  minuteOfDay,
  goods: skus.map((sku) => ({ sku, name: `a ${sku}` })),
});

test('usual is what is in two orders and a fifth of them, the most ordered first, once an order', () => {
  const orders = [
    ordered(1, 300, 'tea', 'tea', 'bun'),
    ordered(2, 310, 'tea', 'egg'),
    ordered(3, 700, 'tea', 'bun'),
    ordered(4, 305, 'rice'),
  ];
  expect(usualOf(orders)).toEqual({
    items: [
      { sku: 'tea', name: 'a tea', orders: 3, shareBps: 7500 },
      { sku: 'bun', name: 'a bun', orders: 2, shareBps: 5000 },
    ],
    minuteOfDay: 307,
    orders: 4,
  });
  const rare = [
    ...Array.from({ length: 20 }, (_, i) => ordered(i, 0, 'tea')),
    ordered(30, 0, 'bun'),
    ordered(31, 0, 'bun'),
  ];
  expect(usualOf(rare)!.items.map(({ sku }) => sku)).toEqual(['tea']);
  expect(usualOf([])).toBeNull();
});

test('a rhythm needs three days; the last visit is the latest, in whatever order they come', () => {
  expect(visitsIn([])).toEqual({ last: null, rhythmDays: null });
  expect(visitsIn([ordered(9, 0), ordered(2, 0), ordered(2, 60)])).toEqual({
    last: { day: 9, storeId: 's' },
    rhythmDays: null,
  });
  expect(visitsIn([ordered(9, 0), ordered(2, 0), ordered(12, 0)]).rhythmDays).toBe(5);
});
