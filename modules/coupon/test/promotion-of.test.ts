import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { compileRules, price, STRANGER, type Cart, type CartLine, type Promotion } from '@shuke/pricing';
import { whyNoDiscount } from '../claim-rules.ts';
import { discountOf } from '../coupon.ts';
import { promotionOf } from '../promotion-of.ts';
import type { Stacking, Terms } from '../template.ts';
import { draft } from './shop.ts';

const rule = (terms: Terms, stacking: Stacking = 'stack', templateId = 't1'): Promotion =>
  promotionOf({ templateId, terms, stacking });

const cartOf = (lines: readonly CartLine[]): Cart => ({
  currency: 'CNY',
  storeId: 's1',
  source: 'counter',
  instantMs: Date.UTC(2026, 2, 2),
  weekday: 1,
  minuteOfDay: 600,
  deliveryFeeMinor: 0,
  lines,
});

const CATEGORIES: Readonly<Record<string, string>> = { TEA: 'drink/tea', COLA: 'drink' };
const line = (sku: string, unitPriceMinor: number, units = 1): CartLine => ({
  lineId: `${sku} ${unitPriceMinor}`,
  sku,
  category: CATEGORIES[sku] ?? 'food',
  unitPriceMinor,
  quantityMilli: units * 1000,
});

/** What pricing takes off a cart for a guest with so many coupons of each rule. */
function takenOff(promotions: readonly Promotion[], lines: readonly CartLine[], each = 1): number {
  const ruleSet = compileRules({ currency: 'CNY', promotions });
  if (!ruleSet.ok) throw new Error(JSON.stringify(ruleSet.refusal));
  const coupons = promotions.flatMap(({ promotionId }) =>
    Array.from({ length: each }, (_, nth) => ({ couponId: `${promotionId} ${nth}`, promotionId })),
  );
  const priced = price(ruleSet.value, cartOf(lines), { ...STRANGER, coupons });
  if (!priced.ok) throw new Error(JSON.stringify(priced.refusal));
  const grossMinor = lines.reduce((sum, one) => sum + (one.unitPriceMinor * one.quantityMilli) / 1000, 0);
  return grossMinor - priced.value.payableMinor;
}

const basketOf = (lines: readonly CartLine[]) => {
  const sold = lines.map((one) => ({ ...one, amountMinor: (one.unitPriceMinor * one.quantityMilli) / 1000 }));
  return { totalMinor: sold.reduce((sum, { amountMinor }) => sum + amountMinor, 0), lines: sold };
};

test('one coupon alone takes off in pricing what it takes off a recorded receipt', () => {
  const random = seededRandom(5);
  const amount = (): number => 1 + random.int(3000);
  for (let i = 0; i < 2000; i += 1) {
    const kind = random.pick(['cash', 'percent', 'item', 'exchange'] as const);
    const isOfItem = kind === 'item' || kind === 'exchange';
    const terms = draft({
      kind,
      amountMinor: amount(),
      percentBps: kind === 'percent' ? 1 + random.int(10_000) : null,
      itemSku: isOfItem ? 'TEA' : null,
      priceMinor: kind === 'exchange' ? amount() : null,
      scope: isOfItem ? null : random.pick([null, { skus: ['BUN'] }, { categories: ['drink'] }]),
      minSpendMinor: random.pick([0, random.int(4000)]),
    });
    const lines = [
      line('TEA', amount(), 1 + random.int(2)),
      line('BUN', amount(), 1 + random.int(3)),
      line('COLA', amount()),
    ].filter(() => random.int(4) > 0);
    if (lines.length === 0) continue;
    const basket = basketOf(lines);
    const expected = whyNoDiscount(terms, basket) ? 0 : discountOf(terms, basket);
    expect([i, terms, lines, takenOff([rule(terms)], lines)]).toEqual([i, terms, lines, expected]);
  }
});

describe('how coupons stand to each other', () => {
  const cash = (amountMinor: number): Terms => draft({ amountMinor });
  const lines = [line('BUN', 10_000)];

  test('coupons of different templates stack, and one of each template an order', () => {
    expect(takenOff([rule(cash(500)), rule(cash(300), 'stack', 't2')], lines, 3)).toBe(800);
  });

  test('of a group the best one applies', () => {
    const two = [rule(cash(500), 'group:lunch'), rule(cash(300), 'group:lunch', 't2'), rule(cash(100), 'stack', 't3')];
    expect(takenOff(two, lines)).toBe(600);
  });

  test('an exclusive one applies alone, where that is better', () => {
    const alone = (amountMinor: number) => rule(cash(amountMinor), 'exclusive', 't2');
    expect(takenOff([rule(cash(500)), alone(400)], lines)).toBe(500);
    expect(takenOff([rule(cash(500)), alone(600)], lines)).toBe(600);
  });
});
