import { NOTHING, type Choice } from './choose.ts';
import { capOf, type Problem } from './problem.ts';

/** An allocation in the making: what everybody has, and what is used of every limit. Moves keep the sums right. */
export class Plan {
  readonly offer: Int16Array;
  readonly given: Float64Array;
  readonly served: Float64Array;
  margin: number;
  cost: number;
  readonly problem: Problem;

  constructor(problem: Problem, { offer, given, served, margin, cost }: Omit<Choice, 'bound'>) {
    this.problem = problem;
    this.offer = offer;
    this.given = given;
    this.served = served;
    this.margin = margin;
    this.cost = cost;
  }

  /** A plan of given choices, its sums taken afresh. */
  static from(problem: Problem, offer: Int16Array): Plan {
    const nothing = {
      offer: new Int16Array(problem.customers).fill(NOTHING),
      given: new Float64Array(problem.offers),
      served: new Float64Array(problem.groups?.floors.length ?? 0),
    };
    const plan = new Plan(problem, { ...nothing, margin: 0, cost: 0 });
    for (const [customer, to] of offer.entries()) if (to !== NOTHING) plan.move(customer, to);
    return plan;
  }

  marginOf(customer: number, offer: number): number {
    return offer === NOTHING ? 0 : this.problem.margin[customer * this.problem.offers + offer]!;
  }

  costOf(customer: number, offer: number): number {
    return offer === NOTHING ? 0 : this.problem.cost[customer * this.problem.offers + offer]!;
  }

  /** Uses of the offer that are left; `NOTHING` may always be given. */
  room(offer: number): number {
    return offer === NOTHING ? Number.POSITIVE_INFINITY : capOf(this.problem, offer) - this.given[offer]!;
  }

  /** People whom a customer's group could do without; Infinity where there is no floor. */
  slack(customer: number): number {
    const { groups } = this.problem;
    if (!groups) return Number.POSITIVE_INFINITY;
    const group = groups.of[customer]!;
    return this.served[group]! - groups.floors[group]!;
  }

  /** By how many people the floors are missed, over all groups. */
  missing(): number {
    const { groups } = this.problem;
    let sum = 0;
    for (let g = 0; g < this.served.length; g += 1) sum += Math.max(0, groups!.floors[g]! - this.served[g]!);
    return sum;
  }

  /** True where the move breaks neither a cap nor a floor that holds now. */
  fits(customer: number, to: number): boolean {
    if (to === this.offer[customer]) return false;
    return to === NOTHING ? this.slack(customer) >= 1 : this.room(to) >= 1;
  }

  move(customer: number, to: number): void {
    const from = this.offer[customer]!;
    this.margin += this.marginOf(customer, to) - this.marginOf(customer, from);
    this.cost += this.costOf(customer, to) - this.costOf(customer, from);
    this.count(customer, from, -1);
    this.count(customer, to, 1);
    this.offer[customer] = to;
  }

  private count(customer: number, offer: number, by: 1 | -1): void {
    if (offer === NOTHING) return;
    this.given[offer]! += by;
    if (this.problem.groups) this.served[this.problem.groups.of[customer]!]! += by;
  }
}
