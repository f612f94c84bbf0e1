import { choose, NOTHING, type Prices } from './choose.ts';
import { Plan } from './plan.ts';
import { valueOf } from './repair.ts';

/** Some tenths of a second; above it the best that was found so far stands. */
const MOST_NODES = 400_000;
/** So many people at once deviate at most: with thousands of people there are chains as long as the nodes. */
const MOST_DEVIATIONS = 200;

interface Move {
  readonly customer: number;
  readonly to: number;
  /** What the choice is worth less at the prices than the best one: it comes off the bound. */
  readonly loss: number;
}

interface Best {
  margin: number;
  offer: Int16Array;
  nodes: number;
}

/**
 * Looks through the sets of deviations from what the prices alone would choose, cheapest first, and leaves out those whose bound is
 * no better than the plan in hand: branch and bound in which a node's bound is the Lagrangian less the losses so far, since
 * those add up. For a few dozen customers it usually ends with the optimum; answers the plan in hand where it finds no better one.
 */
export function search(inHand: Plan, prices: Prices): Plan {
  const { problem } = inHand;
  const relaxed = choose(problem, prices);
  const best: Best = { margin: inHand.margin, offer: inHand.offer, nodes: 0 };
  const plan = new Plan(problem, { ...relaxed, offer: relaxed.offer.slice() });
  const moves = movesOf(plan, prices, relaxed.bound - inHand.margin);
  descend(
    { plan, moves, best, start: relaxed.offer, missing: inHand.missing() },
    { from: 0, bound: relaxed.bound, left: MOST_DEVIATIONS },
  );
  return best.offer === inHand.offer ? inHand : Plan.from(problem, best.offer);
}

/** Each customer's other choices whose loss alone does not use up the gap, the smallest loss first. */
function movesOf(plan: Plan, prices: Prices, gap: number): Move[] {
  const { customers, offers, groups } = plan.problem;
  const moves: Move[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    const bonus = groups ? prices.floors[groups.of[customer]!]! : 0;
    const worth = (offer: number): number => valueOf(plan, prices, [customer, offer]) + (offer === NOTHING ? 0 : bonus);
    const held = plan.offer[customer]!;
    for (let to = NOTHING; to < offers; to += 1) {
      const loss = worth(held) - worth(to);
      if (to !== held && loss < gap) moves.push({ customer, to, loss });
    }
  }
  return moves.sort((a, b) => a.loss - b.loss || a.customer - b.customer || a.to - b.to);
}

interface Search {
  readonly plan: Plan;
  readonly moves: readonly Move[];
  readonly best: Best;
  /** What the prices alone chose: a customer deviates from it once at most. */
  readonly start: Int16Array;
  /** By how many people the floors may be missed: no more than in the plan that is in hand. */
  readonly missing: number;
}

interface Node {
  /** The moves before have been decided. */
  readonly from: number;
  readonly bound: number;
  /** So many more may deviate. */
  readonly left: number;
}

function descend(at: Search, { from, bound, left }: Node): void {
  const { plan, moves, best, start } = at;
  best.nodes += 1;
  if (plan.margin > best.margin && isLegal(at)) {
    best.margin = plan.margin;
    best.offer = plan.offer.slice();
  }
  if (left === 0) return;
  for (let next = from; next < moves.length && best.nodes < MOST_NODES; next += 1) {
    const { customer, to, loss } = moves[next]!;
    // Moves come by loss, so none of those that follow can do better.
    if (bound - loss <= best.margin) return;
    if (plan.offer[customer] !== start[customer]) continue;
    plan.move(customer, to);
    descend(at, { from: next + 1, bound: bound - loss, left: left - 1 });
    plan.move(customer, start[customer]!);
  }
}

function isLegal({ plan, missing }: Search): boolean {
  if (plan.cost > plan.problem.budget) return false;
  for (let offer = 0; offer < plan.given.length; offer += 1) if (plan.room(offer) < 0) return false;
  return plan.missing() <= missing;
}
