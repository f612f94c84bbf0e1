import type { Cart, Guest } from '../cart.ts';
import { KIND, type CompiledRule, type RuleSet } from '../compile-rules.ts';
import { applyPrices } from './apply.ts';
import { candidatesFor, type Candidate, type Matched } from './candidates.ts';
import { dealOff, IMPOSSIBLE } from './deals.ts';
import { setCandidates, startState, type SearchState } from './state.ts';
import { mostOff } from './take-off.ts';

/**
 * A state with the standing prices in use and, as candidates, the promotions that take something off then: the others
 * never will.
 */
export function startSearch(ruleSet: RuleSet, matched: Matched, who: { cart: Cart; guest: Guest }): SearchState {
  const all = candidatesFor(ruleSet, matched, who);
  const state = startState(who.cart, who.guest, { goods: matched.goods, candidates: all });
  for (const price of all) {
    if (!price.rule.isStanding || mostOff(state, price) === 0) continue;
    applyPrices(state, price);
    state.standing.push(price);
  }
  state.base = state.top;
  const candidates: Candidate[] = [];
  const most: number[] = [];
  for (const candidate of all) {
    const off = candidate.rule.isStanding ? 0 : mostOff(state, candidate);
    if (off === 0) continue;
    if (candidate.rule.phase === 1) candidate.most = mostFeasible(state, candidate);
    candidates.push(candidate);
    most.push(off);
  }
  linkConflicts(candidates, ruleSet.hasExclusions);
  setCandidates(state, candidates);
  state.most.set(most, state.base * most.length);
  return state;
}

function mostFeasible(state: SearchState, deal: Candidate): number {
  let times = 0;
  while (times < deal.most && dealOff(state, deal, times + 1) !== IMPOSSIBLE) times += 1;
  return times;
}

function linkConflicts(candidates: readonly Candidate[], hasExclusions: boolean): void {
  for (let j = 1; j < candidates.length; j++) {
    const one = candidates[j]!;
    for (let i = 0; i < j; i++) {
      const other = candidates[i]!;
      if (!conflict(one.rule, other.rule) && !(hasExclusions && exclude(one.rule, other.rule))) continue;
      one.conflicts.push(i);
      other.conflicts.push(j);
    }
  }
}

/** Whether two promotions must not be used together, for their group, for one applies alone or for both take points. */
function conflict(a: CompiledRule, b: CompiledRule): boolean {
  if (a.group >= 0 && a.group === b.group) return true;
  if (a.kind === KIND.points && b.kind === KIND.points) return true;
  return (a.isExclusive && !b.isTender) || (b.isExclusive && !a.isTender);
}

const exclude = ({ promotion: a }: CompiledRule, { promotion: b }: CompiledRule): boolean =>
  (a.excludes?.includes(b.promotionId) ?? false) || (b.excludes?.includes(a.promotionId) ?? false);
