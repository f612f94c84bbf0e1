import { seededRandom } from '@shuke/kernel';
import type { Problem } from '@shuke/models/allocation';

export interface Town {
  readonly seed: number;
  readonly customers: number;
  readonly offers: number;
  readonly groups: number;
}

/**
 * A seeded allocation of the kind that a night brings: dearer coupons bring more and cost more, some people may not have some of them,
 * the budget pays for about half of what would be worth it, two of the offers are scarce, and each group has a floor.
 */
export function drawProblem({ seed, customers, offers, groups }: Town): Problem {
  const random = seededRandom(seed);
  const margin = new Float64Array(customers * offers);
  const cost = new Float64Array(customers * offers);
  const of = new Int32Array(customers);
  for (let i = 0, at = 0; i < customers; i += 1) {
    const persuadable = random.next();
    of[i] = random.int(groups);
    for (let j = 0; j < offers; j += 1, at += 1) {
      const redeems = 0.1 + 0.6 * random.next();
      cost[at] = redeems * (200 + 150 * j);
      const brings = persuadable * random.next() * 3000 * (0.3 + j / offers) - cost[at]! * random.next();
      margin[at] = random.next() < 0.05 ? Number.NaN : brings;
    }
  }
  const caps = new Float64Array(offers).fill(Number.POSITIVE_INFINITY);
  caps[offers - 1] = Math.ceil(customers / 50);
  caps[offers - 3] = Math.ceil(customers / 20);
  const floors = new Float64Array(groups).fill(Math.floor((customers / groups) * 0.3));
  return { customers, offers, margin, cost, budget: customers * 60, caps, groups: { of, floors } };
}
