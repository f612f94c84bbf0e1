import type { Random } from '@shuke/kernel';
import { compileRules, duesOf, price, standingPrices } from '@shuke/pricing';
import type { Cart, Guest, Priced, Rules, RuleSet } from '@shuke/pricing';
import { fillCart, meetGuest, type Shop } from './shop.ts';

/** A cart to be priced, with the promotions that are eligible, those that are no choice not among them. */
export interface Asked {
  readonly ruleSet: RuleSet;
  readonly cart: Cart;
  readonly guest: Guest;
  readonly eligible: readonly string[];
}

/** Carts that were kept, of so many that were drawn. */
export interface Drawn {
  readonly carts: readonly Asked[];
  readonly drawn: number;
}

export interface Busy {
  readonly carts: number;
  readonly lines: number;
  readonly leastEligible: number;
  readonly leastGroups: number;
}

export function compiled(rules: Rules): RuleSet {
  const ruleSet = compileRules(rules);
  if (!ruleSet.ok) throw new Error(JSON.stringify(ruleSet.refusal));
  return ruleSet.value;
}

export function answer({ ruleSet, cart, guest }: Pick<Asked, 'ruleSet' | 'cart' | 'guest'>): Priced {
  const priced = price(ruleSet, cart, guest);
  if (!priced.ok) throw new Error(JSON.stringify(priced.refusal));
  return priced.value;
}

/** Draws carts until so many have the eligible promotions and stacking groups that are asked for. */
export function drawBusyCarts(random: Random, shop: Shop, { carts, lines, leastEligible, leastGroups }: Busy): Drawn {
  const ruleSet = compiled(shop.rules);
  const alone = shop.rules.promotions.map((promotion) => compiled({ ...shop.rules, promotions: [promotion] }));
  const standing = standingPrices(shop.rules.promotions);
  const choices = alone.filter(({ rules }) => !standing.has(rules.promotions[0]!.promotionId));
  const kept: Asked[] = [];
  let drawn = 0;
  while (kept.length < carts) {
    const [cart, guest] = [fillCart(random, shop, lines), meetGuest(random)];
    drawn += 1;
    // A promotion is eligible where it takes something off the cart by itself.
    const eligible = choices.filter((one) => answer({ ruleSet: one, cart, guest }).applied.length > 0);
    const groups = new Set(eligible.flatMap(({ rules }) => rules.promotions[0]!.group ?? []));
    if (eligible.length < leastEligible || groups.size < leastGroups) continue;
    kept.push({ ruleSet, cart, guest, eligible: eligible.map(({ rules }) => rules.promotions[0]!.promotionId) });
  }
  return { carts: kept, drawn };
}

/** What is due when the promotion that takes off most is used first, then the one that adds most, and so on. */
export function greedyDue({ ruleSet, cart, guest, eligible }: Asked): number {
  const dueWith = duesOf({ rules: ruleSet.rules, cart, guest });
  let chosen: Record<string, number> = {};
  let due = dueWith(chosen)!;
  for (;;) {
    const next = eligible
      .map((promotionId) => ({ ...chosen, [promotionId]: (chosen[promotionId] ?? 0) + 1 }))
      .map((combination) => ({ combination, due: dueWith(combination) ?? Infinity }))
      .reduce((best, one) => (one.due < best.due ? one : best));
    if (next.due >= due) return due;
    chosen = next.combination;
    due = next.due;
  }
}
