import { describe, expect, test } from 'vitest';
import { packHistories, selectCustomers, type Customer } from '../index.ts';
import { basketItems } from '../histories.ts';

describe('packed histories', () => {
  const packed = packHistories(
    [{ baskets: [[3, 1, 3], [2]], times: [10, 12.5], now: 20 }, { baskets: [] }, { baskets: [[0]] }],
    4,
  );
  if (!packed.ok) throw new Error(packed.refusal.code);
  const histories = packed.value;

  test('keep baskets in order, an item once, and their times', () => {
    expect([...histories.basketStart]).toEqual([0, 2, 2, 3]);
    expect([0, 1, 2].map((basket) => [...basketItems(histories, basket)])).toEqual([[3, 1], [2], [0]]);
    expect([...histories.time]).toEqual([10, 12.5, 0]);
    expect([...histories.now]).toEqual([20, 0, 1]);
  });

  test('can be cut down to some customers, in the order asked for', () => {
    const some = selectCustomers(histories, [2, 0]);
    expect([...some.basketStart]).toEqual([0, 1, 3]);
    expect([0, 1, 2].map((basket) => [...basketItems(some, basket)])).toEqual([[0], [3, 1], [2]]);
    expect([...some.now]).toEqual([1, 20]);
  });

  test.each<[string, Customer[]]>([
    ['baskets_empty', [{ baskets: [] }]],
    ['baskets_item_unknown', [{ baskets: [[4]] }]],
    ['baskets_item_unknown', [{ baskets: [[-1]] }]],
    ['baskets_item_unknown', [{ baskets: [[Number.NaN]] }]],
    ['baskets_time_disordered', [{ baskets: [[1], [2]], times: [2, 1] }]],
    ['baskets_time_disordered', [{ baskets: [[1]], times: [Number.NaN] }]],
    ['baskets_time_disordered', [{ baskets: [[1]], times: [5], now: 4 }]],
  ])('%s is refused by name', (code, customers) => {
    const refused = packHistories(customers, 4);
    expect(refused.ok ? null : refused.refusal.code).toBe(code);
  });
});
