import { describe, expect, test } from 'vitest';
import { STRANGER } from '../index.ts';
import { answerTo, cartOf, guestWith, priceCase, rulesOf } from './shop.ts';

const bogo = { kind: 'buy_get', buy: 1, get: 1, offBps: 10_000 } as const;
const thirtyFive = { kind: 'threshold', level: 'order', everyMinor: 3000, offMinor: 500 } as const;

describe('buy some, get some', () => {
  const rules = rulesOf({ promotionId: 'bogo', benefit: bogo });

  test('of 10, 9, 2 and 1 the guest gets the 9 and the 1, not the 2 and the 1', () => {
    const cart = cartOf('tea 10', 'cake 9', 'bun 2', 'sweet 1');
    expect(answerTo({ rules, cart })).toEqual({ payable: '12.00', applied: 'bogo x2' });
  });

  test('buy two get one of six: the third and the sixth dearest', () => {
    const two = rulesOf({ promotionId: 'b2g1', benefit: { ...bogo, buy: 2 } });
    const cart = cartOf('a 60', 'b 50', 'c 40', 'd 30', 'e 20', 'f 10');
    expect(answerTo({ rules: two, cart })).toEqual({ payable: '160.00', applied: 'b2g1 x2' });
  });

  test('a main dish pays for a dessert, the dearest there is', () => {
    const paired = rulesOf({
      promotionId: 'dessert',
      scope: { categories: ['main'] },
      benefit: { ...bogo, getScope: { categories: ['dessert'] } },
    });
    const cart = cartOf('main/noodles 30', 'dessert/ice 12', 'dessert/jelly 8');
    expect(answerTo({ rules: paired, cart })).toEqual({ payable: '38.00', applied: 'dessert' });
  });

  test('a unit that is bought is not also given', () => {
    const overlapping = rulesOf({
      promotionId: 'any',
      scope: { categories: ['drink'] },
      benefit: { ...bogo, getScope: { categories: ['drink/tea'] } },
    });
    expect(answerTo({ rules: overlapping, cart: cartOf('drink/tea 8') })).toEqual({ payable: '8.00', applied: '' });
    const two = cartOf('drink/tea 8 x2');
    expect(answerTo({ rules: overlapping, cart: two })).toEqual({ payable: '8.00', applied: 'any' });
  });

  test('a deal is made less often where its units save more in another', () => {
    const both = rulesOf(
      { promotionId: 'bogo', benefit: bogo, scope: { skus: ['latte'] } },
      {
        promotionId: 'set',
        priority: 1,
        benefit: {
          kind: 'bundle',
          priceMinor: 2500,
          parts: [
            { scope: { skus: ['latte'] }, quantity: 1 },
            { scope: { skus: ['cake'] }, quantity: 1 },
          ],
        },
      },
    );
    const cart = cartOf('latte 20 x2', 'cake 30');
    expect(answerTo({ rules: both, cart })).toEqual({ payable: '45.00', applied: 'set' });
  });

  test('the second at half price rounds each unit, half up', () => {
    const half = rulesOf({ promotionId: 'half', benefit: { kind: 'nth_item', nth: 2, offBps: 5000 } });
    expect(answerTo({ rules: half, cart: cartOf('tea 3.33 x4') })).toEqual({ payable: '9.98', applied: 'half x2' });
  });

  test('what is weighed counts whole units only', () => {
    expect(answerTo({ rules, cart: cartOf('apple 10 x1.9') })).toEqual({ payable: '19.00', applied: '' });
    expect(answerTo({ rules, cart: cartOf('apple 10 x2.5') })).toEqual({ payable: '15.00', applied: 'bogo' });
  });
});

describe('thresholds', () => {
  test('30 off 5 counts what is left after line discounts', () => {
    const rules = rulesOf(
      { promotionId: 'tenth', benefit: { kind: 'percent', level: 'line', offBps: 1000 }, scope: { skus: ['latte'] } },
      { promotionId: 'thirty', benefit: thirtyFive },
    );
    const cart = cartOf('latte 20', 'cake 10.50');
    expect(answerTo({ rules, cart })).toEqual({ payable: '25.50', applied: 'thirty' });
  });

  test('a deal is not made where the threshold it costs is worth more', () => {
    const rules = rulesOf(
      { promotionId: 'bun', benefit: bogo, scope: { skus: ['bun'] } },
      { promotionId: 'thirty', benefit: thirtyFive },
    );
    const cart = cartOf('bun 2 x2', 'cake 27');
    expect(answerTo({ rules, cart })).toEqual({ payable: '26.00', applied: 'thirty' });
  });

  test('every 30 counts again, unless it is once', () => {
    const cart = cartOf('cake 95');
    expect(answerTo({ rules: rulesOf({ promotionId: 'every', benefit: thirtyFive }), cart }).payable).toBe('80.00');
    const once = rulesOf({ promotionId: 'once', benefit: { ...thirtyFive, times: 1 } });
    expect(answerTo({ rules: once, cart }).payable).toBe('90.00');
  });

  test('an order coupon does not take the threshold from another order discount', () => {
    const rules = rulesOf(
      { promotionId: 'coupon', trigger: 'coupon', benefit: { kind: 'cash', level: 'order', amountMinor: 300 } },
      { promotionId: 'thirty', priority: 1, benefit: thirtyFive },
    );
    const cart = cartOf('cake 30');
    expect(answerTo({ rules, cart, guest: guestWith('coupon') }).payable).toBe('22.00');
  });

  test('a member price that misses the threshold by cents is declined, where it may be', () => {
    const member = { promotionId: 'member', conditions: { member: true } } as const;
    const benefit = { kind: 'unit_price', to: { priceMinor: 2950 } } as const;
    const cart = cartOf('cake 30');
    const guest = { ...STRANGER, member: true };
    const thirty = { promotionId: 'thirty', benefit: thirtyFive };
    const standing = rulesOf({ ...member, benefit }, thirty);
    expect(answerTo({ rules: standing, cart, guest })).toEqual({ payable: '29.50', applied: 'member' });
    const declinable = rulesOf({ ...member, benefit, declinable: true }, thirty);
    expect(answerTo({ rules: declinable, cart, guest })).toEqual({ payable: '25.00', applied: 'thirty' });
  });

  test('free delivery counts what is left after order discounts', () => {
    const rules = rulesOf(
      { promotionId: 'off', benefit: { kind: 'cash', level: 'order', amountMinor: 400 } },
      { promotionId: 'free', benefit: { kind: 'delivery', offBps: 10_000 }, conditions: { minAmountMinor: 3000 } },
    );
    const cart = { ...cartOf('cake 32'), deliveryFeeMinor: 600 };
    expect(answerTo({ rules, cart })).toEqual({ payable: '32.00', applied: 'free' });
  });
});

describe('percentages and minor units', () => {
  test('a percentage rounds once for all lines, and its shares sum to it', () => {
    const rules = rulesOf({ promotionId: 'p', benefit: { kind: 'percent', level: 'order', offBps: 1500 } });
    const priced = priceCase({ rules, cart: cartOf('a 0.33', 'b 0.33', 'c 0.33'), guest: STRANGER });
    expect(priced.applied[0]?.discountMinor).toBe(15);
    expect(priced.lines.map(({ netMinor }) => netMinor)).toEqual([28, 28, 28]);
  });

  test('the odd minor unit goes to the largest remainder, ties to the first goods', () => {
    const rules = rulesOf({ promotionId: 'c', benefit: { kind: 'cash', level: 'order', amountMinor: 100 } });
    const priced = priceCase({ rules, cart: cartOf('b 1', 'a 1', 'c 1'), guest: STRANGER });
    expect(priced.lines.map(({ netMinor }) => netMinor)).toEqual([67, 66, 67]);
  });

  test('within a phase discounts add up, between phases they build on each other', () => {
    const percent = (promotionId: string, level: 'line' | 'order') => ({
      promotionId,
      benefit: { kind: 'percent', level, offBps: 1000 } as const,
    });
    const cart = cartOf('cake 100');
    expect(answerTo({ rules: rulesOf(percent('a', 'line'), percent('b', 'line')), cart }).payable).toBe('80.00');
    expect(answerTo({ rules: rulesOf(percent('a', 'line'), percent('b', 'order')), cart }).payable).toBe('81.00');
  });

  test('discounts of more than everything leave nothing to pay, never less', () => {
    const rules = rulesOf(
      { promotionId: 'a', benefit: { kind: 'percent', level: 'line', offBps: 7000 } },
      { promotionId: 'b', benefit: { kind: 'percent', level: 'line', offBps: 7000 } },
      { promotionId: 'c', trigger: 'coupon', benefit: { kind: 'cash', level: 'order', amountMinor: 900 } },
    );
    expect(answerTo({ rules, cart: cartOf('cake 10'), guest: guestWith('c') })).toEqual({
      payable: '0.00',
      applied: 'a, b',
    });
  });
});

describe('stacking', () => {
  const cash = (promotionId: string, amountMinor: number, more: object = {}) => ({
    promotionId,
    benefit: { kind: 'cash', level: 'order', amountMinor } as const,
    ...more,
  });
  const cart = cartOf('cake 50');

  test('of one group the best applies, beside what stands in none', () => {
    const rules = rulesOf(cash('a', 300, { group: 'g' }), cash('b', 500, { group: 'g' }), cash('c', 100));
    expect(answerTo({ rules, cart })).toEqual({ payable: '44.00', applied: 'b, c' });
  });

  test('what applies alone is used only where it beats all the others together', () => {
    expect(
      answerTo({ rules: rulesOf(cash('solo', 700, { exclusive: true }), cash('b', 500), cash('c', 300)), cart }),
    ).toEqual({
      payable: '42.00',
      applied: 'b, c',
    });
    expect(
      answerTo({ rules: rulesOf(cash('solo', 900, { exclusive: true }), cash('b', 500), cash('c', 300)), cart }),
    ).toEqual({
      payable: '41.00',
      applied: 'solo',
    });
  });

  test('an exclusion counts from whichever side it is said', () => {
    const rules = rulesOf(cash('a', 300), cash('b', 500, { excludes: ['a'] }), cash('c', 100));
    expect(answerTo({ rules, cart })).toEqual({ payable: '44.00', applied: 'b, c' });
  });

  test('of two coupons that save the same, one is spent and the other kept', () => {
    const coupon = { trigger: 'coupon' } as const;
    const rules = rulesOf(cash('a', 500, coupon), cash('b', 500, coupon), cash('all', 5000, coupon));
    expect(answerTo({ rules, cart, guest: guestWith('a', 'b', 'all') })).toEqual({ payable: '0.00', applied: 'all' });
  });

  test('a cap of an order holds for the coupons of one kind, and the one that expires first goes first', () => {
    const rules = rulesOf(cash('a', 500, { trigger: 'coupon', caps: { perOrder: 2 } }));
    const coupons = [
      { couponId: 'late', promotionId: 'a', expiresAtMs: 1_900_000_000_000 },
      { couponId: 'never', promotionId: 'a' },
      { couponId: 'soon', promotionId: 'a', expiresAtMs: 1_800_000_000_000 },
    ];
    const priced = priceCase({ rules, cart, guest: { ...STRANGER, coupons } });
    expect(priced.applied).toMatchObject([{ times: 2, discountMinor: 1000, couponIds: ['soon', 'late'] }]);
  });
});

describe('points', () => {
  const points = { kind: 'points', pointsPerStep: 100, stepMinor: 100, maxShareBps: 5000 } as const;
  const guest = { ...STRANGER, points: { balance: 2550, spendAtMost: 9999 } };
  const cart = cartOf('cake 30.50');

  test('as a discount make the order cheaper, in whole steps and up to their share', () => {
    const rules = rulesOf({ promotionId: 'p', benefit: { ...points, as: 'discount' } });
    const { payableMinor, dueMinor, pointsSpent } = priceCase({ rules, cart, guest });
    expect({ payableMinor, dueMinor, pointsSpent }).toEqual({ payableMinor: 1550, dueMinor: 1550, pointsSpent: 1500 });
  });

  test('as a tender pay for it without changing what is payable', () => {
    const rules = rulesOf({ promotionId: 'p', benefit: { ...points, as: 'tender' } });
    const { payableMinor, dueMinor, pointsSpent } = priceCase({ rules, cart, guest });
    expect({ payableMinor, dueMinor, pointsSpent }).toEqual({ payableMinor: 3050, dueMinor: 1550, pointsSpent: 1500 });
  });
});
