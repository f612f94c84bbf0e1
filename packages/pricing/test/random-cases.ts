import { seededRandom, type Random } from '@shuke/kernel';
import type { Cart, CartLine, Guest } from '../cart.ts';
import type { Benefit, Caps, Conditions, Promotion, Rules, Selector } from '../promotion.ts';

export interface Case {
  readonly rules: Rules;
  readonly cart: Cart;
  readonly guest: Guest;
}

const CATALOGUE = [
  { sku: 'americano', category: 'drink/coffee', prices: [1500, 1501] },
  { sku: 'latte', category: 'drink/coffee', prices: [2200, 1999] },
  { sku: 'tea', category: 'drink/tea', prices: [900, 333] },
  { sku: 'cake', category: 'food/cake', prices: [1800, 2500] },
  { sku: 'bread', category: 'food/bread', prices: [700, 1] },
  { sku: 'beans', category: 'goods', prices: [3999, 0] },
] as const;

/** A small cart with a few promotions that get in each other's way: the same for the same seed. */
export function randomCase(seed: number): Case {
  const random = seededRandom(seed * 2654435761 + 1);
  const promotions = Array.from({ length: 3 + random.int(7) }, (_, i) => randomPromotion(random, `p${i}`));
  const rules: Rules = { currency: 'CNY', promotions };
  const coupons = promotions
    .filter(({ trigger }) => trigger === 'coupon')
    .flatMap(({ promotionId }) =>
      Array.from({ length: 1 + random.int(2) }, (_, i) => ({ couponId: `${promotionId}-${i}`, promotionId })),
    );
  return { rules, cart: randomCart(random), guest: randomGuest(random, coupons) };
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

function randomCart(random: Random): Cart {
  const lines = Array.from({ length: 1 + random.int(4) }, (_, i): CartLine => {
    const { sku, category, prices } = random.pick(CATALOGUE);
    const quantityMilli = random.int(8) === 0 ? 1 + random.int(2500) : 1000 * (1 + random.int(3));
    return { lineId: `l${i}`, sku, category, unitPriceMinor: prices[random.int(4) === 0 ? 1 : 0], quantityMilli };
  });
  return {
    currency: 'CNY',
    storeId: random.pick(['s1', 's2']),
    source: random.pick(['counter', 'delivery']),
    instantMs: 1_700_000_000_000,
    weekday: 1 + random.int(7),
    minuteOfDay: random.int(1440),
    deliveryFeeMinor: random.pick([0, 500, 799]),
    lines,
  };
}

function randomGuest(random: Random, coupons: Guest['coupons']): Guest {
  const balance = random.int(3000);
  return {
    customerId: random.int(5) === 0 ? null : 'c1',
    member: random.int(2) === 0,
    tier: random.pick([null, 'gold']),
    tags: random.int(2) === 0 ? ['student'] : [],
    card: random.pick([null, 'stored_value']),
    firstPurchase: random.int(3) === 0,
    usage: { p0: { customer: random.int(3), period: random.int(2) } },
    coupons,
    points: { balance, spendAtMost: random.int(2) === 0 ? balance : random.int(1000) },
  };
}

function randomPromotion(random: Random, promotionId: string): Promotion {
  const maybe = <T>(oneIn: number, value: () => T): T | undefined => (random.int(oneIn) === 0 ? value() : undefined);
  const benefit = randomBenefit(random);
  const unscoped = benefit.kind === 'bundle' || benefit.kind === 'delivery' || benefit.kind === 'points';
  return {
    promotionId,
    version: 1 + random.int(3),
    trigger: random.int(3) === 0 ? 'coupon' : 'automatic',
    priority: random.int(3),
    group: maybe(3, () => random.pick(['a', 'b'])),
    exclusive: maybe(12, () => true),
    declinable: maybe(2, () => true),
    excludes: maybe(8, () => [`p${random.int(9)}`]),
    conditions: maybe(3, () => randomConditions(random)),
    caps: maybe(4, () => randomCaps(random)),
    scope: unscoped ? undefined : maybe(2, () => randomSelector(random)),
    benefit,
  };
}

function randomSelector(random: Random): Selector {
  const skus = [random.pick(CATALOGUE).sku, random.pick(CATALOGUE).sku];
  switch (random.int(5)) {
    case 0:
      return { skus };
    case 1:
      return { exceptSkus: skus };
    case 2:
      return { categories: ['drink/coffee'], skus };
    case 3:
      return { categories: [random.pick(['drink', 'food', 'goods'])] };
    default:
      return { categories: ['drink', 'food'], exceptCategories: ['food/bread'] };
  }
}

function randomConditions(random: Random): Conditions {
  switch (random.int(8)) {
    case 0:
      return { stores: ['s1'], member: true };
    case 1:
      return { tiers: ['gold', 'silver'] };
    case 2:
      return { tags: ['student'], windows: [{ fromMinute: 1320, toMinute: 900 }] };
    case 3:
      return { minQuantity: 1 + random.int(4), of: randomSelector(random) };
    case 4:
      return { minAmountMinor: 500 * random.int(14), of: randomSelector(random) };
    case 5:
      return { weekdays: [1, 2, 3, 4, 5], firstPurchase: random.int(2) === 0 ? true : undefined };
    default:
      return { minAmountMinor: 500 * random.int(20) };
  }
}

function randomCaps(random: Random): Caps {
  return random.int(2) === 0 ? { perOrder: 1 + random.int(2) } : { perCustomer: 2, perPeriod: 1, perOrder: 2 };
}

const bpsIn = (random: Random): number => random.pick([500, 1000, 1250, 3333, 5000, 10_000]);

function randomBenefit(random: Random): Benefit {
  const level = random.pick(['line', 'order'] as const);
  const capMinor = random.int(2) === 0 ? 100 + random.int(1500) : undefined;
  switch (random.int(13)) {
    case 0:
      return { kind: 'unit_price', to: random.int(2) === 0 ? { offBps: bpsIn(random) } : { priceMinor: 1200 } };
    case 1:
      return { kind: 'unit_price', to: { prices: { latte: 1800, tea: 250, cake: 1700 } } };
    case 2:
      return { kind: 'buy_get', buy: 1 + random.int(2), get: 1 + random.int(2), offBps: bpsIn(random) };
    case 3:
      return { kind: 'buy_get', buy: 1, get: 1, offBps: bpsIn(random), getScope: randomSelector(random) };
    case 4:
      return { kind: 'nth_item', nth: 2 + random.int(2), offBps: bpsIn(random) };
    case 5: {
      const parts = [randomSelector(random), randomSelector(random)].slice(random.int(2));
      return {
        kind: 'bundle',
        parts: parts.map((scope) => ({ scope, quantity: 1 + random.int(2) })),
        priceMinor: 500 * random.int(9),
      };
    }
    case 6:
      return { kind: 'exchange', priceMinor: random.pick([0, 100, 1000]), capMinor };
    case 7:
      return { kind: 'cash', level, amountMinor: 1 + random.int(2000) };
    case 8:
      return randomThreshold(random, level);
    case 9: {
      const steps = [
        { fromMinor: 2000, offMinor: 300 },
        { fromMinor: 5000, offMinor: 1100 },
      ];
      return { kind: 'steps', level, steps };
    }
    case 10:
      return { kind: 'delivery', offBps: random.pick([5000, 10_000]), capMinor };
    case 11: {
      const maxShareBps = random.pick([undefined, 3000, 5000]);
      const as = random.pick(['discount', 'tender'] as const);
      return { kind: 'points', as, pointsPerStep: 100, stepMinor: random.pick([100, 7]), capMinor, maxShareBps };
    }
    default:
      return { kind: 'percent', level, offBps: bpsIn(random), capMinor };
  }
}

// One in six has so many steps that the bound does not try them one by one.
function randomThreshold(random: Random, level: 'line' | 'order'): Benefit {
  const times = random.pick([undefined, 1, 2]);
  if (random.int(6) === 0) return { kind: 'threshold', level, everyMinor: 50, offMinor: 3, times };
  return { kind: 'threshold', level, everyMinor: random.pick([3000, 1000]), offMinor: random.pick([500, 90]), times };
}
