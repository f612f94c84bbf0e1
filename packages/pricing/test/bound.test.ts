import { expect, test } from 'vitest';
import { basketOf, dueOf, type Basket, type Item, type Standing } from '../verify/basket.ts';
import { conflict } from '../verify/conflict.ts';
import { lowestDue } from '../verify/reference-bound.ts';
import { begin, useStanding, useTimes } from '../verify/reference.ts';
import { randomCase } from './random-cases.ts';

const seen = { nodes: 0, wrong: 0 };

// What is due at least when the search goes on from here, by trying everything. Counts the nodes at which the bound of the
// certificate claims more than that.
function leastDue(basket: Basket, standing: Standing, items: readonly Item[]): number {
  const [item, ...later] = items;
  if (!item) return dueOf(standing);
  const here = begin(standing, item);
  let least = leastDue(basket, here, later);
  for (let times = 1; times <= Math.min(item.most, 12); times++) {
    const use = useTimes(basket, here, { item, times });
    if (!use) continue;
    const beside = later.filter((other) => !conflict(item.promotion, other.promotion));
    least = Math.min(least, leastDue(basket, use.next, beside));
  }
  seen.nodes += 1;
  if (lowestDue(basket, here, items) > least) seen.wrong += 1;
  return least;
}

test('the bound that a certificate rests on is never above what can be reached', () => {
  for (let seed = 0; seed < 1500; seed++) {
    const { rules, cart, guest } = randomCase(seed + 6_000_000);
    const basket = basketOf(rules, cart, guest);
    leastDue(basket, useStanding(basket).start, basket.items);
  }
  expect(seen.wrong).toBe(0);
  expect(seen.nodes).toBeGreaterThan(20_000);
});
