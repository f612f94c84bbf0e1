import type { Random } from '@shuke/kernel';
import type { Benefit, Cart, CartLine, Conditions, Guest, Promotion, Rules, Selector } from '@shuke/pricing';

// A convenience store with a café: 240 products in 12 categories, 50 promotions that run by themselves, 20 kinds of coupon.

const CATEGORIES = [
  'drink/coffee',
  'drink/tea',
  'drink/soft',
  'drink/milk',
  'food/bakery',
  'food/lunch',
  'food/snack',
  'food/fruit',
  'food/frozen',
  'home/care',
  'home/paper',
  'beauty',
];
const PRODUCTS_A_CATEGORY = 20;
export const AUTOMATIC = 50;
export const COUPON_KINDS = 20;
export const COUPONS_HELD = 10;

interface Product {
  readonly sku: string;
  readonly category: string;
  readonly unitPriceMinor: number;
}

export interface Shop {
  readonly products: readonly Product[];
  readonly rules: Rules;
}

export function openShop(random: Random): Shop {
  const products = CATEGORIES.flatMap((category) =>
    Array.from({ length: PRODUCTS_A_CATEGORY }, (_, i): Product => {
      const unitPriceMinor = 200 + 50 * random.int(90) + random.pick([0, 0, 49, 90, 99]);
      return { sku: `${category.replace('/', '-')}-${i}`, category, unitPriceMinor };
    }),
  );
  const automatic = Array.from({ length: AUTOMATIC }, (_, i) => automaticPromotion(random, products, i));
  const coupons = Array.from({ length: COUPON_KINDS }, (_, i) => couponTerms(random, products, i));
  return { products, rules: { currency: 'CNY', promotions: [...automatic, ...coupons] } };
}

export function fillCart(random: Random, { products }: Shop, lines: number): Cart {
  const cartLines = Array.from({ length: lines }, (_, i): CartLine => {
    const product = random.pick(products);
    return { lineId: `line-${i}`, ...product, quantityMilli: 1000 * random.pick([1, 1, 1, 2, 2, 3]) };
  });
  return {
    currency: 'CNY',
    storeId: `store-${random.int(4)}`,
    source: random.pick(['counter', 'counter', 'delivery']),
    instantMs: 1_790_000_000_000,
    weekday: 1 + random.int(7),
    minuteOfDay: 480 + random.int(780),
    deliveryFeeMinor: random.pick([0, 0, 600]),
    lines: cartLines,
  };
}

export function meetGuest(random: Random): Guest {
  const kinds = Array.from({ length: COUPONS_HELD }, () => random.int(COUPON_KINDS));
  const balance = random.int(4000);
  return {
    customerId: `customer-${random.int(100_000)}`,
    member: random.int(4) > 0,
    tier: random.pick(['silver', 'gold', 'platinum', null]),
    tags: random.int(2) === 0 ? ['office'] : ['family'],
    card: random.int(3) === 0 ? 'stored_value' : null,
    firstPurchase: random.int(10) === 0,
    usage: {},
    coupons: kinds.map((kind, i) => ({ couponId: `held-${i}`, promotionId: `coupon-${kind}` })),
    points: { balance, spendAtMost: random.int(2) === 0 ? balance : 0 },
  };
}

const chance = (random: Random, oneIn: number): boolean => random.int(oneIn) === 0;

function automaticPromotion(random: Random, products: readonly Product[], i: number): Promotion {
  const common = { promotionId: `promotion-${i}`, version: 1, trigger: 'automatic', priority: random.int(5) } as const;
  const conditions = someConditions(random);
  const few = someSkus(random, products, 8);
  const category = { categories: [random.pick(CATEGORIES)] };
  const step = 500 * (1 + random.int(3));
  switch (i % 10) {
    case 0:
      return { ...common, scope: few, conditions: { member: true }, benefit: pricesOff(few.skus, products) };
    case 1:
      return {
        ...common,
        scope: category,
        conditions,
        benefit: { kind: 'unit_price', to: { offBps: 800 + step / 5 } },
      };
    case 2:
      return { ...common, scope: few, conditions, benefit: { kind: 'buy_get', buy: 2, get: 1, offBps: 10_000 } };
    case 3:
      return { ...common, scope: category, conditions, benefit: { kind: 'nth_item', nth: 2, offBps: 2000 + step } };
    case 4: {
      const parts = [few, { categories: [random.pick(CATEGORIES)] }].map((scope) => ({ scope, quantity: 1 }));
      return { ...common, conditions, benefit: { kind: 'bundle', parts, priceMinor: 2400 + step } };
    }
    case 5: {
      const benefit: Benefit = { kind: 'percent', level: 'line', offBps: 500 + step / 5, capMinor: 2000 };
      return { ...common, group: 'category', scope: someProducts(random, products), conditions, benefit };
    }
    case 6: {
      const benefit: Benefit = {
        kind: 'threshold',
        level: 'line',
        everyMinor: 3000,
        offMinor: 300 + step / 5,
        times: 3,
      };
      return { ...common, group: 'category', scope: someProducts(random, products), conditions, benefit };
    }
    case 7: {
      const steps = [1, 2, 3, 4].map((n) => ({ fromMinor: n * 14_000 + 4 * step, offMinor: n * (500 + step / 2) }));
      return { ...common, group: 'order', conditions, benefit: { kind: 'steps', level: 'order', steps } };
    }
    case 8: {
      const benefit: Benefit = { kind: 'percent', level: 'order', offBps: 200 + step / 5 };
      return { ...common, group: 'order', conditions, benefit };
    }
    default:
      return { ...common, ...deliveryOrPoints(i, conditions) };
  }
}

function pricesOff(skus: readonly string[], products: readonly Product[]): Benefit {
  const listed = products.filter(({ sku }) => skus.includes(sku));
  const prices = Object.fromEntries(listed.map(({ sku, unitPriceMinor }) => [sku, Math.floor(unitPriceMinor * 0.92)]));
  return { kind: 'unit_price', to: { prices } };
}

const someSkus = (random: Random, products: readonly Product[], count: number) => ({
  skus: Array.from({ length: count }, () => random.pick(products).sku),
});

function deliveryOrPoints(i: number, conditions: Conditions): { benefit: Benefit; conditions?: Conditions } {
  if (i === 9)
    return { benefit: { kind: 'points', as: 'discount', pointsPerStep: 100, stepMinor: 100, maxShareBps: 3000 } };
  return { conditions: { ...conditions, minAmountMinor: 45_000 }, benefit: { kind: 'delivery', offBps: 10_000 } };
}

function couponTerms(random: Random, products: readonly Product[], i: number): Promotion {
  const common = { promotionId: `coupon-${i}`, version: 1, trigger: 'coupon', priority: 10 + random.int(5) } as const;
  const scope = someProducts(random, products);
  const minAmountMinor = 1000 * (10 + random.int(60));
  switch (i % 5) {
    case 0: {
      const benefit: Benefit = { kind: 'cash', level: 'order', amountMinor: 300 + 100 * random.int(10) };
      return { ...common, group: 'coupon', conditions: { minAmountMinor }, benefit };
    }
    case 1: {
      const benefit: Benefit = { kind: 'percent', level: 'order', offBps: 500 + 100 * random.int(10), capMinor: 3000 };
      return { ...common, group: 'coupon', conditions: { minAmountMinor }, benefit };
    }
    case 2:
      return { ...common, scope, benefit: { kind: 'exchange', priceMinor: 100, capMinor: 1500 } };
    case 3: {
      const benefit: Benefit = { kind: 'cash', level: 'line', amountMinor: 200 + 100 * random.int(6) };
      return { ...common, group: 'category-coupon', scope, conditions: { minAmountMinor: 1500 }, benefit };
    }
    default:
      return { ...common, scope, benefit: { kind: 'percent', level: 'line', offBps: 1000, capMinor: 800 } };
  }
}

function someProducts(random: Random, products: readonly Product[]): Selector {
  if (chance(random, 3)) return someSkus(random, products, 15);
  if (chance(random, 6)) return { categories: ['drink', 'food'], exceptCategories: [random.pick(CATEGORIES)] };
  return { categories: [random.pick(CATEGORIES), random.pick(CATEGORIES)] };
}

function someConditions(random: Random): Conditions {
  switch (random.int(10)) {
    case 0:
      return { windows: [{ fromMinute: 840, toMinute: 1080 }] };
    case 1:
      return { weekdays: [6, 7] };
    case 2:
      return { tiers: ['gold', 'platinum'] };
    case 3:
      return { tags: ['office'] };
    case 4:
      return { sources: ['delivery'] };
    case 5:
      return { stores: ['store-0', 'store-1'] };
    case 6:
      return { member: true };
    default:
      return {};
  }
}
