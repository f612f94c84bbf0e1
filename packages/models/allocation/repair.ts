import { NOTHING, type Prices } from './choose.ts';
import type { Plan } from './plan.ts';
import { capOf } from './problem.ts';
import { descending } from './select.ts';

/** After so many people in a row for whom nothing more could be done, money is as good as spent. */
const PATIENCE = 20_000;

/** A better or cheaper thing for one customer, and how good a bargain it is. */
interface Step {
  readonly to: number;
  readonly score: number;
}

const NO_STEP: Step = { to: NOTHING, score: Number.NEGATIVE_INFINITY };

/** Brings a plan within all limits at the least loss by the prices, then spends on whoever brings most what is left. */
export function repair(plan: Plan, prices: Prices): void {
  meetCaps(plan, prices);
  meetFloors(plan, prices);
  meetBudget(plan, prices, { keepFloors: true });
  // Floors are met as far as the money goes.
  meetBudget(plan, prices, { keepFloors: false });
  fill(plan);
}

/** What an offer is worth to a customer at the prices; floors apart, which do not depend on which offer it is. */
export function valueOf(plan: Plan, prices: Prices, [customer, offer]: readonly [number, number]): number {
  if (offer === NOTHING) return 0;
  return plan.marginOf(customer, offer) - prices.budget * plan.costOf(customer, offer) - prices.caps[offer]!;
}

/** The offer with room that is worth most at the prices, other than what the customer has; nothing only where it is allowed. */
function bestWithRoom(plan: Plan, prices: Prices, customer: number): Step {
  let best = plan.slack(customer) >= 1 || plan.offer[customer] === NOTHING ? { to: NOTHING, score: 0 } : NO_STEP;
  for (let to = 0; to < plan.problem.offers; to += 1) {
    if (!plan.fits(customer, to)) continue;
    const score = valueOf(plan, prices, [customer, to]);
    if (score > best.score) best = { to, score };
  }
  return best;
}

function meetCaps(plan: Plan, prices: Prices): void {
  const { customers, offers } = plan.problem;
  for (let offer = 0; offer < offers; offer += 1) {
    if (plan.room(offer) >= 0) continue;
    // Who loses least by getting something else goes first.
    const scores = new Float64Array(customers).fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < customers; i += 1) {
      if (plan.offer[i] !== offer) continue;
      scores[i] = Math.max(0, bestWithRoom(plan, prices, i).score) - valueOf(plan, prices, [i, offer]);
    }
    for (const i of descending(scores)) {
      if (plan.given[offer]! <= Math.floor(capOf(plan.problem, offer))) break;
      plan.move(i, bestWithRoom(plan, prices, i).to);
    }
  }
}

function meetFloors(plan: Plan, prices: Prices): void {
  const { customers, groups } = plan.problem;
  if (!groups) return;
  const scores = new Float64Array(customers).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < customers; i += 1) {
    if (plan.slack(i) < 0 && plan.offer[i] === NOTHING) scores[i] = dearestOf(plan, prices, i).score;
  }
  for (const i of descending(scores)) {
    const { to } = plan.slack(i) < 0 ? dearestOf(plan, prices, i) : NO_STEP;
    if (to !== NOTHING) plan.move(i, to);
  }
}

/** The best offer with room for somebody who has none, even if it is worth less than nothing. */
function dearestOf(plan: Plan, prices: Prices, customer: number): Step {
  let best = NO_STEP;
  for (let to = 0; to < plan.problem.offers; to += 1) {
    if (!plan.fits(customer, to)) continue;
    const score = valueOf(plan, prices, [customer, to]);
    if (score > best.score) best = { to, score };
  }
  return best;
}

function meetBudget(plan: Plan, prices: Prices, { keepFloors }: { keepFloors: boolean }): void {
  const { customers, budget } = plan.problem;
  if (plan.cost <= budget) return;
  const cheaper = (customer: number): Step => cheaperOf(plan, prices, { customer, keepFloors });
  const scores = Float64Array.from({ length: customers }, (_, i) => cheaper(i).score);
  for (const i of descending(scores)) {
    if (plan.cost <= budget) return;
    const { to, score } = cheaper(i);
    if (score > Number.NEGATIVE_INFINITY) plan.move(i, to);
  }
  // Who was moved to something cheaper may yet be moved to nothing.
  if (scores.some((score) => score > Number.NEGATIVE_INFINITY)) meetBudget(plan, prices, { keepFloors });
}

/** What costs least margin for each unit of budget that it saves. */
function cheaperOf(plan: Plan, prices: Prices, ask: { customer: number; keepFloors: boolean }): Step {
  const { customer, keepFloors } = ask;
  const from = plan.offer[customer]!;
  if (from === NOTHING) return NO_STEP;
  const worth = (offer: number): number => plan.marginOf(customer, offer) - (prices.caps[offer] ?? 0);
  let best = NO_STEP;
  for (let to = NOTHING; to < plan.problem.offers; to += 1) {
    const allowed = to === NOTHING && !keepFloors ? true : plan.fits(customer, to);
    const saved = plan.costOf(customer, from) - plan.costOf(customer, to);
    if (!allowed || !(saved > 0)) continue;
    const score = (worth(to) - worth(from)) / saved;
    if (score > best.score) best = { to, score };
  }
  return best;
}

/** Spends what is left where a unit of it brings most. */
function fill(plan: Plan): void {
  const { customers, budget } = plan.problem;
  const scores = Float64Array.from({ length: customers }, (_, i) => betterOf(plan, i, budget - plan.cost).score);
  let patience = PATIENCE;
  for (const i of descending(scores)) {
    const { to, score } = betterOf(plan, i, budget - plan.cost);
    patience = score > 0 ? PATIENCE : patience - 1;
    if (score > 0) plan.move(i, to);
    if (patience === 0) return;
  }
}

/** What brings most margin for each unit of budget more, of what the rest of the budget pays. */
function betterOf(plan: Plan, customer: number, left: number): Step {
  const from = plan.offer[customer]!;
  const [margin, cost] = [plan.marginOf(customer, from), plan.costOf(customer, from)];
  let best = NO_STEP;
  for (let to = NOTHING; to < plan.problem.offers; to += 1) {
    const gain = plan.marginOf(customer, to) - margin;
    const extra = plan.costOf(customer, to) - cost;
    if (!(gain > 0) || extra > left || !plan.fits(customer, to)) continue;
    const score = extra > 0 ? gain / extra : Number.MAX_VALUE;
    if (score > best.score) best = { to, score };
  }
  return best;
}
