import type { Cart, CartLine, Guest } from './cart.ts';
import { matchesOf, type CompiledRule, type RuleSet } from './compile-rules.ts';
import { gatherGoods, type Goods } from './goods.ts';
import { MAX_CHANGES, MAX_CHANGE_WORK } from './limits.ts';
import { lowestDueWith } from './search/bound.ts';
import { dueAtOnce } from './search/dive.ts';
import { matchGoods } from './search/candidates.ts';
import { startSearch } from './search/start.ts';

/** A product that the shop would suggest, at its list price. */
export interface Suggestion {
  readonly sku: string;
  readonly category: string;
  readonly unitPriceMinor: number;
}

export interface Addition {
  readonly sku: string;
  readonly quantity: number;
}

/** A cart with more in it. */
export interface Change {
  readonly additions: readonly Addition[];
  readonly cart: Cart;
  /** The wanted promotions that the best combination may use then, and what is due then at least if it does. */
  readonly hopes: readonly CompiledRule[];
  readonly boundMinor: number;
}

/** What may be changed, for the sake of which promotions. */
export interface ChangeSpace {
  readonly ruleSet: RuleSet;
  readonly cart: Cart;
  readonly guest: Guest;
  readonly suggestions: readonly Suggestion[];
  readonly mostUnits: number;
  readonly wanted: readonly CompiledRule[];
}

type Added = readonly (readonly [product: Suggestion, units: number])[];

/**
 * The changes of one or two SKUs that may unlock one of the wanted promotions, those that may cost least first. Where
 * there are too many to look at, those of few units; `isAll` says whether none is left out.
 */
export function changesByBound(space: ChangeSpace): { changes: Change[]; isAll: boolean } {
  const goods = gatherGoods(space.cart.lines);
  let left = Math.min(MAX_CHANGES, MAX_CHANGE_WORK / (1 + goods.length * space.ruleSet.compiled.length));
  const changes: Change[] = [];
  for (const added of additionsIn(space, goods)) {
    const inReach = space.wanted.filter((rule) => couldApply(rule, { ruleSet: space.ruleSet, goods, added }));
    if (inReach.length === 0) continue;
    if (left <= 0) break;
    left -= 1;
    const change = changeOf(space, added, inReach);
    if (change.hopes.length > 0) changes.push(change);
  }
  return { changes: changes.toSorted((a, b) => a.boundMinor - b.boundMinor), isAll: left > 0 };
}

// A promotion is hopeless where the best that it could do is dearer than what is found at once.
function changeOf({ ruleSet, cart, guest }: ChangeSpace, added: Added, inReach: readonly CompiledRule[]): Change {
  const changed = { ...cart, lines: [...cart.lines, ...added.map((one, i) => lineOf(cart, one, i))] };
  const state = startSearch(ruleSet, matchGoods(ruleSet, gatherGoods(changed.lines)), { cart: changed, guest });
  const additions = added.map(([{ sku }, quantity]) => ({ sku, quantity }));
  const dueMinor = dueAtOnce(state);
  const hopes: CompiledRule[] = [];
  let boundMinor = dueMinor;
  for (const [j, { rule }] of state.candidates.entries()) {
    if (!inReach.includes(rule)) continue;
    const bound = lowestDueWith(state, j);
    if (bound > dueMinor) continue;
    hopes.push(rule);
    boundMinor = Math.min(boundMinor, bound);
  }
  return { additions, cart: changed, hopes, boundMinor };
}

// Few units first; of as many by SKU.
function* additionsIn(space: ChangeSpace, goods: readonly Goods[]): Generator<Added> {
  const products = productsOf(space, goods);
  for (let units = 1; units <= space.mostUnits; units++) {
    for (const [i, one] of products.entries()) {
      yield [[one, units]];
      for (const other of products.slice(i + 1)) {
        for (let more = 1; more < units; more++) {
          yield [
            [one, units - more],
            [other, more],
          ];
        }
      }
    }
  }
}
// Each SKU once, as suggested or else as it lies in the cart; by SKU.
function productsOf({ suggestions }: ChangeSpace, goods: readonly Goods[]): Suggestion[] {
  const bySku = new Map<string, Suggestion>([...goods.toReversed(), ...suggestions].map((one) => [one.sku, one]));
  return [...bySku.values()].toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
}

// Counted at list prices, above which nothing ever is: where these do not reach its conditions, nothing will.
function couldApply(
  rule: CompiledRule,
  { ruleSet, goods, added }: { ruleSet: RuleSet; goods: readonly Goods[]; added: Added },
): boolean {
  const { benefit } = rule.promotion;
  const sums = { scope: 0, watched: 0, quantityMilli: 0 };
  const count = (one: Suggestion, quantityMilli: number, grossMinor: number): void => {
    const matches = matchesOf(ruleSet, one.sku, one.category);
    if (matches[rule.scope] === 1) sums.scope += grossMinor;
    if (matches[rule.watched] === 0) return;
    sums.watched += grossMinor;
    sums.quantityMilli += quantityMilli;
  };
  for (const one of goods) count(one, one.quantityMilli, one.grossMinor);
  // A line that is not whole may round up by a minor unit together with what is added.
  for (const [one, units] of added) count(one, units * 1000, units * one.unitPriceMinor + 1);
  if (sums.quantityMilli < rule.minQuantityMilli || sums.watched < rule.minAmountMinor) return false;
  if (benefit.kind === 'threshold') return sums.scope >= benefit.everyMinor;
  return benefit.kind === 'steps' ? sums.scope >= benefit.steps[0]!.fromMinor : true;
}

function lineOf({ lines }: Cart, [product, units]: Added[number], i: number): CartLine {
  let lineId = `+${i}`;
  while (lines.some((line) => line.lineId === lineId)) lineId += '+';
  const { sku, category, unitPriceMinor } = product;
  return { lineId, sku, category, unitPriceMinor, quantityMilli: units * 1000 };
}
