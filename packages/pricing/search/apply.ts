import { KIND } from '../compile-rules.ts';
import { amountOf } from '../goods.ts';
import { type Candidate } from './candidates.ts';
import { dealOff } from './deals.ts';
import { spread } from './spread.ts';
import { sortByPrice, type SearchState } from './state.ts';
import { leftOf, offOnce } from './take-off.ts';

/** How much is worked out: while searching only what later candidates look at, for the answer every share. */
export type Detail = 'search' | 'shares';

/**
 * Uses a candidate so many times, on a new level at the top of the stack. False, and no new level, where that is not
 * legal: each further use has to take something off. Conditions were looked at by `mostOff`.
 */
export function applyTimes(state: SearchState, use: { j: number; times: number }, detail: Detail): boolean {
  const candidate = state.candidates[use.j]!;
  const { phase, kind } = candidate.rule;
  if (phase === 0) return applyPrices(state, candidate);
  if (phase === 1) return applyDeal(state, candidate, use.times);
  if (kind === KIND.delivery) return applyToFee(state, use.j);
  if (kind === KIND.points) return applyPoints(state, candidate);
  const single = detail === 'shares' || state.totalsSuffice[use.j] === 0 || (use.times > 1 && !candidate.isWhole);
  return applyAmounts(state, candidate, { times: use.times, single });
}

function pushLevel(state: SearchState, copied: { units: boolean; amounts: boolean }): void {
  const { m, top } = state;
  const from = top * m;
  if (copied.amounts) state.amounts.copyWithin(from + m, from, from + m);
  if (copied.units) {
    state.prices.copyWithin(from + m, from, from + m);
    state.free.copyWithin(from + m, from, from + m);
    state.byPrice.copyWithin(from + m, from, from + m);
  }
  state.totals[top + 1] = state.totals[top]!;
  state.fees[top + 1] = state.fees[top]!;
  state.tendered[top + 1] = state.tendered[top]!;
  state.top = top + 1;
}

/** Lowers the prices of units to those of a price promotion, on a new level. */
export function applyPrices(state: SearchState, { scope, newPrices }: Candidate): boolean {
  pushLevel(state, { units: true, amounts: true });
  const { prices, amounts, goods, m, top } = state;
  const at = top * m;
  for (const g of scope) {
    if (newPrices[g]! >= prices[at + g]!) continue;
    prices[at + g] = newPrices[g]!;
    const amount = amountOf(newPrices[g]!, goods[g]!.quantityMilli);
    state.totals[top]! -= amounts[at + g]! - amount;
    amounts[at + g] = amount;
  }
  sortByPrice(state, top);
  return true;
}

function applyDeal(state: SearchState, deal: Candidate, times: number): boolean {
  const without = times === 1 ? 0 : dealOff(state, deal, times - 1);
  const off = dealOff(state, deal, times);
  if (off <= without) return false;
  if (deal.rule.kind === KIND.bundle) splitBundle(state, off, times * deal.rule.amountMinor);
  pushLevel(state, { units: true, amounts: true });
  const at = state.top * state.m;
  for (let g = 0; g < state.m; g++) {
    state.amounts[at + g]! -= state.off[g]!;
    state.free[at + g]! -= state.used[g]!;
  }
  state.totals[state.top]! -= off;
  return true;
}

// Over the units of the sets, in proportion to their prices. `used` times price is the weight of each goods.
function splitBundle(state: SearchState, off: number, priceMinor: number): void {
  const { m, top, used, prices, goods } = state;
  const weights = new Float64Array(m);
  for (let g = 0; g < m; g++) weights[g] = used[g]! * prices[top * m + g]!;
  const indices = goods.map((_, g) => g);
  spread({ amount: off, total: off + priceMinor, indices, weights, at: 0 }, state.off);
}

function applyToFee(state: SearchState, j: number): boolean {
  const off = offOnce(state, state.candidates[j]!);
  if (off === 0) return false;
  pushLevel(state, { units: false, amounts: state.totalsSuffice[j] === 0 });
  state.fees[state.top]! -= off;
  return true;
}

function applyPoints(state: SearchState, candidate: Candidate): boolean {
  const off = offOnce(state, candidate);
  if (off === 0) return false;
  pushLevel(state, { units: false, amounts: false });
  state.tendered[state.top]! += off;
  return true;
}

function applyAmounts(
  state: SearchState,
  candidate: Candidate,
  { times, single }: { times: number; single: boolean },
): boolean {
  const from = state.top;
  let off = offOnce(state, candidate);
  pushLevel(state, { units: false, amounts: single });
  for (let use = 1; off > 0; use++) {
    if (single) takeOffGoods(state, candidate, off);
    state.totals[state.top]! -= off;
    if (use === times) return true;
    off = offOnce(state, candidate);
  }
  state.top = from;
  return false;
}

function takeOffGoods(state: SearchState, candidate: Candidate, off: number): void {
  const { amounts } = state;
  const at = state.top * state.m;
  const indices = candidate.scope;
  spread({ amount: off, total: leftOf(state, candidate), indices, weights: amounts, at }, state.off);
  for (let i = 0; i < indices.length; i++) amounts[at + indices[i]!]! -= state.off[indices[i]!]!;
}
