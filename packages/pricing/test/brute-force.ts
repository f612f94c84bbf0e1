import { COST_PER_MINOR } from '../priced.ts';
import { basketOf, dueOf, sum, type Item, type Standing } from '../verify/basket.ts';
import { conflict } from '../verify/conflict.ts';
import { begin, useStanding, useTimes } from '../verify/reference.ts';
import type { Case } from './random-cases.ts';

export interface Found {
  cost: number;
  times: Record<string, number>;
  tried: number;
}

/** The best of all legal combinations, each of which is tried: no bound, no shortcut. */
export function bruteForce({ rules, cart, guest }: Case): Found {
  const basket = basketOf(rules, cart, guest);
  const found: Found = { cost: Infinity, times: {}, tried: 0 };
  const units = sum(basket.piles.map((pile) => Math.ceil(pile.quantityMilli / 1000)));
  const timesToTry = ({ most, phase }: Item): number => (phase === 1 ? Math.min(most, units) : most);
  const visit = (before: Standing, items: readonly Item[], used: readonly (readonly [Item, number])[]): void => {
    const [item, ...later] = items;
    if (!item) {
      consider(found, before, used);
      return;
    }
    const standing = begin(before, item);
    const isFree = used.every(([other]) => !conflict(other.promotion, item.promotion));
    for (let times = isFree ? timesToTry(item) : 0; times > 0; times--) {
      const use = useTimes(basket, standing, { item, times });
      if (use) visit(use.next, later, [...used, [item, times]]);
    }
    visit(standing, later, used);
  };
  visit(useStanding(basket).start, basket.items, []);
  return found;
}

function consider(found: Found, standing: Standing, used: readonly (readonly [Item, number])[]): void {
  const coupons = sum(used.map(([item, times]) => (item.promotion.trigger === 'coupon' ? times : 0)));
  const cost = dueOf(standing) * COST_PER_MINOR + coupons;
  found.tried += 1;
  if (cost >= found.cost) return;
  found.cost = cost;
  found.times = Object.fromEntries(used.map(([item, times]) => [item.promotion.promotionId, times]));
}
