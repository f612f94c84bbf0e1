import { allocate, assert, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { earningsOf, type Earning, type Programme } from '@shuke/loyalty';
import { priceKept, refundedToDate, type Priced, type RuleSet } from '@shuke/pricing';
import { couponCosts } from '../checkout/coupon-costs.ts';
import type { PaidOrder } from '../checkout/paid-order.ts';

/** What the refunds of an order have come to. Each next state follows from the order, the one before and what comes back. */
export interface RefundState {
  /** Of each line, in thousandths. */
  readonly returnedMilli: readonly number[];
  /** Of the payable, points that paid among it. */
  readonly amountMinor: number;
  /** Of each tender. */
  readonly tendersMinor: readonly number[];
  /** The part of the amount that points had paid. */
  readonly pointsPaidMinor: number;
  readonly pointsReturned: number;
  /** Of each earning of the order. */
  readonly takenBack: readonly number[];
  readonly reversedCoupons: readonly string[];
  /** What each coupon of the order costs for the goods that are kept; nothing for one that is reversed. */
  readonly couponCostsMinor: readonly number[];
  /** Uses of promotions that are given back, by promotion. */
  readonly usesBack: Readonly<Record<string, number>>;
}

/** Nothing of an order has come back. */
export const nothingBack = (order: PaidOrder): RefundState => ({
  returnedMilli: order.lines.map(() => 0),
  amountMinor: 0,
  tendersMinor: order.tenders.map(() => 0),
  pointsPaidMinor: 0,
  pointsReturned: 0,
  takenBack: order.priced.earned.map(() => 0),
  reversedCoupons: [],
  couponCostsMinor: order.coupons.map(({ discountMinor }) => discountMinor),
  usesBack: {},
});

export interface ReturnedLine {
  /** As on the order, from 1. */
  readonly line: number;
  readonly quantityMilli: number;
}

export type ReturnRefusal = Refusal<'refund_line_unknown' | 'refund_exceeds_bought' | 'refund_quantity_invalid'>;

/** What has come back in all with these lines, each line in thousandths; refuses more than was bought. */
export function returnedWith(
  order: PaidOrder,
  before: RefundState,
  lines: readonly ReturnedLine[],
): Result<number[], ReturnRefusal> {
  const returned = [...before.returnedMilli];
  for (const { line, quantityMilli } of lines) {
    const bought = order.lines[line - 1]?.quantityMilli;
    if (bought === undefined) return refuse('refund_line_unknown', { line });
    if (!Number.isSafeInteger(quantityMilli) || quantityMilli <= 0) return refuse('refund_quantity_invalid', { line });
    const sum = returned[line - 1]! + quantityMilli;
    if (sum > bought) return refuse('refund_exceeds_bought', { line, leftMilli: bought - returned[line - 1]! });
    returned[line - 1] = sum;
  }
  return ok(returned);
}

export interface PricedBy {
  readonly ruleSet: RuleSet;
  readonly programme: Programme;
}

/** What has come back in all, of each line in thousandths, and by what the rest is priced. */
export interface Return extends PricedBy {
  readonly returnedMilli: readonly number[];
}

/**
 * What all refunds of an order come to once so much of it has come back: what is kept is priced by the order's own rules
 * and facts, and the difference to what was paid is paid back, never less than before. A coupon that the kept goods no
 * longer need goes back to the guest for good. Nothing that was given back is ever taken again, so that no sequence of
 * partial refunds pays back more than was paid, and all goods back is all money back.
 */
export function refundTo(
  order: PaidOrder,
  before: RefundState,
  { returnedMilli, ruleSet, programme }: Return,
): RefundState {
  const kept = priceOfKept(order, before.reversedCoupons, { returnedMilli, ruleSet });
  const paidMinor = order.payableMinor;
  const amountMinor = refundedToDate({ paidMinor, refundedMinor: before.amountMinor, keptMinor: kept.payableMinor });
  const shares = shareOut(order, before, amountMinor - before.amountMinor);
  const pointsPaidMinor = before.pointsPaidMinor + shares.points;
  return {
    returnedMilli,
    amountMinor,
    tendersMinor: before.tendersMinor.map((sum, i) => sum + shares.tenders[i]!),
    pointsPaidMinor,
    pointsReturned: Math.max(before.pointsReturned, pointsBack(order, kept, pointsPaidMinor)),
    takenBack: takenBackWith(order, { before, returnedMilli, kept, programme }),
    reversedCoupons: reversedWith(order, before, kept),
    couponCostsMinor: costsWith(order, before, kept),
    usesBack: usesBackWith(order, before, kept),
  };
}

function priceOfKept(
  { priced }: PaidOrder,
  reversedCoupons: readonly string[],
  { returnedMilli, ruleSet }: Omit<Return, 'programme'>,
): Priced {
  const lines = priced.cart.lines.map(({ lineId, quantityMilli }, i) => ({
    lineId,
    quantityMilli: quantityMilli - returnedMilli[i]!,
  }));
  const couponIds = priced.couponIds.filter((couponId) => !reversedCoupons.includes(couponId));
  const kept = priceKept(ruleSet, { ...priced, couponIds }, lines);
  assert(kept.ok, 'a part of a priced cart can be priced');
  return kept.value;
}

/** Shares an amount over tenders and points by what of each is left, so that none gives back more than it paid. */
function shareOut(order: PaidOrder, before: RefundState, amountMinor: number): { tenders: number[]; points: number } {
  const left = order.tenders.map((tender, i) => tender.amountMinor - before.tendersMinor[i]!);
  const pointsLeft = order.pointsPaidMinor - before.pointsPaidMinor;
  const shares = allocate(amountMinor, [...left, pointsLeft]);
  return { tenders: shares.slice(0, -1), points: must(shares.at(-1), 'points have a share') };
}

// As a tender, points come back by the share of what they paid; as a discount, those that the kept goods do not need.
function pointsBack(order: PaidOrder, kept: Priced, pointsPaidMinor: number): number {
  const { pointsSpent } = order.priced;
  if (order.pointsPaidMinor === 0) return pointsSpent - Math.min(pointsSpent, kept.pointsSpent);
  return Number((BigInt(pointsSpent) * BigInt(pointsPaidMinor)) / BigInt(order.pointsPaidMinor));
}

interface Kept {
  readonly before: RefundState;
  readonly returnedMilli: readonly number[];
  readonly kept: Priced;
  readonly programme: Programme;
}

/** Of each earning what the kept goods would not have earned. */
function takenBackWith(order: PaidOrder, { before, returnedMilli, kept, programme }: Kept): number[] {
  const { cart, earned, guest } = order.priced;
  const net = new Map(kept.lines.map(({ lineId, netMinor }) => [lineId, netMinor]));
  const still = earningsOf(programme, {
    standing: { tierId: guest.tier, since: null, reviewOn: null },
    day: order.businessDay,
    netMinor: Math.max(0, kept.dueMinor - kept.delivery.netMinor),
    lines: cart.lines.map(({ lineId, quantityMilli, ...goods }, i) => ({
      ...goods,
      quantityMilli: quantityMilli - returnedMilli[i]!,
      netMinor: net.get(lineId) ?? 0,
    })),
  });
  const keptUnits = (asset: string): number => still.find((one) => one.asset === asset)?.amount ?? 0;
  return earned.map(({ asset, amount }: Earning, i) =>
    Math.max(before.takenBack[i]!, amount - Math.min(amount, keptUnits(asset))),
  );
}

function reversedWith({ priced }: PaidOrder, before: RefundState, kept: Priced): string[] {
  const needed = new Set(kept.applied.flatMap(({ couponIds }) => couponIds));
  return priced.couponIds.filter((couponId) => before.reversedCoupons.includes(couponId) || !needed.has(couponId));
}

// A coupon never costs more than before, so that what was abated once need not be charged again.
function costsWith({ priced }: PaidOrder, before: RefundState, kept: Priced): number[] {
  const costs = couponCosts(kept.applied);
  return priced.couponIds.map((couponId, i) => Math.min(before.couponCostsMinor[i]!, costs.get(couponId) ?? 0));
}

function usesBackWith({ priced }: PaidOrder, before: RefundState, kept: Priced): Record<string, number> {
  const timesNow = new Map(kept.applied.map(({ promotionId, times }) => [promotionId, times]));
  const back = priced.applied.map(({ promotionId, times }): [string, number] => [
    promotionId,
    Math.max(before.usesBack[promotionId] ?? 0, times - (timesNow.get(promotionId) ?? 0)),
  ]);
  return Object.fromEntries(back.filter(([, uses]) => uses > 0));
}
