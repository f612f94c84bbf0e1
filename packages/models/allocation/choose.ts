import { capOf, type Problem } from './problem.ts';

export const NOTHING = -1;

/** What a unit of budget, a use of each offer, and somebody served in each group are worth at the margin. */
export interface Prices {
  budget: number;
  readonly caps: Float64Array;
  readonly floors: Float64Array;
}

/** What each customer would get if only prices decided, and what that takes of every limit. */
export interface Choice {
  /** By customer, the offer or `NOTHING`. */
  readonly offer: Int16Array;
  readonly margin: number;
  readonly cost: number;
  /** How often each offer was chosen. */
  readonly given: Float64Array;
  /** By group, how many got something. */
  readonly served: Float64Array;
  /** No allocation within the limits brings more than this: the value of the Lagrangian at these prices. */
  readonly bound: number;
}

/** Gives each customer the offer that is worth most at the prices, or nothing; of equals, nothing and then the first. */
export function choose(problem: Problem, prices: Prices): Choice {
  const { customers, offers, margin, cost, groups } = problem;
  const { budget, caps, floors } = prices;
  const offer = new Int16Array(customers);
  const given = new Float64Array(offers);
  const served = new Float64Array(floors.length);
  let [sumMargin, sumCost, sumValue] = [0, 0, 0];
  for (let i = 0, at = 0; i < customers; i += 1) {
    const group = groups ? groups.of[i]! : NOTHING;
    const bonus = group === NOTHING ? 0 : floors[group]!;
    let best = 0;
    let bestAt = NOTHING;
    const first = at;
    for (let j = 0; j < offers; j += 1, at += 1) {
      const value = margin[at]! - budget * cost[at]! - caps[j]! + bonus;
      if (value > best) [best, bestAt] = [value, at];
    }
    offer[i] = bestAt === NOTHING ? NOTHING : bestAt - first;
    if (bestAt === NOTHING) continue;
    sumValue += best;
    sumMargin += margin[bestAt]!;
    sumCost += cost[bestAt]!;
    given[bestAt - first]! += 1;
    if (group !== NOTHING) served[group]! += 1;
  }
  const bound = sumValue + priceOfLimits(problem, prices);
  return { offer, margin: sumMargin, cost: sumCost, given, served, bound };
}

function priceOfLimits(problem: Problem, { budget, caps, floors }: Prices): number {
  const times = (price: number, limit: number): number => (price === 0 ? 0 : price * limit);
  let sum = times(budget, problem.budget);
  for (let j = 0; j < caps.length; j += 1) sum += times(caps[j]!, capOf(problem, j));
  for (let g = 0; g < floors.length; g += 1) sum -= times(floors[g]!, problem.groups!.floors[g]!);
  return sum;
}
