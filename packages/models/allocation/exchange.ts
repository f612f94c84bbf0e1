import { NOTHING, type Prices } from './choose.ts';
import type { Plan } from './plan.ts';
import { valueOf } from './repair.ts';
import { descending } from './select.ts';

/** Moves that are nearly worth it at the prices; what the optimum does otherwise is almost always among them. */
const CORE = 1_200;
const ROUNDS = 200;

interface Move {
  readonly customer: number;
  readonly to: number;
}

/**
 * Moves one or two customers at a time while that brings more, among the moves that cost least at the prices: the core of the
 * problem (Balas & Zemel 1980). It uses up what whole people leave of a budget, which on a few hundred customers is what
 * separates a rounded solution from the best.
 */
export function exchange(plan: Plan, prices: Prices): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!improveOnce(plan, coreOf(plan, prices))) return;
  }
}

function coreOf(plan: Plan, prices: Prices): Move[] {
  const { customers, offers, groups } = plan.problem;
  const width = offers + 1;
  const scores = new Float64Array(customers * width).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < customers; i += 1) {
    const bonus = groups ? prices.floors[groups.of[i]!]! : 0;
    const worth = (offer: number): number => valueOf(plan, prices, [i, offer]) + (offer === NOTHING ? 0 : bonus);
    for (let to = NOTHING; to < offers; to += 1) {
      const change = worth(to) - worth(plan.offer[i]!);
      if (to !== plan.offer[i] && change === change) scores[i * width + to + 1] = change;
    }
  }
  const core: Move[] = [];
  for (const at of descending(scores)) {
    core.push({ customer: Math.floor(at / width), to: (at % width) - 1 });
    if (core.length === CORE) break;
  }
  return core;
}

/** Makes the best of all moves and pairs of moves; false where none brings more. */
function improveOnce(plan: Plan, core: readonly Move[]): boolean {
  const gains = core.map(
    ({ customer, to }) => plan.marginOf(customer, to) - plan.marginOf(customer, plan.offer[customer]!),
  );
  const costs = core.map(
    ({ customer, to }) => plan.costOf(customer, to) - plan.costOf(customer, plan.offer[customer]!),
  );
  const left = plan.problem.budget - plan.cost;
  let best: { gain: number; moves: Move[] } = { gain: 1e-9 * Math.abs(plan.margin) + 1e-12, moves: [] };
  for (let a = 0; a < core.length; a += 1) {
    if (gains[a]! > best.gain && costs[a]! <= left && isLegal(plan, [core[a]!])) {
      best = { gain: gains[a]!, moves: [core[a]!] };
    }
    for (let b = a + 1; b < core.length; b += 1) {
      const gain = gains[a]! + gains[b]!;
      if (gain <= best.gain || costs[a]! + costs[b]! > left) continue;
      const moves = [core[a]!, core[b]!];
      if (moves[0]!.customer !== moves[1]!.customer && isLegal(plan, moves)) best = { gain, moves };
    }
  }
  for (const { customer, to } of best.moves) plan.move(customer, to);
  return best.moves.length > 0;
}

/** Whether caps hold after the moves, and floors are no further from being met. */
function isLegal(plan: Plan, moves: readonly Move[]): boolean {
  const before = moves.map(({ customer }) => Math.min(0, plan.slack(customer)));
  const undo = moves.map(({ customer }) => ({ customer, to: plan.offer[customer]! }));
  const { margin, cost } = plan;
  for (const { customer, to } of moves) plan.move(customer, to);
  const legal = moves.every(({ customer, to }, i) => plan.room(to) >= 0 && plan.slack(customer) >= before[i]!);
  for (const { customer, to } of undo) plan.move(customer, to);
  // Sums of floating-point numbers do not come back to the last bit by themselves.
  plan.margin = margin;
  plan.cost = cost;
  return legal;
}
