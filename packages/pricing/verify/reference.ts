import { allocate, bpsOf } from '@shuke/kernel';
import { amountAtPrice, atList, dueOf, sum, type Basket, type Item, type Standing } from './basket.ts';
import type { Benefit } from '../promotion.ts';
import { dealOffs } from './reference-deals.ts';

/** What a use takes off what is due. */
export interface Taken {
  readonly next: Standing;
  /** By pile and, last, off the delivery fee; a tender takes nothing off either. */
  readonly offs: readonly number[];
  readonly offMinor: number;
}

/** The standing prices that take something off, in use one after the other, and what is left then. */
export function useStanding(basket: Basket): { start: Standing; used: readonly { item: Item; taken: Taken }[] } {
  let start = atList(basket);
  const used: { item: Item; taken: Taken }[] = [];
  for (const item of basket.standing) {
    const taken = useTimes(basket, start, { item, times: 1 });
    if (!taken) continue;
    used.push({ item, taken });
    start = taken.next;
  }
  return { start, used };
}

/** The same standing when the phase of an item has begun. */
export function begin(standing: Standing, { phase }: Item): Standing {
  const { beginnings } = standing;
  if (beginnings.length > phase) return standing;
  const begun = Array.from({ length: phase + 1 - beginnings.length }, () => leftOf(standing));
  return { ...standing, beginnings: [...beginnings, ...begun] };
}

/** Uses an item so many times, or null where that is not legal. */
export function useTimes(basket: Basket, standing: Standing, use: { item: Item; times: number }): Taken | null {
  const { item, times } = use;
  if (times > item.most || !conditionHolds(standing, item)) return null;
  switch (item.promotion.benefit.kind) {
    case 'unit_price':
      return times === 1 ? usePrices(basket, standing, item) : null;
    case 'buy_get':
    case 'nth_item':
    case 'bundle':
    case 'exchange':
      return useDeal(basket, standing, use);
    default:
      return useAmounts(basket, standing, use);
  }
}

/** Whether the amount that an item's condition asks for is there. */
export function conditionHolds(standing: Standing, { promotion, watched, phase }: Item): boolean {
  return (
    amountIn(standing.beginnings[phase] ?? standing.amounts, watched) >= (promotion.conditions?.minAmountMinor ?? 0)
  );
}

const amountIn = (amounts: readonly number[], which: readonly boolean[]): number =>
  sum(which.map((named, p) => (named ? amounts[p]! : 0)));

function usePrices({ piles }: Basket, standing: Standing, { promotion, scope }: Item): Taken | null {
  const { benefit } = promotion;
  if (benefit.kind !== 'unit_price') return null;
  const { to } = benefit;
  const prices = piles.map(({ sku, listPriceMinor }, p) => {
    const before = standing.prices[p]!;
    if (!scope[p]) return before;
    if ('offBps' in to) return Math.min(before, listPriceMinor - bpsOf(listPriceMinor, to.offBps));
    return Math.min(before, 'priceMinor' in to ? to.priceMinor : (to.prices[sku] ?? before));
  });
  const amounts = piles.map((pile, p) => amountAtPrice(prices[p]!, pile.quantityMilli));
  return taken(standing, { ...standing, prices, amounts });
}

function useDeal(basket: Basket, standing: Standing, { item, times }: { item: Item; times: number }): Taken | null {
  const offsFor = (count: number) => dealOffs(basket, standing, { item, times: count });
  const deal = offsFor(times);
  if (!deal || deal.offMinor <= (times === 1 ? 0 : (offsFor(times - 1)?.offMinor ?? 0))) return null;
  const amounts = standing.amounts.map((amount, p) => amount - deal.offs[p]!);
  const units = standing.units.map((count, p) => count - deal.used[p]!);
  return taken(standing, { ...standing, amounts, units });
}

function useAmounts(basket: Basket, standing: Standing, use: { item: Item; times: number }): Taken | null {
  const { scope, promotion } = use.item;
  const { kind } = promotion.benefit;
  let next = standing;
  for (let once = 0; once < use.times; once++) {
    const off = offOnce(basket, next, use.item);
    if (off === 0) return null;
    if (kind === 'points') next = { ...next, pointsMinor: next.pointsMinor + off };
    else if (kind === 'delivery') next = { ...next, feeMinor: next.feeMinor - off };
    else {
      const weights = next.amounts.map((amount, p) => (scope[p] ? amount : 0));
      const shares = allocate(off, weights);
      next = { ...next, amounts: next.amounts.map((amount, p) => amount - shares[p]!) };
    }
  }
  return taken(standing, next);
}

function taken(before: Standing, next: Standing): Taken | null {
  const offMinor = dueOf(before) - dueOf(next);
  if (offMinor <= 0) return null;
  return { next, offMinor, offs: leftOf(before).map((amount, p) => amount - leftOf(next)[p]!) };
}

/** What is left of each pile and, last, of the delivery fee. */
const leftOf = ({ amounts, feeMinor }: Standing): number[] => [...amounts, feeMinor];

/** What one use of an amount, delivery or points promotion takes off; within a phase discounts add up. */
export function offOnce({ guest }: Basket, standing: Standing, { promotion, scope, phase }: Item): number {
  const { benefit } = promotion;
  const beginning = standing.beginnings[phase] ?? leftOf(standing);
  if (benefit.kind === 'points') {
    const { pointsPerStep, stepMinor, maxShareBps = 10_000, capMinor = Infinity } = benefit;
    const share = Number((BigInt(dueOf(standing)) * BigInt(maxShareBps)) / 10_000n);
    const affordable = Math.floor(Math.min(guest.points.balance, guest.points.spendAtMost) / pointsPerStep);
    return stepMinor * Math.min(affordable, Math.floor(Math.min(share, capMinor) / stepMinor));
  }
  if (benefit.kind === 'delivery') return Math.min(standing.feeMinor, faceOf(benefit, beginning.at(-1)!));
  return Math.min(amountIn(standing.amounts, scope), faceOf(benefit, amountIn(beginning, scope)));
}

/** What a discount on this base would take off if there were no others. */
export function faceOf(benefit: Benefit, baseMinor: number): number {
  switch (benefit.kind) {
    case 'cash':
      return benefit.amountMinor;
    case 'percent':
    case 'delivery':
      return Math.min(bpsOf(baseMinor, benefit.offBps), benefit.capMinor ?? Infinity);
    case 'threshold':
      return Math.min(Math.floor(baseMinor / benefit.everyMinor), benefit.times ?? Infinity) * benefit.offMinor;
    case 'steps':
      return benefit.steps.filter((step) => step.fromMinor <= baseMinor).at(-1)?.offMinor ?? 0;
    default:
      return 0;
  }
}
