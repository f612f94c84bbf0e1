import { assert } from '@shuke/kernel';
import { priceKept, type PricedAmount, type RuleSet } from '@shuke/pricing';
import type { PaidOrder } from '../checkout/paid-order.ts';

/** What a promotion took off one line of an order, or off its delivery. */
export interface LineShare {
  readonly promotionId: string;
  /** From 1; null for the delivery. */
  readonly line: number | null;
  readonly shareMinor: number;
}

/**
 * What each promotion took off which line. An order's row keeps only what each took in all, so the whole order is priced once
 * more by its own rules and facts, as a refund of nothing would be. Should the lines come out otherwise than they stand on
 * the order, nothing is said rather than something false.
 */
export function promotionShares(order: PaidOrder, ruleSet: RuleSet): LineShare[] {
  const { cart } = order.priced;
  const again = priceKept(ruleSet, order.priced, cart.lines);
  assert(again.ok, 'what was priced once can be priced again');
  const { lines, delivery } = again.value;
  const isSame = lines.every(({ netMinor }, i) => netMinor === order.lines[i]!.amountMinor);
  if (!isSame || delivery.netMinor !== order.deliveryMinor) return [];
  return [...lines.flatMap((line, i) => sharesOf(line, i + 1)), ...sharesOf(delivery, null)];
}

const sharesOf = ({ discounts }: PricedAmount, line: number | null): LineShare[] =>
  discounts.filter(({ shareMinor }) => shareMinor > 0).map((share) => ({ ...share, line }));
