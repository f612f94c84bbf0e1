import { ok, type Result } from '@shuke/kernel';
import type { Cart, Guest, HeldCoupon } from './cart.ts';
import { cartFault, type CartRefusal } from './check-cart.ts';
import { KIND, type CompiledRule, type RuleSet } from './compile-rules.ts';
import { couponFault, mostTimes, staticFault } from './conditions.ts';
import { MAX_COUPONS } from './limits.ts';
import type { NotUsed, Reason, UnusedCode, UnusedCoupon } from './priced.ts';
import type { Promotion } from './promotion.ts';
import { indicesOf, partsOf, quantityOf, type Candidate, type Matched } from './search/candidates.ts';
import { solve, type Solved } from './solve.ts';

const because = (code: UnusedCode, facts: Reason['facts'] = {}): Reason => ({ code, facts });

/** For each live promotion that the best combination for a cart and guest does not use, why; in the order in which they act. */
export function whyNot(ruleSet: RuleSet, cart: Cart, guest: Guest): Result<NotUsed[], CartRefusal> {
  const fault = cartFault(ruleSet.rules.currency, cart, guest);
  if (fault) return fault;
  const solved = solve(ruleSet, cart, guest);
  const used = new Set(solved.explained.applied.map(({ promotionId }) => promotionId));
  return ok(
    ruleSet.compiled
      .filter(({ promotion }) => !used.has(promotion.promotionId))
      .map((rule) => ({ promotionId: rule.promotion.promotionId, ...reasonOfRule(rule, solved) })),
  );
}

/** For each coupon that the best combination leaves in the guest's hands, the first reason in the order of the types. */
export function unusedCoupons(solved: Solved): UnusedCoupon[] {
  const { guest, explained } = solved;
  if (guest.coupons.length === 0) return [];
  const spent = new Set(explained.applied.flatMap(({ couponIds }) => couponIds));
  return guest.coupons
    .filter(({ couponId }) => !spent.has(couponId))
    .map((coupon) => ({
      couponId: coupon.couponId,
      promotionId: coupon.promotionId,
      ...reasonOfCoupon(coupon, solved),
    }));
}

function reasonOfRule(rule: CompiledRule, solved: Solved): Reason {
  if (rule.promotion.trigger === 'automatic') return reasonOfTerms(rule, solved);
  const held = solved.guest.coupons.filter(({ promotionId }) => promotionId === rule.promotion.promotionId);
  const good = held.find((coupon) => couponFault(coupon, solved.cart.instantMs) === null) ?? held[0];
  return good ? reasonOfCoupon(good, solved) : because('no_coupon');
}

function reasonOfCoupon(coupon: HeldCoupon, solved: Solved): Reason {
  const rule = solved.ruleSet.byId.get(coupon.promotionId);
  if (!rule || rule.promotion.trigger !== 'coupon') return because('unknown_promotion');
  const fault = couponFault(coupon, solved.cart.instantMs);
  return fault ? because(fault) : reasonOfTerms(rule, solved);
}

function reasonOfTerms(rule: CompiledRule, solved: Solved): Reason {
  const fault = staticFault(rule.promotion, solved.cart, solved.guest);
  if (fault) return because(fault);
  const candidate = solved.usable.find((one) => one.rule === rule);
  return candidate ? reasonOfChoice(rule, candidate, solved) : reasonOfCart(rule, solved);
}

// It takes nothing off this cart even alone.
function reasonOfCart(rule: CompiledRule, solved: Solved): Reason {
  const { matched } = solved;
  const isScoped = rule.phase < 4 && rule.kind !== KIND.bundle;
  if (isScoped && indicesOf(matched, rule.scope).length === 0) return because('no_matching_item');
  const missing = rule.minQuantityMilli - quantityOf(matched.goods, indicesOf(matched, rule.watched));
  const short = Math.max(Math.ceil(missing / 1000), unitsShort(rule, matched));
  if (short > 0) return because('quantity_short', { short });
  const shortMinor = shortOf(rule, solved);
  return shortMinor > 0 ? because('amount_short', { shortMinor }) : because('takes_nothing_off');
}

// How many units a deal lacks to be made once.
function unitsShort(rule: CompiledRule, matched: Matched): number {
  const { benefit } = rule.promotion;
  const unitsIn = (indices: readonly number[]): number => indices.reduce((sum, g) => sum + matched.goods[g]!.units, 0);
  if (rule.kind === KIND.grouped) return rule.buy + rule.get - unitsIn(indicesOf(matched, rule.scope));
  if (rule.kind === KIND.paired) {
    const buys = indicesOf(matched, rule.scope);
    const gets = indicesOf(matched, rule.getScope);
    const either = new Set([...buys, ...gets]);
    return Math.max(rule.buy - unitsIn(buys), rule.get - unitsIn(gets), rule.buy + rule.get - unitsIn([...either]));
  }
  if (benefit.kind !== 'bundle') return 0;
  const parts = partsOf(rule, matched);
  const missing = benefit.parts.map(({ quantity }, part) => {
    return quantity - unitsIn([...parts.keys()].filter((g) => parts[g] === part + 1));
  });
  return missing.reduce((sum, units) => sum + Math.max(0, units), 0);
}

// It would take something off, but the best combination does better without.
function reasonOfChoice(rule: CompiledRule, candidate: Candidate, solved: Solved): Reason {
  const { usable } = solved;
  const { steps } = solved.explained;
  const own = steps.find((step) => step.candidate === candidate);
  if (own) {
    const atMost = mostTimes(rule.promotion, solved.guest, MAX_COUPONS);
    return own.times < atMost ? because('not_better') : because('cap_in_order', { atMost });
  }
  const rival = steps.find((step) => candidate.conflicts.includes(usable.indexOf(step.candidate)));
  if (rival) return conflictWith(rule, rival.candidate.rule);
  const shortMinor = shortOf(rule, solved);
  return shortMinor > 0 ? because('amount_short_after_discounts', { shortMinor }) : because('not_better');
}

function conflictWith(rule: CompiledRule, rival: CompiledRule): Reason {
  const facts = { because: rival.promotion.promotionId };
  if (rule.group >= 0 && rule.group === rival.group) return because('group_taken', facts);
  return because(rule.isExclusive || rival.isExclusive ? 'applies_alone' : 'excluded', facts);
}

// How much is missing, as its phase begins, to the least amount of the condition and to the first step of a threshold,
// whichever is more.
function shortOf(rule: CompiledRule, { matched, explained }: Solved): number {
  const before = explained.steps.filter((step) => step.candidate.rule.phase < rule.phase);
  const left = matched.goods.map(({ grossMinor }, g) => before.reduce((sum, { offs }) => sum - offs[g]!, grossMinor));
  const sum = (selector: number): number => indicesOf(matched, selector).reduce((total, g) => total + left[g]!, 0);
  return Math.max(rule.minAmountMinor - sum(rule.watched), firstStepMinor(rule.promotion) - sum(rule.scope));
}

function firstStepMinor({ benefit }: Promotion): number {
  if (benefit.kind === 'threshold') return benefit.everyMinor;
  return benefit.kind === 'steps' ? benefit.steps[0]!.fromMinor : 0;
}
