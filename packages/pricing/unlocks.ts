import { assert, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { Cart, Guest } from './cart.ts';
import { changesByBound, type Addition, type Change, type Suggestion } from './changes.ts';
import type { CartRefusal } from './check-cart.ts';
import type { RuleSet } from './compile-rules.ts';
import { staticFault } from './conditions.ts';
import { MAX_NODES_OF_CHANGES, MAX_PRICED, MAX_SUGGESTIONS, MAX_UNITS } from './limits.ts';
import { price } from './price.ts';
import type { Applied, Priced } from './priced.ts';
import type { Promotion } from './promotion.ts';

export interface UnlockQuestion {
  readonly cart: Cart;
  readonly guest: Guest;
  /** What may be added; what lies in the cart may be raised without being named. */
  readonly suggestions: readonly Suggestion[];
  /** Promotions to unlock; unless told, those of the guest's coupons that are not used. */
  readonly promotionIds?: readonly string[];
  /** The most units that are added in all; 3 unless told. */
  readonly mostUnits?: number;
}

/** The least change after which the best combination uses a promotion, or uses it more often or at a higher step than now. */
export interface Unlock {
  readonly promotionId: string;
  /** One or two SKUs, by SKU; null where no such change was found. */
  readonly additions: readonly Addition[] | null;
  /** What is due then, and how much more that is than now: less than zero where buying more costs less. */
  readonly dueMinor: number;
  readonly extraMinor: number;
  /** False where there were too many changes to try them all, so that a lesser one may exist. */
  readonly isLeast: boolean;
}

export type UnlockRefusal = CartRefusal | Refusal<'suggestions_too_many'>;

/**
 * For each promotion the change of at most two SKUs, added or raised, that unlocks it: of all changes within `mostUnits`
 * the one with the least extra due, ties by SKU and quantity. Tries changes in the order of their bounds and stops where
 * no other can be less. Refuses carts that make no sense.
 */
export function unlocks(ruleSet: RuleSet, question: UnlockQuestion): Result<Unlock[], UnlockRefusal> {
  const { cart, guest, suggestions, mostUnits = 3 } = question;
  assert(mostUnits >= 1 && mostUnits <= MAX_UNITS, `from 1 to ${MAX_UNITS} units may be added`);
  if (suggestions.length > MAX_SUGGESTIONS) return refuse('suggestions_too_many', { atMost: MAX_SUGGESTIONS });
  const now = price(ruleSet, cart, guest);
  if (!now.ok) return now;
  const asked = new Set(question.promotionIds ?? now.value.unused.map(({ promotionId }) => promotionId));
  const wanted = ruleSet.compiled.filter(
    ({ promotion }) => asked.has(promotion.promotionId) && staticFault(promotion, cart, guest) === null,
  );
  const { changes, isAll } = changesByBound({ ruleSet, cart, guest, suggestions, mostUnits, wanted });
  const hunt: Hunt = { ruleSet, guest, rungs: rungsOf(ruleSet, now.value), found: new Map(), untried: new Set() };
  tryChanges(hunt, changes);
  const { dueMinor, certificate } = now.value;
  return ok(
    Array.from(asked, (promotionId): Unlock => {
      const isWanted = wanted.some(({ promotion }) => promotion.promotionId === promotionId);
      const isLeast = !isWanted || (isAll && certificate.proven && !hunt.untried.has(promotionId));
      const best = hunt.found.get(promotionId);
      if (!best) return { promotionId, additions: null, dueMinor, extraMinor: 0, isLeast };
      return { promotionId, ...best, extraMinor: best.dueMinor - dueMinor, isLeast };
    }),
  );
}

interface Found {
  readonly additions: readonly Addition[];
  readonly dueMinor: number;
}

interface Hunt {
  readonly ruleSet: RuleSet;
  readonly guest: Guest;
  /** How far each promotion is used now. */
  readonly rungs: ReadonlyMap<string, number>;
  readonly found: Map<string, Found>;
  /** Promotions that a change might unlock which was not tried. */
  readonly untried: Set<string>;
}

// Prices changes, the cheapest bound first, unless what they might unlock is unlocked for less already.
function tryChanges(hunt: Hunt, changes: readonly Change[]): void {
  let pricesLeft = MAX_PRICED;
  let nodesLeft = MAX_NODES_OF_CHANGES;
  for (const change of changes) {
    const open = change.hopes
      .map(({ promotion }) => promotion.promotionId)
      .filter((promotionId) => (hunt.found.get(promotionId)?.dueMinor ?? Infinity) >= change.boundMinor);
    if (open.length === 0) continue;
    const priced = pricesLeft > 0 && nodesLeft > 0 ? price(hunt.ruleSet, change.cart, hunt.guest) : null;
    if (priced?.ok === false) continue;
    if (!priced?.value.certificate.proven) {
      for (const promotionId of open) hunt.untried.add(promotionId);
      nodesLeft = 0;
      continue;
    }
    pricesLeft -= 1;
    nodesLeft -= priced.value.certificate.nodes.length;
    keepBetter(hunt, change, priced.value);
  }
}

function keepBetter({ ruleSet, rungs, found }: Hunt, { additions }: Change, priced: Priced): void {
  const { dueMinor } = priced;
  for (const [promotionId, rung] of rungsOf(ruleSet, priced)) {
    if (rung <= (rungs.get(promotionId) ?? 0)) continue;
    const best = found.get(promotionId);
    const isBetter = !best || dueMinor < best.dueMinor || (dueMinor === best.dueMinor && isBefore(additions, best));
    if (isBetter) found.set(promotionId, { additions, dueMinor });
  }
}

// How far the best combination goes with each promotion: how often it is used, and up to which step.
function rungsOf({ byId }: RuleSet, { applied }: Priced): Map<string, number> {
  return new Map(applied.map((use) => [use.promotionId, rungOf(byId.get(use.promotionId)!.promotion, use)]));
}

function rungOf({ benefit }: Promotion, { times, discountMinor }: Applied): number {
  if (benefit.kind === 'threshold') return Math.floor(discountMinor / benefit.offMinor);
  if (benefit.kind !== 'steps') return times;
  return times * benefit.steps.filter(({ offMinor }) => offMinor <= discountMinor / times).length;
}

// By SKU and quantity, one after the other; one SKU alone before the same with another.
function isBefore(additions: readonly Addition[], { additions: others }: Found): boolean {
  for (const [i, one] of additions.entries()) {
    const other = others[i];
    if (!other) return false;
    if (one.sku !== other.sku) return one.sku < other.sku;
    if (one.quantity !== other.quantity) return one.quantity < other.quantity;
  }
  return additions.length < others.length;
}
