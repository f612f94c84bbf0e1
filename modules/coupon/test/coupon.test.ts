import { describe, expect, test } from 'vitest';
import { seededRandom, type Refused } from '@shuke/kernel';
import { whyNotClaimable, type LockedCoupon, type RedeemRow } from '../claim-rules.ts';
import { admitRedemptions, CouponDesk } from '../coupon-desk.ts';
import { discountOf, leastSpendMinor, type Basket } from '../coupon.ts';
import { whyNotIssuable } from '../issue-rules.ts';
import { templateFault } from '../template-rules.ts';
import { periodOf, type Terms } from '../template.ts';
import { codeOf, draft } from './shop.ts';

const NOW = new Date('2026-03-02T12:00:00Z');
const later = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000);

const cash = (amountMinor: number, minSpendMinor = 0): Terms => draft({ kind: 'cash', amountMinor, minSpendMinor });
const percent = (percentBps: number, amountMinor: number): Terms => draft({ kind: 'percent', percentBps, amountMinor });
const item = (itemSku: string, amountMinor: number): Terms => draft({ kind: 'item', itemSku, amountMinor });
const exchange = (itemSku: string, priceMinor: number, amountMinor = 5000): Terms =>
  draft({ kind: 'exchange', itemSku, priceMinor, amountMinor });
const scoped = (terms: Terms, scope: Terms['scope']): Terms => ({ ...terms, scope });
const line = (sku: string, quantityMilli: number, amountMinor: number) => ({ sku, quantityMilli, amountMinor });

describe('a discount', () => {
  const cases: [string, Terms, Basket, number][] = [
    ['cash comes off whole', cash(1000), { totalMinor: 5000 }, 1000],
    ['cash never takes more than is to be paid', cash(1000), { totalMinor: 700 }, 700],
    ['a share is rounded half up to the minor unit', percent(1500, 10_000), { totalMinor: 999 }, 150],
    ['a share stops at its cap', percent(5000, 2000), { totalMinor: 9000 }, 2000],
    ['a whole basket may be free', percent(10_000, 10_000), { totalMinor: 1234 }, 1234],
    [
      'an item is one unit of several',
      item('LATTE', 5000),
      { totalMinor: 9000, lines: [line('LATTE', 2000, 6000)] },
      3000,
    ],
    [
      'a unit that does not divide is rounded down',
      item('BUN', 5000),
      { totalMinor: 1000, lines: [line('BUN', 3000, 1000)] },
      333,
    ],
    ['an item stops at its most', item('LATTE', 2500), { totalMinor: 9000, lines: [line('LATTE', 2000, 6000)] }, 2500],
    [
      'less than a unit is free at its own price',
      item('HAM', 5000),
      { totalMinor: 5000, lines: [line('HAM', 250, 900)] },
      900,
    ],
    [
      'of two lines the dearer unit is free, whatever their order',
      item('TEA', 5000),
      { totalMinor: 9000, lines: [line('TEA', 1000, 800), line('TEA', 2000, 2400), line('BUN', 1000, 4000)] },
      1200,
    ],
    ['a returned item is not free', item('TEA', 5000), { totalMinor: 900, lines: [line('TEA', -1000, -800)] }, 0],
    ['an item that is not there takes nothing off', item('TEA', 5000), { totalMinor: 900 }, 0],
    [
      'an exchange leaves the price of one unit',
      exchange('COLA', 990),
      { totalMinor: 9000, lines: [line('COLA', 2000, 3000)] },
      510,
    ],
    [
      'an exchange stops at its most',
      exchange('COLA', 1, 400),
      { totalMinor: 900, lines: [line('COLA', 1000, 900)] },
      400,
    ],
    [
      'an exchange makes nothing dearer',
      exchange('COLA', 990),
      { totalMinor: 800, lines: [line('COLA', 1000, 800)] },
      0,
    ],
    [
      'a scope is what a share is taken of',
      scoped(percent(1000, 9000), { skus: ['A'], categories: ['drink'] }),
      {
        totalMinor: 10_000,
        lines: [
          line('A', 1000, 1000),
          { ...line('B', 1000, 2000), category: 'drink/tea' },
          { ...line('C', 1000, 3000), category: 'drinks' },
        ],
      },
      300,
    ],
    [
      'what is left to pay bounds a scope',
      scoped(cash(5000), { skus: ['A'] }),
      { totalMinor: 700, lines: [line('A', 1000, 1000)] },
      700,
    ],
  ];
  test.each(cases)('%s', (...[, terms, basket, discountMinor]) => {
    expect(discountOf(terms, basket)).toBe(discountMinor);
  });

  test('is at most the face and the total, and something exactly from the least spend on', () => {
    const random = seededRandom(11);
    for (let i = 0; i < 20_000; i += 1) {
      const terms = random.pick([cash(1 + random.int(3000)), percent(1 + random.int(10_000), 1 + random.int(3000))]);
      const totalMinor = random.int(random.pick([10, 100, 6000]));
      const discountMinor = discountOf(terms, { totalMinor });
      expect(discountMinor).toBeLessThanOrEqual(Math.min(terms.amountMinor, totalMinor));
      expect(discountMinor > 0).toBe(totalMinor >= leastSpendMinor(terms));
    }
  });
});

describe('a period', () => {
  test.each([
    ['begins with the issue when the template has begun', { validDays: 7 }, NOW, later(7)],
    ['begins with the template when that is later', { validFrom: later(2), validDays: 7 }, later(2), later(9)],
    ['ends with the template when that is earlier', { validDays: 7, validUntil: later(3) }, NOW, later(3)],
    ['ends after its days when that is earlier', { validDays: 7, validUntil: later(30) }, NOW, later(7)],
  ])('%s', (...[, own, validFrom, expiresAt]) => {
    expect(periodOf(draft(own), NOW)).toEqual({ validFrom, expiresAt });
  });
});

test.each([
  ['percentBps', { kind: 'percent' as const }],
  ['percentBps', { percentBps: 1000 }],
  ['itemSku', { kind: 'item' as const }],
  ['itemSku', { itemSku: 'LATTE' }],
  ['itemSku', { kind: 'exchange' as const, priceMinor: 990 }],
  ['price', { kind: 'exchange' as const, itemSku: 'COLA' }],
  ['price', { priceMinor: 990 }],
  ['scope', { kind: 'item' as const, itemSku: 'COLA', scope: { skus: ['TEA'] } }],
  ['scope', { scope: { skus: [], categories: [] } }],
  ['stacking', { stacking: 'group:' as const }],
  ['customerLimit', { claimable: true }],
  ['dailyClaimLimit', { dailyClaimLimit: 10 }],
  ['validUntil', { validDays: null }],
  ['validUntil', { validUntil: later(-1) }],
  ['validUntil', { validFrom: later(5), validUntil: later(5) }],
  ['budget', { amountMinor: 1000, usesPerCoupon: 10, budgetMinor: 9999 }],
  ['budget', { amountMinor: 900_000_000_000, usesPerCoupon: 10_000 }],
  ['amount', { amountMinor: 0 }],
  ['amount', { amountMinor: 0.5 }],
  ['minSpend', { minSpendMinor: -1 }],
  ['usesPerCoupon', { usesPerCoupon: 10_001 }],
  ['issueLimit', { issueLimit: 0 }],
  [undefined, { amountMinor: 1000, usesPerCoupon: 10, budgetMinor: 10_000, validDays: null, validUntil: later(1) }],
])('a draft is faulty in %s: %o', (field, own) => {
  expect(templateFault(draft(own), NOW)?.field).toBe(field);
});

const coupon = (own: Partial<LockedCoupon> = {}): LockedCoupon => ({
  merchantId: 'm1',
  couponId: 'c1',
  code: 'XXXXXX',
  printedCode: 'XXX-XXX',
  templateId: 't1',
  currency: 'CNY',
  budgeted: false,
  customerId: null,
  terms: cash(1000),
  stacking: 'stack',
  validFrom: later(-1),
  expiresAt: later(1),
  settled: false,
  useLimit: 1,
  usedCount: 0,
  heldUntil: new Map(),
  redeemedOn: new Set(),
  ...own,
});

// Every reason at once; each line takes the foremost away, and the next must come forward.
test('of several reasons against a claim the first in the fixed order is named', () => {
  const claim = { orderRef: 'A1', customerId: 'bob' };
  const held = { heldUntil: new Map([['A2', later(0.5)]]) };
  const steps: [string | undefined, Partial<LockedCoupon>][] = [
    ['coupon_of_another_customer', { customerId: 'alice' }],
    ['coupon_already_redeemed_on_order', { redeemedOn: new Set(['A1']) }],
    ['coupon_expired', { expiresAt: NOW }],
    ['coupon_not_yet_valid', { validFrom: later(0.1) }],
    ['coupon_used_up', { usedCount: 1 }],
    ['coupon_held_by_another_order', held],
    [undefined, {}],
  ];
  steps.forEach(([expected], i) => {
    const state = coupon(Object.assign({}, ...steps.slice(i).map(([, own]) => own)));
    expect(refusalCode(whyNotClaimable(state, claim, NOW))).toBe(expected);
  });
});

test('of several reasons against an issue the first in the fixed order is named', () => {
  const template = { templateId: 't1', createdAt: NOW, active: true, ...ZERO };
  const steps: [string | undefined, object][] = [
    ['coupon_template_inactive', { active: false }],
    ['coupon_template_ended', { validUntil: NOW }],
    ['coupon_customer_limit_reached', { customerLimit: 2 }],
    ['coupon_issue_limit_reached', { issueLimit: 5, issued: 5 }],
    ['coupon_budget_exhausted', { availableMinor: 999 }],
    [undefined, {}],
  ];
  steps.forEach(([expected], i) => {
    const state = Object.assign({}, draft(), template, ...steps.slice(i).map(([, own]) => own));
    expect(refusalCode(whyNotIssuable(state, 2, NOW))).toBe(expected);
  });
});

const ZERO = { issued: 0, redeemed: 0, committedMinor: 0, spentMinor: 0, heldBackMinor: 0, availableMinor: 1000 };
const refusalCode = (refused: Refused | null): string | undefined => refused?.refusal.code;

describe('a batch of redemptions', () => {
  const row = (code: string, orderRef: string, totalMinor: number): RedeemRow => ({
    code,
    orderRef,
    basket: { totalMinor },
  });
  /** A desk of coupons by their codes. */
  const deskOf = (coupons: Record<string, LockedCoupon>): CouponDesk =>
    new CouponDesk(
      Object.entries(coupons).map(([code, one]) => ({ ...one, code, couponId: code })),
      NOW,
    );
  const codes = (rows: RedeemRow[], coupons: Record<string, LockedCoupon>): string[] =>
    admitRedemptions(deskOf(coupons), 'm1', rows).map(codeOf);
  const [X, Y, Z] = ['XXXXXX', 'YYYYYY', 'ZZZZZZ'] as const;

  test('gives the uses of one coupon to the rows that came first', () => {
    const three = coupon({ useLimit: 3, usedCount: 1 });
    const rows = ['A1', 'A2', 'A3', 'A4'].map((orderRef) => row(X, orderRef, 5000));
    expect(codes(rows, { [X]: three })).toEqual(['ok', 'ok', 'coupon_used_up', 'coupon_used_up']);
  });

  test('redeems a coupon once an order', () => {
    const rows = [row(X, 'A1', 5000), row(X, 'A1', 5000), row(X, 'A2', 5000)];
    expect(codes(rows, { [X]: coupon({ useLimit: 5 }) })).toEqual(['ok', 'coupon_already_redeemed_on_order', 'ok']);
  });

  test('stacks coupons on one order: each is judged by what the ones before left to pay', () => {
    const rows = [row(X, 'A1', 2500), row(Y, 'A1', 2500), row(Z, 'A1', 2500), row(Z, 'A2', 2500)];
    const coupons = {
      [X]: coupon({ terms: cash(1000) }),
      [Y]: coupon({ terms: percent(5000, 9000) }),
      [Z]: coupon({ terms: cash(1000, 1000) }),
    };
    const results = admitRedemptions(deskOf(coupons), 'm1', rows);
    const seen = results.map((result) =>
      result.ok ? [result.value.basisMinor, result.value.discountMinor] : result.refusal,
    );
    expect(seen).toEqual([
      [2500, 1000],
      [1500, 750],
      { code: 'coupon_min_spend_not_met', facts: { missingMinor: 250 } },
      [2500, 1000],
    ]);
  });

  test('lets a refused row leave what it was refused for the next', () => {
    const rows = [row(X, 'A1', 0), row(X, 'A2', 1)];
    expect(codes(rows, { [X]: coupon() })).toEqual(['coupon_min_spend_not_met', 'ok']);
  });

  test('says why a coupon for an item takes nothing off', () => {
    const lines = [line('COLA', 1000, 800)];
    const rows = [row(X, 'A1', 5000), { ...row(X, 'A1', 5000), basket: { totalMinor: 5000, lines } }];
    expect(codes(rows, { [X]: coupon({ terms: exchange('COLA', 800) }) })).toEqual([
      'coupon_item_not_in_basket',
      'coupon_item_costs_no_more',
    ]);
  });

  test('gives a use that is undone to the next, and ends no hold for it', () => {
    const heldUntil = new Map([['A1', later(0.5)]]);
    const desk = deskOf({ [X]: coupon({ useLimit: 2, heldUntil }), [Y]: coupon() });
    const use = { merchantId: 'm1', code: 'x-xxxxx', storeId: null, basisMinor: 500, discountMinor: 500 };
    const first = desk.redeem({ ...use, orderRef: 'A1' });
    const second = desk.redeem({ ...use, orderRef: 'A2' });
    expect(desk.why({ ...use, orderRef: 'A3' })?.refusal.code).toBe('coupon_used_up');
    desk.undo(first);
    expect(desk.why({ ...use, orderRef: 'A3' })?.refusal.code).toBe('coupon_held_by_another_order');
    expect(desk.why({ ...use, orderRef: 'A1' })).toBeNull();
    expect([desk.redemptions, desk.coupon('m1', X)?.usedCount]).toEqual([[second], 1]);
    expect(() => desk.redeem({ ...use, orderRef: 'A1', discountMinor: 1001, basisMinor: 5000 })).toThrow('its face');
  });

  test('knows no coupon of another merchant', () => {
    expect(deskOf({ [X]: coupon() }).why({ merchantId: 'm2', code: X, orderRef: 'A1' })?.refusal.code).toBe(
      'coupon_not_found',
    );
  });
});
