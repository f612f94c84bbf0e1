import { expect, test } from 'vitest';
import { compileRules, price, STRANGER } from '../index.ts';
import type { Benefit, Cart, CartLine, Guest, Promotion } from '../index.ts';
import { cartOf, guestWith, rulesOf, ruleSetOf } from './shop.ts';

const cart = cartOf('cake 10', 'tea 5 x2');
const ruleSet = ruleSetOf(rulesOf({ promotionId: 'p', benefit: { kind: 'percent', level: 'order', offBps: 1000 } }));

const codeOf = (asked: Partial<Cart>, guest: Guest = STRANGER): string => {
  const priced = price(ruleSet, { ...cart, ...asked }, guest);
  return priced.ok ? 'ok' : priced.refusal.code;
};
const withLine = (line: Partial<CartLine>): string => codeOf({ lines: [{ ...cart.lines[0]!, ...line }] });

test('carts that make no sense are refused by name', () => {
  expect(codeOf({})).toBe('ok');
  expect(codeOf({ lines: [] })).toBe('ok');
  expect(withLine({ quantityMilli: -1000 })).toBe('quantity_invalid');
  expect(withLine({ quantityMilli: 0 })).toBe('quantity_invalid');
  expect(withLine({ quantityMilli: 1.5 })).toBe('quantity_invalid');
  expect(withLine({ quantityMilli: Number.NaN })).toBe('quantity_invalid');
  expect(withLine({ quantityMilli: 2e9 })).toBe('quantity_invalid');
  expect(withLine({ unitPriceMinor: -1 })).toBe('price_invalid');
  expect(withLine({ unitPriceMinor: Infinity })).toBe('price_invalid');
  expect(withLine({ unitPriceMinor: 90_000_000_000, quantityMilli: 2000 })).toBe('amount_overflow');
  expect(codeOf({ lines: Array.from({ length: 501 }, (_, i) => ({ ...cart.lines[0]!, lineId: `${i}` })) })).toBe(
    'cart_too_large',
  );
  expect(codeOf({ lines: [cart.lines[0]!, cart.lines[0]!] })).toBe('cart_line_duplicate');
  expect(codeOf({ currency: 'USD' })).toBe('pricing_currency_foreign');
  expect(codeOf({ currency: 'QQQ' })).toBe('pricing_currency_unknown');
  expect(codeOf({ deliveryFeeMinor: -1 })).toBe('cart_invalid');
  expect(codeOf({ weekday: 0 })).toBe('cart_invalid');
  expect(codeOf({ minuteOfDay: 1440 })).toBe('cart_invalid');
  expect(codeOf({ instantMs: Number.NaN })).toBe('cart_invalid');
});

test('guests that make no sense are refused by name', () => {
  const points = { balance: -1, spendAtMost: 0 };
  expect(codeOf({}, { ...STRANGER, points })).toBe('guest_invalid');
  expect(codeOf({}, { ...STRANGER, usage: { p: { customer: -1, period: 0 } } })).toBe('guest_invalid');
  const { coupons } = guestWith('p');
  expect(codeOf({}, { ...STRANGER, coupons: [...coupons, ...coupons] })).toBe('coupon_duplicate');
  const many = Array.from({ length: 201 }, (_, i) => ({ couponId: `${i}`, promotionId: 'p' }));
  expect(codeOf({}, { ...STRANGER, coupons: many })).toBe('guest_invalid');
});

test('the largest amounts are priced to the minor unit', () => {
  const lines = [{ ...cart.lines[0]!, unitPriceMinor: 99_999_999_999, quantityMilli: 1000 }];
  const priced = price(ruleSet, { ...cart, lines }, STRANGER);
  expect(priced).toMatchObject({ ok: true, value: { payableMinor: 89_999_999_999 } });
});

const fieldOf = (draft: Partial<Promotion>): unknown => {
  const compiled = compileRules(rulesOf({ promotionId: 'p', benefit: { kind: 'delivery', offBps: 1 }, ...draft }));
  return compiled.ok ? 'ok' : (compiled.refusal.facts?.['field'] ?? compiled.refusal.code);
};

test('promotions that could not be priced are refused with the field', () => {
  expect(fieldOf({})).toBe('ok');
  expect(fieldOf({ version: 0 })).toBe('version');
  expect(fieldOf({ scope: {} })).toBe('scope');
  expect(fieldOf({ promotionId: '' })).toBe('promotionId');
  expect(fieldOf({ priority: 0.5 })).toBe('priority');
  expect(fieldOf({ trigger: 'manual' as 'coupon' })).toBe('trigger');
  expect(fieldOf({ benefit: { kind: 'lottery' } as unknown as Benefit })).toBe('benefit.kind');
  expect(fieldOf({ benefit: { kind: 'cash', level: 'till', amountMinor: 1 } as unknown as Benefit })).toBe(
    'benefit.level',
  );
  expect(fieldOf({ conditions: { startsAtMs: Number.NaN } })).toBe('conditions.startsAtMs');
  expect(fieldOf({ conditions: { endsAtMs: 1.5 } })).toBe('conditions.endsAtMs');
  expect(fieldOf({ conditions: { windows: [{ fromMinute: 0, toMinute: 1441 }] } })).toBe('conditions.windows');
  expect(fieldOf({ conditions: { minQuantity: 0 } })).toBe('conditions.minQuantity');
  const tooMany = Array.from({ length: 1001 }, (_, i) => `${i}`);
  expect(fieldOf({ conditions: { customers: tooMany } })).toBe('conditions');
  expect(fieldOf({ conditions: { of: { skus: tooMany } } })).toBe('conditions.of');
  expect(fieldOf({ excludes: tooMany })).toBe('excludes');
  expect(fieldOf({ caps: { perCustomer: 0 } })).toBe('caps.perCustomer');
  expect(fieldOf({ caps: { perPeriod: -1 } })).toBe('caps.perPeriod');
  expect(fieldOf({ caps: { perOrder: 0 } })).toBe('caps.perOrder');
  expect(fieldOf({ conditions: { weekdays: [8] } })).toBe('conditions.weekdays');
  expect(fieldOf({ conditions: { minAmountMinor: -5 } })).toBe('conditions.minAmountMinor');
  expect(fieldOf({ benefit: { kind: 'percent', level: 'line', offBps: 10_001 } })).toBe('benefit.offBps');
  expect(fieldOf({ benefit: { kind: 'cash', level: 'line', amountMinor: 0.5 } })).toBe('benefit.amountMinor');
  expect(fieldOf({ benefit: { kind: 'nth_item', nth: 1, offBps: 5000 } })).toBe('benefit.nth');
});

test('benefits that could not be priced are refused with the field', () => {
  const benefitField = (benefit: Benefit): unknown => fieldOf({ benefit });
  expect(benefitField({ kind: 'unit_price', to: { offBps: 0 } })).toBe('benefit.to.offBps');
  expect(benefitField({ kind: 'unit_price', to: { priceMinor: -1 } })).toBe('benefit.to.priceMinor');
  expect(benefitField({ kind: 'unit_price', to: { prices: { a: 0.5 } } })).toBe('benefit.to.prices');
  expect(benefitField({ kind: 'buy_get', buy: 0, get: 1, offBps: 1 })).toBe('benefit.buy');
  expect(benefitField({ kind: 'buy_get', buy: 1, get: 0, offBps: 1 })).toBe('benefit.get');
  expect(benefitField({ kind: 'buy_get', buy: 1, get: 1, offBps: 0 })).toBe('benefit.offBps');
  expect(benefitField({ kind: 'bundle', parts: [], priceMinor: 1 })).toBe('benefit.parts');
  expect(benefitField({ kind: 'bundle', parts: [{ scope: {}, quantity: 0 }], priceMinor: 1 })).toBe('benefit.parts');
  expect(benefitField({ kind: 'bundle', parts: [{ scope: {}, quantity: 1 }], priceMinor: -1 })).toBe(
    'benefit.priceMinor',
  );
  expect(benefitField({ kind: 'exchange', priceMinor: -1 })).toBe('benefit.priceMinor');
  expect(benefitField({ kind: 'exchange', priceMinor: 0, capMinor: 0 })).toBe('benefit.capMinor');
  expect(benefitField({ kind: 'delivery', offBps: 1, capMinor: -1 })).toBe('benefit.capMinor');
  const thirty = { kind: 'threshold', level: 'order', everyMinor: 3000, offMinor: 500 } as const;
  expect(benefitField({ ...thirty, everyMinor: 0 })).toBe('benefit.everyMinor');
  expect(benefitField({ ...thirty, offMinor: 0 })).toBe('benefit.offMinor');
  expect(benefitField({ ...thirty, times: 0 })).toBe('benefit.times');
  expect(benefitField({ kind: 'steps', level: 'order', steps: [] })).toBe('benefit.steps');
  const points = { kind: 'points', as: 'tender', pointsPerStep: 100, stepMinor: 100 } as const;
  expect(benefitField({ ...points, pointsPerStep: 0 })).toBe('benefit.pointsPerStep');
  expect(benefitField({ ...points, stepMinor: 0 })).toBe('benefit.stepMinor');
  expect(benefitField({ ...points, capMinor: 0 })).toBe('benefit.capMinor');
  expect(benefitField({ ...points, maxShareBps: 10_001 })).toBe('benefit.maxShareBps');
  const falling = [
    { fromMinor: 1000, offMinor: 200 },
    { fromMinor: 2000, offMinor: 100 },
  ];
  expect(fieldOf({ benefit: { kind: 'steps', level: 'order', steps: falling } })).toBe('benefit.steps');
});

test('rules that could not be priced together are refused', () => {
  const twice = rulesOf(
    { promotionId: 'p', benefit: { kind: 'delivery', offBps: 1 } },
    { promotionId: 'p', benefit: { kind: 'delivery', offBps: 1 } },
  );
  expect(compileRules(twice)).toMatchObject({ ok: false, refusal: { code: 'promotion_duplicate' } });
  const promotions = Array.from({ length: 1001 }, (_, i) => ({ ...twice.promotions[0]!, promotionId: `${i}` }));
  expect(compileRules({ currency: 'CNY', promotions })).toMatchObject({ refusal: { code: 'promotions_too_many' } });
  expect(compileRules({ currency: 'yuan', promotions: [] })).toMatchObject({
    refusal: { code: 'pricing_currency_unknown' },
  });
});
