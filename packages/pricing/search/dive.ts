import { COST_PER_MINOR } from '../priced.ts';
import { lowestDue } from './bound.ts';
import {
  beginPhase,
  beginSearch,
  costOf,
  nextUsable,
  reachLeaf,
  undo,
  use,
  useAndLookOn,
  type Search,
} from './path.ts';
import type { SearchState } from './state.ts';
import { mostOff } from './take-off.ts';

// Of a deal that can be made more often than this, not every number is tried.
const FEW = 8;

/** Follows, from `depth` on, the child with the lowest bound: that nearly always ends at or close to the best combination. */
export function dive(search: Search, depth: number): void {
  const { state } = search;
  if (search.workLeft < 0) {
    finish(search, depth);
    return;
  }
  const { begun } = state;
  const j = nextUsable(state, depth);
  if (j === state.n) {
    reachLeaf(search);
    return;
  }
  let bestTimes = 0;
  let bestBound = costOf(state, lowestDue(state, j + 1));
  for (let times = state.candidates[j]!.most; times > 0; times -= Math.ceil(times / FEW)) {
    if (!useAndLookOn(search, j, times)) continue;
    const bound = costOf(state, lowestDue(state, j + 1));
    if (bound < bestBound) [bestBound, bestTimes] = [bound, times];
    undo(state, j);
  }
  if (bestTimes > 0) useAndLookOn(search, j, bestTimes);
  dive(search, j + 1);
  if (bestTimes > 0) undo(state, j);
  state.begun = begun;
}

/** What is due, in minor units, with a good combination that is found at once: the best is not dearer. */
export function dueAtOnce(state: SearchState): number {
  const search = beginSearch(state);
  dive(search, 0);
  return Math.floor(search.cost / COST_PER_MINOR);
}

// With the budget spent: uses each candidate that still takes something off as often as that is legal, without looking on.
function finish(search: Search, depth: number): void {
  const { state } = search;
  const { n, candidates, blocked, begun } = state;
  const used: number[] = [];
  for (let j = depth; j < n; j++) {
    if (blocked[j] !== 0) continue;
    beginPhase(state, j);
    let times = mostOff(state, candidates[j]!) === 0 ? 0 : candidates[j]!.most;
    while (times > 0 && !use(state, j, times)) times -= 1;
    if (times > 0) used.push(j);
  }
  reachLeaf(search);
  for (const j of used.toReversed()) undo(state, j);
  state.begun = begun;
}
