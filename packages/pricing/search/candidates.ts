import type { Cart, Guest, HeldCoupon } from '../cart.ts';
import { KIND, matchesOf, type CompiledRule, type RuleSet } from '../compile-rules.ts';
import { couponFault, mostTimes, staticFault } from '../conditions.ts';
import type { Goods } from '../goods.ts';

/** A promotion that may apply to a cart, with what it touches by index of goods. */
export interface Candidate {
  readonly rule: CompiledRule;
  /** How often it may be used. */
  most: number;
  /** Coupons that one use spends: 1 or 0. */
  readonly coupons: number;
  readonly scope: readonly number[];
  /** The scope is all goods, so that totals stand for their sum. */
  readonly isWhole: boolean;
  readonly watched: readonly number[];
  readonly watchesWhole: boolean;
  /** For deals, by goods: grouped and exchange 1 in scope; paired 1 buys, 2 gets, 3 both; bundle the part from 1. */
  readonly roles: readonly number[];
  /** For prices, by goods: the new price of a unit, or that of the list. */
  readonly newPrices: readonly number[];
  /** Indices of candidates that must not be used beside this one. */
  conflicts: number[];
}

const NONE: readonly number[] = [];

/** What is priced: goods, rules and guest, and what their selectors match. */
export interface Matched {
  readonly goods: readonly Goods[];
  readonly matches: readonly Uint8Array[];
}

export function matchGoods(ruleSet: RuleSet, goods: readonly Goods[]): Matched {
  return { goods, matches: goods.map(({ sku, category }) => matchesOf(ruleSet, sku, category)) };
}

/** The candidates in the order in which they act; what they could take off is not looked at yet. */
export function candidatesFor(ruleSet: RuleSet, matched: Matched, who: { cart: Cart; guest: Guest }): Candidate[] {
  const { cart, guest } = who;
  const candidates: Candidate[] = [];
  for (const rule of ruleSet.compiled) {
    const { promotion } = rule;
    const byCoupon = promotion.trigger === 'coupon';
    const coupons = byCoupon ? countCoupons(guest.coupons, promotion.promotionId, cart.instantMs) : 0;
    if ((byCoupon && coupons === 0) || staticFault(promotion, cart, guest)) continue;
    const scope = indicesOf(matched, rule.scope);
    if (scope.length === 0 && rule.kind < KIND.delivery && rule.kind !== KIND.bundle) continue;
    const watched = rule.watched === rule.scope ? scope : indicesOf(matched, rule.watched);
    if (rule.minQuantityMilli > 0 && quantityOf(matched.goods, watched) < rule.minQuantityMilli) continue;
    candidates.push(candidateOf(rule, matched, { scope, watched, most: mostTimes(promotion, guest, coupons) }));
  }
  return candidates;
}

/** How many thousandths of units these goods are together. */
export function quantityOf(goods: readonly Goods[], indices: readonly number[]): number {
  let sum = 0;
  for (const i of indices) sum += goods[i]!.quantityMilli;
  return sum;
}

/** The indices of the goods that a selector of the set names. */
export function indicesOf({ matches }: Matched, selector: number): number[] {
  const indices: number[] = [];
  for (let i = 0; i < matches.length; i++) if (matches[i]![selector] === 1) indices.push(i);
  return indices;
}

function countCoupons(coupons: readonly HeldCoupon[], promotionId: string, instantMs: number): number {
  let count = 0;
  for (const coupon of coupons) {
    if (coupon.promotionId === promotionId && couponFault(coupon, instantMs) === null) count += 1;
  }
  return count;
}

interface Reach {
  readonly scope: readonly number[];
  readonly watched: readonly number[];
  readonly most: number;
}

function candidateOf(rule: CompiledRule, matched: Matched, { scope, watched, most }: Reach): Candidate {
  const all = matched.goods.length;
  return {
    rule,
    most,
    coupons: rule.promotion.trigger === 'coupon' ? 1 : 0,
    scope,
    isWhole: scope.length === all,
    watched,
    watchesWhole: watched.length === all,
    roles: rule.phase === 1 ? rolesOf(rule, matched) : NONE,
    newPrices: rule.kind === KIND.price ? newPricesOf(rule, matched) : NONE,
    conflicts: [],
  };
}

function rolesOf(rule: CompiledRule, matched: Matched): number[] {
  if (rule.kind === KIND.bundle) return partsOf(rule, matched);
  return matched.matches.map((match) => {
    const buys = match[rule.scope]!;
    return rule.kind === KIND.paired ? buys + 2 * match[rule.getScope]! : buys;
  });
}

/** By goods: the part of a bundle, from 1, that a unit counts for; 0 for none. */
export function partsOf({ partScopes }: CompiledRule, { matches }: Matched): number[] {
  return matches.map((match) => partScopes.findIndex((part) => match[part] === 1) + 1);
}

function newPricesOf({ promotion, scope }: CompiledRule, { goods, matches }: Matched): number[] {
  const { benefit } = promotion;
  if (benefit.kind !== 'unit_price') return [];
  const { to } = benefit;
  return goods.map(({ sku, unitPriceMinor }, i) => {
    if (matches[i]![scope] !== 1) return unitPriceMinor;
    if ('priceMinor' in to) return Math.min(unitPriceMinor, to.priceMinor);
    if ('prices' in to) return Math.min(unitPriceMinor, to.prices[sku] ?? unitPriceMinor);
    return unitPriceMinor - shareOf(unitPriceMinor, to.offBps);
  });
}

/** Basis points of an amount, rounded half up. Exact for amounts to 1e11: the quotient's error is below 1/10000. */
export const shareOf = (minor: number, bps: number): number => Math.floor((minor * bps + 5000) / 10_000);
