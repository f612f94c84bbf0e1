import { seededRandom, type Random } from '@shuke/kernel';
import { expect, test } from 'vitest';
import type { Cart, CartLine, Conditions, Priced, PricedAmount, Promotion } from '../index.ts';
import { randomCase, shuffled, type Case } from './random-cases.ts';
import { priceCase } from './shop.ts';

const CARTS = 2000;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function forCarts(check: (one: Case, random: Random, seed: number) => void): void {
  for (let seed = 0; seed < CARTS; seed++) check(randomCase(seed + 1_000_000), seededRandom(seed), seed);
}

/** What is due and what each promotion takes off each SKU at its price: all that must not depend on how it was rung up. */
function essence({ lines, dueMinor, payableMinor, applied, pointsSpent }: Priced, cart: Cart) {
  const byGoods: Record<string, number> = {};
  for (const [i, { sku, unitPriceMinor }] of cart.lines.entries()) {
    for (const { promotionId, shareMinor } of lines[i]!.discounts) {
      const key = `${sku} ${unitPriceMinor} ${promotionId}`;
      byGoods[key] = (byGoods[key] ?? 0) + shareMinor;
    }
  }
  return { byGoods, dueMinor, payableMinor, applied, pointsSpent };
}

// A line of several units or grams as two lines somewhere else in the cart.
function splitSome(lines: readonly CartLine[], random: Random): CartLine[] {
  return lines.flatMap((line) => {
    if (line.quantityMilli < 2 || random.int(2) === 0) return [line];
    const part = 1 + random.int(line.quantityMilli - 1);
    return [
      { ...line, quantityMilli: part },
      { ...line, lineId: `${line.lineId}-rest`, quantityMilli: line.quantityMilli - part },
    ];
  });
}

test('the order of lines, rules and coupons does not matter', () => {
  forCarts((one, random, seed) => {
    const rules = { ...one.rules, promotions: shuffled(one.rules.promotions, random) };
    const cart = { ...one.cart, lines: shuffled(one.cart.lines, random) };
    const guest = { ...one.guest, coupons: shuffled(one.guest.coupons, random) };
    const other = priceCase({ rules, cart, guest });
    expect({ seed, ...essence(other, cart) }).toEqual({ seed, ...essence(priceCase(one), one.cart) });
  });
});

test('how equal lines are grouped does not matter', () => {
  forCarts((one, random, seed) => {
    const cart = { ...one.cart, lines: shuffled(splitSome(one.cart.lines, random), random) };
    expect({ seed, ...essence(priceCase({ ...one, cart }), cart) }).toEqual({
      seed,
      ...essence(priceCase(one), one.cart),
    });
  });
});

test('shares sum to the discounts, and no line and no total falls below zero', () => {
  forCarts((one, random, seed) => {
    const priced = priceCase({ ...one, cart: { ...one.cart, lines: splitSome(one.cart.lines, random) } });
    const amounts: readonly PricedAmount[] = [...priced.lines, priced.delivery];
    for (const { grossMinor, netMinor, discounts } of amounts) {
      expect(netMinor).toBe(grossMinor - sum(discounts.map(({ shareMinor }) => shareMinor)));
      expect(netMinor).toBeGreaterThanOrEqual(0);
      expect(discounts.every(({ shareMinor }) => shareMinor > 0)).toBe(true);
    }
    for (const { promotionId, discountMinor } of priced.applied) {
      const shares = amounts.flatMap(({ discounts }) => discounts.filter((one) => one.promotionId === promotionId));
      expect({ seed, promotionId, sum: sum(shares.map(({ shareMinor }) => shareMinor)) }).toEqual({
        seed,
        promotionId,
        sum: discountMinor,
      });
    }
    expect(priced.payableMinor).toBe(sum(amounts.map(({ netMinor }) => netMinor)));
    expect(priced.dueMinor).toBeGreaterThanOrEqual(0);
  });
});

test('one coupon more never makes more due', () => {
  forCarts((one, random, seed) => {
    const coupons = one.guest.coupons.filter(() => random.int(2) === 0);
    const fewer = priceCase({ ...one, guest: { ...one.guest, coupons } });
    expect({ seed, dearer: priceCase(one).dueMinor > fewer.dueMinor }).toEqual({ seed, dearer: false });
  });
});

test('a coupon that cannot be used changes nothing but the reason that is given for it', () => {
  forCarts((one, random, seed) => {
    const terms: Promotion = {
      ...one.rules.promotions[random.int(one.rules.promotions.length)]!,
      promotionId: 'more',
      trigger: 'coupon',
      excludes: undefined,
      conditions: random.pick<Conditions>([{ minAmountMinor: 9_000_000 }, { stores: ['s3'] }, { minQuantity: 99 }]),
    };
    const coupons = [...one.guest.coupons, { couponId: 'more', promotionId: 'more' }];
    const rules = { ...one.rules, promotions: [...one.rules.promotions, terms] };
    const { unused, ...priced } = priceCase({ rules, cart: one.cart, guest: { ...one.guest, coupons } });
    const { unused: before, ...same } = priceCase(one);
    expect({ seed, priced }).toEqual({ seed, priced: same });
    expect(unused.slice(0, -1)).toEqual(before);
    expect(unused.at(-1)).toMatchObject({ couponId: 'more' });
  });
});

test('one promotion more never makes more due, but for a standing price', () => {
  forCarts((drawn, random, seed) => {
    // A promotion that excludes a price makes that price a choice, which is another question.
    const all = drawn.rules.promotions.map((rule) => ({ ...rule, excludes: undefined }));
    const one = { ...drawn, rules: { ...drawn.rules, promotions: all } };
    const promotions = all.filter(({ benefit }) => benefit.kind === 'unit_price' || random.int(2) === 0);
    const fewer = priceCase({ ...one, rules: { ...one.rules, promotions } });
    expect({ seed, dearer: priceCase(one).dueMinor > fewer.dueMinor }).toEqual({ seed, dearer: false });
  });
});

test('the same question has the same answer, byte for byte', () => {
  forCarts((one) => expect(JSON.stringify(priceCase(one))).toBe(JSON.stringify(priceCase(structuredClone(one)))));
});
