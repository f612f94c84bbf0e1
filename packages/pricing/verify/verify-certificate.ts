import type { Cart, Guest } from '../cart.ts';
import { BRANCHED, COST_PER_MINOR, type Priced } from '../priced.ts';
import type { Rules } from '../promotion.ts';
import { basketOf, dueOf, type Basket, type Item, type Standing } from './basket.ts';
import { answerFault } from './check-answer.ts';
import { conflict } from './conflict.ts';
import { lowestDue, mostOff } from './reference-bound.ts';
import { begin, useStanding, useTimes } from './reference.ts';

/** What was priced: the rules as they were live, the cart and the guest. */
export interface Question {
  readonly rules: Rules;
  readonly cart: Cart;
  readonly guest: Guest;
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly wrong: string };

const wrong = (what: string): Verdict => ({ ok: false, wrong: what });

/**
 * Checks an answer without the search: that its amounts are those of its combination, that the combination is legal, and
 * that the certificate's tree leaves out none that costs less. Says the first thing that is wrong.
 */
export function checkCertificate({ rules, cart, guest }: Question, priced: Priced): Verdict {
  const { certificate } = priced;
  if (!certificate.proven) return wrong('the search was cut short: nothing is proven');
  const basket = basketOf(rules, cart, guest);
  const fault = answerFault(basket, priced);
  if (fault !== null) return wrong(fault);
  const coupons = priced.applied.reduce((count, { couponIds }) => count + couponIds.length, 0);
  const cost = priced.dueMinor * COST_PER_MINOR + coupons;
  if (cost !== certificate.cost) return wrong(`the answer costs ${cost}, the certificate says ${certificate.cost}`);
  const walk: Walk = { basket, nodes: certificate.nodes, cost, position: 0, reached: false };
  const branchFault = visit(walk, { standing: useStanding(basket).start, items: basket.items, coupons: 0 });
  if (branchFault !== null) return wrong(`node ${walk.position - 1}: ${branchFault}`);
  if (walk.position !== walk.nodes.length) return wrong('the tree has more nodes than there are branches');
  return walk.reached ? { ok: true } : wrong('no branch reaches the cost of the answer');
}

interface Walk {
  readonly basket: Basket;
  readonly nodes: readonly number[];
  readonly cost: number;
  position: number;
  reached: boolean;
}

// Where a node stands: what is left, the items that may still be used, and the coupons spent.
interface Node {
  readonly standing: Standing;
  readonly items: readonly Item[];
  readonly coupons: number;
}

function visit(walk: Walk, node: Node): string | null {
  const value = walk.nodes[walk.position];
  walk.position += 1;
  if (value === undefined) return 'the tree ends too early';
  const next = node.items.findIndex((item) => mostOff(walk.basket, begin(node.standing, item), item) > 0);
  if (next < 0) return leafFault(walk, node, value);
  const item = node.items[next]!;
  const standing = begin(node.standing, item);
  const items = node.items.slice(next);
  if (value === BRANCHED) return branchFault(walk, { ...node, standing, items });
  const bound = lowestDue(walk.basket, standing, items) * COST_PER_MINOR + node.coupons;
  if (bound !== value) return `is bounded by ${bound}, not by ${value}`;
  return value < walk.cost ? `is cut off at ${value}, below the cost of the answer` : null;
}

function leafFault(walk: Walk, { standing, coupons }: Node, value: number): string | null {
  const cost = dueOf(standing) * COST_PER_MINOR + coupons;
  if (cost !== value) return `costs ${cost}, not ${value}`;
  if (cost < walk.cost) return `costs ${cost}, less than the answer`;
  walk.reached ||= cost === walk.cost;
  return null;
}

function branchFault(walk: Walk, { standing, items, coupons }: Node): string | null {
  const [item, ...later] = items as [Item, ...Item[]];
  const isCoupon = item.promotion.trigger === 'coupon';
  const beside = later.filter((other) => !conflict(item.promotion, other.promotion));
  for (let times = item.most; times > 0; times--) {
    const use = useTimes(walk.basket, standing, { item, times });
    if (!use) continue;
    const fault = visit(walk, { standing: use.next, items: beside, coupons: coupons + (isCoupon ? times : 0) });
    if (fault !== null) return fault;
  }
  return visit(walk, { standing, items: later, coupons });
}
