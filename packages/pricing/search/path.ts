import { MAX_WORK } from '../limits.ts';
import { COST_PER_MINOR } from '../priced.ts';
import { applyTimes } from './apply.ts';
import type { SearchState } from './state.ts';
import { mostOff } from './take-off.ts';

/** A search for the best combination: the path that it stands on, and the best that it has met. */
export interface Search {
  readonly state: SearchState;
  cost: number;
  /** How often the best combination uses each candidate. */
  times: number[];
  /** The tree in preorder, as a certificate has it. */
  readonly nodes: number[];
  /** Branches that cost at least so much are pruned. */
  limit: number;
  /** What is left of the budget: below zero the search is cut short. */
  workLeft: number;
}

/** A search from a state that `startSearch` made. */
export function beginSearch(state: SearchState): Search {
  return { state, cost: Infinity, times: [], nodes: [], limit: Infinity, workLeft: MAX_WORK };
}

/** The next candidate from `depth` on that can be used; the number of candidates where there is none. Begins its phase. */
export function nextUsable(state: SearchState, depth: number): number {
  const { n, top, blocked, most } = state;
  let j = depth;
  while (j < n && (blocked[j] !== 0 || most[top * n + j] === 0)) j += 1;
  if (j < n) beginPhase(state, j);
  return j;
}

/** Begins the phase of a candidate, where it has not begun: amounts that conditions and discounts look at are those now. */
export function beginPhase(state: SearchState, j: number): void {
  const { phase } = state.candidates[j]!.rule;
  for (let begins = state.begun + 1; begins <= phase; begins++) state.startLevel[begins] = state.top;
  state.begun = phase;
}

/** Uses a candidate. False where that is not legal. */
export function use(state: SearchState, j: number, times: number): boolean {
  if (!applyTimes(state, { j, times }, 'search')) return false;
  const { conflicts, coupons } = state.candidates[j]!;
  state.times[j] = times;
  state.couponsUsed += coupons * times;
  for (const other of conflicts) state.blocked[other]! += 1;
  return true;
}

/** Uses a candidate and works out what the later ones can still take off. */
export function useAndLookOn(search: Search, j: number, times: number): boolean {
  const { state } = search;
  if (!use(state, j, times)) return false;
  const { candidates, n, top, blocked, most } = state;
  search.workLeft -= state.workAfter[j]!;
  for (let later = j + 1; later < n; later++) {
    most[top * n + later] = blocked[later] === 0 ? mostOff(state, candidates[later]!) : 0;
  }
  return true;
}

/** Goes back to before the candidate was used. */
export function undo(state: SearchState, j: number): void {
  const { conflicts, coupons } = state.candidates[j]!;
  for (const other of conflicts) state.blocked[other]! -= 1;
  state.couponsUsed -= coupons * state.times[j]!;
  state.times[j] = 0;
  state.top -= 1;
}

/** What a combination costs that spends the coupons of the path, and with which so much is due. */
export const costOf = (state: SearchState, due: number): number => due * COST_PER_MINOR + state.couponsUsed;

/** The cost of the path as a complete combination, which is kept where it is the best so far. */
export function reachLeaf(search: Search): number {
  const { state } = search;
  const { totals, fees, tendered, top, n } = state;
  const cost = costOf(state, totals[top]! + fees[top]! - tendered[top]!);
  if (cost < search.limit) {
    search.limit = cost;
    search.cost = cost;
    search.times = Array.from(state.times.subarray(0, n));
  }
  return cost;
}
