import type { CheckedOut, Quote } from '@shuke/contract';
import { ok, type Result } from '@shuke/kernel';
import type { Cart, Guest, Rules, Suggestion } from '@shuke/pricing';
import type { AskRefusal } from '../errors.ts';
import type { Ask } from './ask.ts';
import type { Knowledge } from './knowledge.ts';
import { checkedOutView } from './paid-order.ts';
import type { PricedAsk } from './price-ask.ts';
import type { Served } from './serve.ts';
import { suggestionsOf } from './unlocks-view.ts';

/** What the till is told of its ask. It is plain data, for it may come from another thread. */
export type Told =
  | { readonly kind: 'quoted'; readonly quote: Quote; readonly unlockable: Unlockable | null }
  | { readonly kind: 'sold'; readonly sold: CheckedOut };

/** By what it is found out what would unlock more, of a quote that asks for it. */
export interface Unlockable {
  readonly cart: Cart;
  readonly guest: Guest;
  readonly rules: Rules;
  readonly suggestions: readonly Suggestion[];
}

export function toldOf(knowledge: Knowledge, ask: Ask, served: Result<Served, AskRefusal>): Result<Told, AskRefusal> {
  if (!served.ok) return served;
  if (served.value.kind !== 'quoted') return ok({ kind: 'sold', sold: checkedOutView(served.value.order) });
  const { quote, asked } = served.value;
  return ok({ kind: 'quoted', quote, unlockable: ask.suggest && unlockableOf(knowledge, ask, asked) });
}

function unlockableOf(knowledge: Knowledge, { merchantId, suggest }: Ask, { cart, guest, ruleSet }: PricedAsk) {
  const suggestions = suggestionsOf(knowledge.of(merchantId), cart.storeId, suggest ?? []);
  return { cart, guest, rules: ruleSet.rules, suggestions };
}
