import { MAX_NODES } from '../limits.ts';
import { BRANCHED, type Certificate } from '../priced.ts';
import { lowestDue } from './bound.ts';
import { dive } from './dive.ts';
import { beginSearch, costOf, nextUsable, reachLeaf, undo, useAndLookOn, type Search } from './path.ts';
import type { SearchState } from './state.ts';

/** The best combination: how often each candidate is used, and the proof. */
export interface Best {
  readonly times: readonly number[];
  readonly certificate: Certificate;
}

/**
 * Searches all legal combinations, candidates in the order in which they act, each used as often as it can be first.
 * Of equally cheap combinations the first in that order wins, so that the answer depends on nothing else.
 * The state is one that `startSearch` made.
 */
export function findBest(state: SearchState): Best {
  const search = beginSearch(state);
  dive(search, 0);
  // One more than the dive's cost, so that the search meets a combination of that cost itself, the first of its kind.
  search.limit = search.cost + 1;
  visit(search, 0);
  const { cost, nodes, times } = search;
  if (isCutShort(search)) return { times, certificate: { proven: false, cost, nodes: [] } };
  return { times, certificate: { proven: true, cost, nodes } };
}

const isCutShort = ({ workLeft, nodes }: Search): boolean => workLeft < 0 || nodes.length > MAX_NODES;

function visit(search: Search, depth: number): void {
  if (isCutShort(search)) return;
  const { state, nodes } = search;
  const { begun } = state;
  const j = nextUsable(state, depth);
  if (j === state.n) {
    nodes.push(reachLeaf(search));
  } else {
    const bound = costOf(state, lowestDue(state, j));
    nodes.push(bound >= search.limit ? bound : BRANCHED);
    if (bound < search.limit) branch(search, j);
  }
  state.begun = begun;
}

function branch(search: Search, j: number): void {
  const { state } = search;
  for (let times = state.candidates[j]!.most; times > 0; times--) {
    if (!useAndLookOn(search, j, times)) continue;
    visit(search, j + 1);
    undo(state, j);
  }
  visit(search, j + 1);
}
