import { capOf, isSmall, sampleOf, type Problem } from './problem.ts';
import { choose, type Choice, type Prices } from './choose.ts';
import { kthLargest } from './select.ts';

/** Enough customers that the prices of the sample are within about a hundredth of those of the whole. */
const SAMPLE = 10_000;
const SWEEPS = 8;
const STEPS = 30;
/** Of the whole: each is a pass over every cell, so there are few, and repair does the rest. */
const FINAL_STEPS = 5;
const SUBGRADIENT_STEPS = 400;

/**
 * What budget, caps and floors are worth at the margin: the multipliers of the Lagrangian dual. One price after the other is set
 * so that its own limit just holds, on a sample and then on the whole; small problems, where such steps can get stuck at a kink, go
 * on with Polyak's subgradient steps. Any prices give a valid bound; good ones make it tight.
 */
export function balancedPrices(problem: Problem): Prices {
  const prices = freePrices(problem);
  const sample = sampleOf(problem, SAMPLE);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) balance(sample, prices, STEPS);
  if (sample !== problem) balance(problem, prices, FINAL_STEPS);
  return isSmall(problem) ? refined(problem, prices) : prices;
}

const freePrices = ({ offers, groups }: Problem): Prices => ({
  budget: 0,
  caps: new Float64Array(offers),
  floors: new Float64Array(groups?.floors.length ?? 0),
});

function balance(problem: Problem, prices: Prices, steps: number): void {
  for (let offer = 0; offer < problem.offers; offer += 1) {
    if (capOf(problem, offer) < problem.customers) prices.caps[offer] = capPrice(problem, prices, offer);
  }
  if (problem.groups) setFloorPrices(problem, prices);
  prices.budget = budgetPrice(problem, prices, steps);
}

/** The price at which no more people want the offer than may have it: an order statistic of what it is worth to each. */
function capPrice(problem: Problem, prices: Prices, offer: number): number {
  const { customers, offers, margin, cost, groups } = problem;
  const advantages = new Float64Array(customers);
  for (let i = 0; i < customers; i += 1) {
    const bonus = groups ? prices.floors[groups.of[i]!]! : 0;
    let other = 0;
    let own = Number.NEGATIVE_INFINITY;
    for (let j = 0, at = i * offers; j < offers; j += 1, at += 1) {
      const value = margin[at]! - prices.budget * cost[at]! + bonus;
      if (j === offer) own = value === value ? value : own;
      else if (value - prices.caps[j]! > other) other = value - prices.caps[j]!;
    }
    advantages[i] = own - other;
  }
  return Math.max(0, kthLargest(advantages, Math.floor(capOf(problem, offer))));
}

/** By group: the bonus for giving anything at which as many get something as the floor asks. */
function setFloorPrices(problem: Problem, prices: Prices): void {
  const { customers, groups } = problem;
  if (!groups) return;
  const without: Prices = { ...prices, floors: new Float64Array(prices.floors.length) };
  const members: number[][] = Array.from({ length: prices.floors.length }, () => []);
  for (let i = 0; i < customers; i += 1) {
    const best = bestValue(problem, without, i);
    if (best > Number.NEGATIVE_INFINITY) members[groups.of[i]!]!.push(best);
  }
  for (const [group, values] of members.entries()) {
    const floor = Math.min(Math.ceil(groups.floors[group]!), values.length);
    prices.floors[group] = floor === 0 ? 0 : Math.max(0, -kthLargest(Float64Array.from(values), floor - 1));
  }
}

/** What the best offer is worth at the prices, which may be less than nothing; −Infinity for who may get none. */
function bestValue({ offers, margin, cost }: Problem, prices: Prices, customer: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let j = 0, at = customer * offers; j < offers; j += 1, at += 1) {
    const value = margin[at]! - prices.budget * cost[at]! - prices.caps[j]!;
    if (value > best) best = value;
  }
  return best;
}

/**
 * The lowest price of money at which the spending fits, between one that is too low and one that is not. By false position, halving
 * what an end that stays is off by (Illinois): the spending is almost a line there, and each step is a pass over everything.
 */
function budgetPrice(problem: Problem, prices: Prices, steps: number): number {
  const over = (budget: number): number => choose(problem, { ...prices, budget }).cost - problem.budget;
  if (prices.budget === 0 && over(0) <= 0) return 0;
  let [low, high] = bracket(over, prices.budget);
  let [lowOver, highOver, kept] = [over(low), over(high), 0];
  for (let step = 0; step < steps && high > low && highOver < 0; step += 1) {
    const middle = low + ((high - low) * lowOver) / (lowOver - highOver);
    if (middle <= low || middle >= high) break;
    const middleOver = over(middle);
    if (middleOver > 0) {
      [low, lowOver] = [middle, middleOver];
      if (kept === 1) highOver /= 2;
      kept = 1;
    } else {
      [high, highOver] = [middle, middleOver];
      if (kept === -1) lowOver /= 2;
      kept = -1;
    }
  }
  return high;
}

function bracket(over: (price: number) => number, guess: number): [number, number] {
  const narrow = 0.02;
  if (guess > 0) {
    const [low, high] = [guess * (1 - narrow), guess * (1 + narrow)];
    if (over(high) <= 0) return over(low) > 0 ? [low, high] : [0, low];
    guess = high;
  }
  let high = guess > 0 ? guess : 1;
  for (let doublings = 0; doublings < 60 && over(high) > 0; doublings += 1) high *= 2;
  return [guess, high];
}

/** Subgradient steps with the length of Polyak (1969), towards a target a little below the best bound so far. */
function refined(problem: Problem, start: Prices): Prices {
  let prices = start;
  let found = choose(problem, prices);
  let best = { prices, bound: found.bound };
  let ambition = 0.02;
  let stale = 0;
  for (let step = 0; step < SUBGRADIENT_STEPS; step += 1) {
    const excess = excessOf(problem, found);
    const length = excess.budget ** 2 + norm(excess.caps) + norm(excess.floors);
    if (length === 0) break;
    const towards = best.bound - ambition * Math.abs(best.bound);
    prices = moved(prices, excess, (found.bound - towards) / length);
    found = choose(problem, prices);
    stale = found.bound < best.bound ? 0 : stale + 1;
    if (stale === 0) best = { prices, bound: found.bound };
    if (stale < 12) continue;
    [stale, ambition, prices] = [0, ambition / 2, best.prices];
    found = choose(problem, prices);
  }
  return best.prices;
}

const norm = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

/** How far each limit is broken (above zero) or has room, where it has one: the direction in which its price should go. */
function excessOf(problem: Problem, { cost, given, served }: Choice): Prices {
  const { offers, groups, customers } = problem;
  const caps = Float64Array.from({ length: offers }, (_, j) =>
    capOf(problem, j) < customers ? given[j]! - capOf(problem, j) : 0,
  );
  const floors = Float64Array.from(served, (count, group) => groups!.floors[group]! - count);
  return { budget: Number.isFinite(problem.budget) ? cost - problem.budget : 0, caps, floors };
}

function moved(prices: Prices, excess: Prices, step: number): Prices {
  const up = (price: number, by: number): number => Math.max(0, price + step * by);
  return {
    budget: up(prices.budget, excess.budget),
    caps: prices.caps.map((price, j) => up(price, excess.caps[j]!)),
    floors: prices.floors.map((price, group) => up(price, excess.floors[group]!)),
  };
}
