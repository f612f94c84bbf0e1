import type { Cart, Guest } from './cart.ts';
import type { RuleSet } from './compile-rules.ts';
import { explain, type Explained } from './explain.ts';
import { gatherGoods } from './goods.ts';
import type { Certificate } from './priced.ts';
import { findBest } from './search/branch.ts';
import { matchGoods, type Candidate, type Matched } from './search/candidates.ts';
import { startSearch } from './search/start.ts';

/** A question, and all that was found out while answering it. */
export interface Solved {
  readonly ruleSet: RuleSet;
  readonly cart: Cart;
  readonly guest: Guest;
  readonly matched: Matched;
  /** The candidates that take something off by themselves. */
  readonly usable: readonly Candidate[];
  readonly explained: Explained;
  readonly certificate: Certificate;
}

/** Finds the best combination for a cart and a guest that were checked before. */
export function solve(ruleSet: RuleSet, cart: Cart, guest: Guest): Solved {
  const matched = matchGoods(ruleSet, gatherGoods(cart.lines));
  const state = startSearch(ruleSet, matched, { cart, guest });
  const { times, certificate } = findBest(state);
  const explained = explain(state, times, { cart, guest });
  return { ruleSet, cart, guest, matched, usable: state.candidates, explained, certificate };
}
