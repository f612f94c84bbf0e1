import type { TemplateDraft } from '@shuke/coupon';
import { DAY_MS, instantToWallMs, MINUTE_MS, type Random } from '@shuke/kernel';
import { NO_PROGRAMME, type ProgrammeDraft } from '@shuke/loyalty';
import type { TimeWindow } from '@shuke/pricing';
import type { RuleTerms } from '@shuke/promotion';
import { SIZES } from './town.ts';

// What each merchant of the benchmark sells, and on which terms: a convenience store with a café.

export const CURRENCY = 'CNY';
export const TIME_ZONE = 'Asia/Shanghai';

const CATEGORIES = [
  'drink/coffee',
  'drink/tea',
  'drink/soft',
  'drink/milk',
  'food/bakery',
  'food/lunch',
  'food/snack',
  'food/fruit',
  'home/care',
  'home/paper',
] as const;

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly priceMinor: number;
}

export function drawProducts(random: Random): Product[] {
  return Array.from({ length: SIZES.products }, (_, i) => {
    const category = CATEGORIES[i % CATEGORIES.length]!;
    const priceMinor = 300 + 50 * random.int(60) + random.pick([0, 0, 49, 90]);
    return { sku: skuOf(i), name: `商品 ${i}`, category, priceMinor };
  });
}

export const skuOf = (i: number): string => `P${String(i).padStart(4, '0')}`;

/** Points on every purchase, a hundred of which pay one yuan, up to half of an order. */
export const PROGRAMME: ProgrammeDraft = {
  ...NO_PROGRAMME,
  points: {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 5_000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
};

const common = { trigger: 'automatic', priority: 0 } as const;
const rule = (terms: Omit<RuleTerms, 'trigger' | 'priority'>): RuleTerms => ({ ...common, ...terms });

interface Named {
  readonly name: string;
  readonly terms: RuleTerms;
}

/** The live promotions of a merchant, one of each kind that a shop of this sort has. */
export const promotionsOf = (products: readonly Product[], now: Date): Named[] => [
  ...pricesOf(products, now),
  ...dealsOf(products),
  ...discountsOf(now),
];

const some = (products: readonly Product[], category: string, count: number): Product[] =>
  products.filter((one) => one.category === category).slice(0, count);

const skusOf = (products: readonly Product[], category: string, count: number): string[] =>
  some(products, category, count).map(({ sku }) => sku);

function pricesOf(products: readonly Product[], now: Date): Named[] {
  const named = [...some(products, 'drink/coffee', 6), ...some(products, 'food/bakery', 6)];
  const prices = Object.fromEntries(named.map(({ sku, priceMinor }) => [sku, Math.floor(priceMinor * 0.9)]));
  return [
    {
      name: 'Member prices',
      terms: rule({
        scope: { skus: Object.keys(prices) },
        conditions: { member: true },
        benefit: { kind: 'unit_price', to: { prices } },
      }),
    },
    {
      name: 'Happy hour',
      terms: rule({
        scope: { categories: ['drink/tea'] },
        conditions: { windows: [hours(now).open] },
        benefit: { kind: 'unit_price', to: { offBps: 2000 } },
      }),
    },
  ];
}

function dealsOf(products: readonly Product[]): Named[] {
  const lunch = { scope: { skus: skusOf(products, 'food/lunch', 8) }, quantity: 1 };
  const milk = { scope: { categories: ['drink/milk'] }, quantity: 1 };
  return [
    {
      name: 'Buy two, get one',
      terms: rule({
        scope: { skus: skusOf(products, 'drink/soft', 12) },
        benefit: { kind: 'buy_get', buy: 2, get: 1, offBps: 10_000 },
      }),
    },
    {
      name: 'The second at half price',
      terms: rule({ scope: { categories: ['food/snack'] }, benefit: { kind: 'nth_item', nth: 2, offBps: 5000 } }),
    },
    {
      name: 'Lunch with milk',
      terms: rule({ benefit: { kind: 'bundle', parts: [lunch, milk], priceMinor: 2500 } }),
    },
  ];
}

function discountsOf(now: Date): Named[] {
  const steps = [
    { fromMinor: 8000, offMinor: 900 },
    { fromMinor: 16_000, offMinor: 2200 },
  ];
  return [
    {
      name: 'Ten percent off care',
      terms: rule({ scope: { categories: ['home'] }, benefit: { kind: 'percent', level: 'line', offBps: 1000 } }),
    },
    {
      name: 'Late hours, which are over',
      terms: rule({
        conditions: { windows: [hours(now).over] },
        benefit: { kind: 'percent', level: 'order', offBps: 3000 },
      }),
    },
    {
      name: 'Five off every fifty',
      terms: rule({
        group: 'order',
        benefit: { kind: 'threshold', level: 'order', everyMinor: 5000, offMinor: 500, times: 3 },
      }),
    },
    {
      name: 'Steps for members',
      terms: rule({
        group: 'order',
        conditions: { member: true },
        benefit: { kind: 'steps', level: 'order', steps },
      }),
    },
    {
      name: 'Free delivery',
      terms: rule({
        conditions: { sources: ['delivery'], minAmountMinor: 6000 },
        benefit: { kind: 'delivery', offBps: 10_000 },
      }),
    },
  ];
}

/** A window of the wall clock that holds for the whole benchmark, and one that does not, whenever it is run. */
function hours(now: Date): { open: TimeWindow; over: TimeWindow } {
  const minute = Math.floor((instantToWallMs(now.getTime(), TIME_ZONE) % DAY_MS) / MINUTE_MS);
  const at = (offset: number): number => (minute + offset + 1440) % 1440;
  return {
    open: { fromMinute: at(-60), toMinute: at(120) },
    over: { fromMinute: at(-300), toMinute: at(-120) },
  };
}

/** Kinds of coupon: a bearer's, and two that members were given. */
export function templatesOf(now: Date): { draft: TemplateDraft; forMembers: boolean }[] {
  const draft = {
    percentBps: null,
    itemSku: null,
    minSpendMinor: 0,
    validFrom: now,
    validUntil: null,
    validDays: 30,
    usesPerCoupon: 1,
    issueLimit: null,
    customerLimit: null,
    budgetMinor: null,
  };
  const scope = { categories: ['drink', 'food'] };
  return [
    { forMembers: false, draft: { ...draft, name: '3 off', kind: 'cash', amountMinor: 300, minSpendMinor: 600 } },
    { forMembers: true, draft: { ...draft, name: '8 % off', kind: 'percent', percentBps: 800, amountMinor: 1000 } },
    {
      forMembers: true,
      draft: { ...draft, name: '2 off food', kind: 'cash', amountMinor: 200, scope, budgetMinor: 100_000_000 },
    },
  ];
}
