import { describe, expect, test } from 'vitest';
import { STRANGER, type Cart, type Conditions, type Guest, type Promotion, type Selector } from '../index.ts';
import { cartOf, priceCase, rulesOf } from './shop.ts';

const cash = { kind: 'cash', level: 'order', amountMinor: 100 } as const;
const cart = cartOf('drink/tea 5 x2', 'drinks/wine 40');

type Where = Partial<Cart & Guest>;

/** Whether a promotion with these terms applies to the cart and a stranger, but for what is told. */
function applies(terms: Partial<Promotion>, where: Where = {}): boolean {
  const rules = rulesOf({ promotionId: 'p', benefit: cash, ...terms });
  return priceCase({ rules, cart: { ...cart, ...where }, guest: { ...STRANGER, ...where } }).applied.length > 0;
}

const holds = (conditions: Conditions, where: Where): boolean => applies({ conditions }, where);

describe('a condition holds', () => {
  test('from its beginning until before its end', () => {
    const conditions = { startsAtMs: 1000, endsAtMs: 2000 };
    expect([999, 1000, 1999, 2000].map((instantMs) => holds(conditions, { instantMs }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('in its hours, over midnight too', () => {
    const at =
      (...minutes: readonly number[]) =>
      (fromMinute: number, toMinute: number) =>
        minutes.map((minuteOfDay) => holds({ windows: [{ fromMinute, toMinute }] }, { minuteOfDay }));
    expect(at(839, 840, 1079, 1080)(840, 1080)).toEqual([false, true, true, false]);
    expect(at(1319, 1320, 0, 59, 60)(1320, 60)).toEqual([false, true, true, true, false]);
    const twice = { windows: [300, 700].map((fromMinute) => ({ fromMinute, toMinute: fromMinute + 60 })) };
    expect([330, 500, 730].map((minuteOfDay) => holds(twice, { minuteOfDay }))).toEqual([true, false, true]);
  });

  test('on its days, in its stores, for its sources', () => {
    expect([5, 6, 7].map((weekday) => holds({ weekdays: [6, 7] }, { weekday }))).toEqual([false, true, true]);
    expect(['s1', 's2'].map((storeId) => holds({ stores: ['s2', 's3'] }, { storeId }))).toEqual([false, true]);
    expect(['counter', 'delivery'].map((source) => holds({ sources: ['delivery'] }, { source }))).toEqual([
      false,
      true,
    ]);
  });

  test('for whom it is meant', () => {
    expect([null, 'a', 'b'].map((customerId) => holds({ customers: ['b'] }, { customerId }))).toEqual([
      false,
      false,
      true,
    ]);
    expect([null, 'silver', 'gold'].map((tier) => holds({ tiers: ['gold'] }, { tier }))).toEqual([false, false, true]);
    expect([[], ['x'], ['x', 'y']].map((tags) => holds({ tags: ['y', 'z'] }, { tags }))).toEqual([false, false, true]);
    expect([null, 'vip'].map((card) => holds({ cards: ['vip'] }, { card }))).toEqual([false, true]);
    expect([false, true].map((member) => holds({ member: true }, { member }))).toEqual([false, true]);
    expect([false, true].map((firstPurchase) => holds({ firstPurchase: true }, { firstPurchase }))).toEqual([
      false,
      true,
    ]);
  });

  test('from its quantity and its amount on', () => {
    expect([2, 3, 4].map((minQuantity) => holds({ minQuantity }, {}))).toEqual([true, true, false]);
    expect([5000, 5001].map((minAmountMinor) => holds({ minAmountMinor }, {}))).toEqual([true, false]);
    const of: Selector = { skus: ['tea'] };
    expect([2, 3].map((minQuantity) => holds({ minQuantity, of }, {}))).toEqual([true, false]);
    expect([1000, 1001].map((minAmountMinor) => holds({ minAmountMinor, of }, {}))).toEqual([true, false]);
  });
});

describe('a selector names', () => {
  const off = (scope: Selector): number => {
    const rules = rulesOf({ promotionId: 'p', scope, benefit: { kind: 'percent', level: 'line', offBps: 10_000 } });
    const { grossMinor, payableMinor } = priceCase({ rules, cart, guest: STRANGER });
    return grossMinor - payableMinor;
  };

  test('a category and all below it, but none that only begins alike', () => {
    expect(off({ categories: ['drink'] })).toBe(1000);
    expect(off({ categories: ['drink/tea'] })).toBe(1000);
    expect(off({ categories: ['drinks'] })).toBe(4000);
    expect(off({ categories: ['drink/tea/green'] })).toBe(0);
  });

  test('any of its SKUs and categories, less the exceptions; everything where nothing is said', () => {
    expect(off({ skus: ['wine'], categories: ['drink'] })).toBe(5000);
    expect(off({ exceptSkus: ['wine'] })).toBe(1000);
    expect(off({ categories: ['drink', 'drinks'], exceptCategories: ['drinks'] })).toBe(1000);
    expect(off({})).toBe(5000);
    expect(off({ skus: [] })).toBe(0);
  });
});

describe('caps', () => {
  const usage = (customer: number, period: number) => ({ customerId: 'a', usage: { p: { customer, period } } });

  test('of a customer and of a period end a promotion, and need a customer who is known', () => {
    const caps = { perCustomer: 3, perPeriod: 2 };
    expect(applies({ caps }, { customerId: null })).toBe(false);
    expect(applies({ caps }, { customerId: 'a' })).toBe(true);
    expect(applies({ caps }, usage(2, 1))).toBe(true);
    expect(applies({ caps }, usage(3, 0))).toBe(false);
    expect(applies({ caps }, usage(2, 2))).toBe(false);
  });

  test('count each group of a deal', () => {
    const benefit = { kind: 'nth_item', nth: 2, offBps: 10_000 } as const;
    const times = (caps: Promotion['caps'], where: Where): number | undefined => {
      const rules = rulesOf({ promotionId: 'p', benefit, caps });
      const guest = { ...STRANGER, ...where };
      return priceCase({ rules, cart: cartOf('tea 5 x9'), guest }).applied[0]?.times;
    };
    expect(times(undefined, {})).toBe(4);
    expect(times({ perOrder: 3 }, {})).toBe(3);
    expect(times({ perCustomer: 5, perOrder: 3 }, usage(3, 0))).toBe(2);
    expect(times({ perPeriod: 5 }, usage(9, 4))).toBe(1);
  });
});
