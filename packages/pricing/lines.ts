import type { Cart, CartLine } from './cart.ts';
import type { Goods } from './goods.ts';
import type { DiscountShare, PricedAmount, PricedLine } from './priced.ts';
import type { Candidate } from './search/candidates.ts';
import { spread } from './search/spread.ts';

/** One promotion's use: what it took off, by goods and, last, off the delivery fee. */
export interface Step {
  readonly candidate: Candidate;
  readonly times: number;
  readonly offs: Float64Array;
}

/** Splits what was taken off each goods over its lines: by what is left of each, so that no line falls below zero. */
export function amountsOfLines(
  goods: readonly Goods[],
  steps: readonly Step[],
  cart: Cart,
): { lines: PricedLine[]; delivery: PricedAmount } {
  const byLine = new Map<string, PricedLine>();
  goods.forEach((one, g) => {
    const { lines } = one;
    const first = lines.length === 1 ? [pricedAlone(one, g, steps)] : pricedTogether(one, g, steps);
    lines.forEach((line, i) => byLine.set(line.lineId, first[i]!));
  });
  return {
    lines: cart.lines.map(({ lineId }) => byLine.get(lineId)!),
    delivery: pricedAmount(cart.deliveryFeeMinor, steps, (step) => step.offs[goods.length]!),
  };
}

function pricedAmount(grossMinor: number, steps: readonly Step[], shareOf: (step: Step) => number): PricedAmount {
  const discounts: DiscountShare[] = [];
  let netMinor = grossMinor;
  for (const step of steps) {
    const shareMinor = shareOf(step);
    if (shareMinor === 0) continue;
    discounts.push({ promotionId: step.candidate.rule.promotion.promotionId, shareMinor });
    netMinor -= shareMinor;
  }
  return { grossMinor, discounts, netMinor };
}

function pricedAlone({ lines, grossMinor }: Goods, g: number, steps: readonly Step[]): PricedLine {
  const { discounts, netMinor } = pricedAmount(grossMinor, steps, (step) => step.offs[g]!);
  return { lineId: lines[0]!.lineId, grossMinor, discounts, netMinor };
}

function pricedTogether({ lines, grossMinor, quantityMilli }: Goods, g: number, steps: readonly Step[]): PricedLine[] {
  const indices = lines.map((_, i) => i);
  const left = Float64Array.from(lines, (line) => line.quantityMilli);
  const shares = new Float64Array(lines.length);
  spread({ amount: grossMinor, total: quantityMilli, indices, weights: left, at: 0 }, shares);
  const gross = Array.from(shares);
  left.set(shares);
  let total = grossMinor;
  const discounts: DiscountShare[][] = lines.map(() => []);
  for (const { candidate, offs } of steps) {
    const amount = offs[g]!;
    if (amount === 0) continue;
    spread({ amount, total, indices, weights: left, at: 0 }, shares);
    total -= amount;
    const { promotionId } = candidate.rule.promotion;
    for (const i of indices) {
      left[i]! -= shares[i]!;
      if (shares[i]! > 0) discounts[i]!.push({ promotionId, shareMinor: shares[i]! });
    }
  }
  return lines.map(({ lineId }: CartLine, i) => ({
    lineId,
    grossMinor: gross[i]!,
    discounts: discounts[i]!,
    netMinor: left[i]!,
  }));
}
