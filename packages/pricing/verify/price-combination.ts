import { basketOf, dueOf, type Basket } from './basket.ts';
import { conflict } from './conflict.ts';
import { begin, useStanding, useTimes } from './reference.ts';
import type { Question } from './verify-certificate.ts';

/** How often each promotion of a combination is used, by promotion id. */
export type Combination = Readonly<Record<string, number>>;

/** What is due, in minor units, when exactly these promotions are used so often; null where that is not legal. */
export const dueWith = (question: Question, combination: Combination): number | null => duesOf(question)(combination);

/** `dueWith` for many combinations of one question. */
export function duesOf({ rules, cart, guest }: Question): (combination: Combination) => number | null {
  const basket = basketOf(rules, cart, guest);
  return (combination) => dueIn(basket, combination);
}

function dueIn(basket: Basket, combination: Combination): number | null {
  const used = basket.items.filter(({ promotion }) => (combination[promotion.promotionId] ?? 0) > 0);
  const named = Object.values(combination).filter((times) => times > 0).length;
  if (used.length < named) return null;
  const isTorn = used.some((one, i) => used.slice(i + 1).some((other) => conflict(one.promotion, other.promotion)));
  if (isTorn) return null;
  let standing = useStanding(basket).start;
  for (const item of basket.items) {
    standing = begin(standing, item);
    const times = combination[item.promotion.promotionId] ?? 0;
    if (times === 0) continue;
    const taken = useTimes(basket, standing, { item, times });
    if (!taken) return null;
    standing = taken.next;
  }
  return dueOf(standing);
}
