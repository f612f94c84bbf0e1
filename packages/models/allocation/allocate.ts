import { ok, type Refusal, type Result } from '@shuke/kernel';
import { choose, type Prices } from './choose.ts';
import { exchange } from './exchange.ts';
import { Plan } from './plan.ts';
import { balancedPrices } from './prices.ts';
import { faultOf, isSmall, type Problem, type ProblemRefusal } from './problem.ts';
import { repair } from './repair.ts';
import { search } from './search.ts';

/** Below this gap to the bound, moving single people is not worth looking at all of them again. */
const CLOSE_ENOUGH = 1e-4;

export interface Allocation {
  /** By customer, the offer or −1 for nothing. */
  readonly offer: Int16Array;
  /** Expected incremental margin of all, in minor units. */
  readonly margin: number;
  /** What it takes of the budget, never more than it. */
  readonly cost: number;
  /** How many get each offer, never more than its cap. */
  readonly given: Float64Array;
  /** By group, by how many people its floor is missed, because money, caps or people did not suffice. */
  readonly missing: Float64Array;
  /** No allocation within the limits brings more; where a floor cannot be met, none that would meet it. */
  readonly bound: number;
  /** What one more unit of budget, one more use of an offer, one person less in a floor would bring. */
  readonly prices: Prices;
}

/**
 * Gives each customer at most one offer so that the expected incremental margin is as large as budget, caps and floors allow: the
 * multiple-choice knapsack by Lagrangian relaxation (Sinha & Zoltners 1979; Fisher 1981), repaired to whole people and improved
 * by exchanges. The answer carries its own proof: `bound` is at most a little above `margin`. Deterministic. Refuses a table of
 * another shape, costs and limits below zero, and numbers that are none.
 */
export function allocate(problem: Problem): Result<Allocation, Refusal<ProblemRefusal>> {
  const fault = faultOf(problem);
  if (fault) return fault;
  const prices = balancedPrices(problem);
  const relaxed = choose(problem, prices);
  let plan = new Plan(problem, relaxed);
  repair(plan, prices);
  if (relaxed.bound - plan.margin > CLOSE_ENOUGH * Math.abs(relaxed.bound)) {
    exchange(plan, prices);
    // Among thousands of people a few who deviate are worth nothing.
    if (isSmall(problem)) plan = search(plan, prices);
  }
  return ok({
    offer: plan.offer,
    margin: plan.margin,
    cost: plan.cost,
    given: plan.given,
    missing: Float64Array.from(plan.served, (count, g) => Math.max(0, problem.groups!.floors[g]! - count)),
    bound: relaxed.bound,
    prices,
  });
}
