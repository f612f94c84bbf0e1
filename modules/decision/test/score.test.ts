import { describe, expect, test } from 'vitest';
import { assumptionsWith, DEFAULT_ASSUMPTIONS } from '../assumptions.ts';
import { expectedDiscountMinor, presenceOf, scoreOffer } from '../score.ts';
import { offer } from './offers.ts';

const late = { rhythm: 'late', ticketMinor: 4000, visitDays: 4, presence: 1, limitReached: false } as const;

describe('the expected incremental margin of an offer', () => {
  test('equals the sum done by hand', () => {
    // ¥4 off ¥40 is half of the full depth of 20 %: uplift .12 × ½ = .06; a regained customer comes twice.
    // gained .06 × 40.00 × 60 % × 2 = 2.88; spent (.30 + .06) × 4.00 = 1.44.
    expect(scoreOffer(offer('a', 400), late, DEFAULT_ASSUMPTIONS)).toEqual({
      templateId: 'a',
      excluded: null,
      score: expect.closeTo(288 - 144, 9),
    });
  });

  test('charges the discount to those who would have come anyway, so that a regular on time gets nothing', () => {
    const regular = { ...late, rhythm: 'on_time' } as const;
    // gained .02 × 40.00 × 60 % = .48 at full depth; spent (.70 + .02) × 8.00 = 5.76.
    expect(scoreOffer(offer('a', 800), regular, DEFAULT_ASSUMPTIONS).score).toBeCloseTo(48 - 576, 9);
  });

  test('does not grow beyond the full depth, while the cost does', () => {
    const [full, more] = [800, 1200].map((amount) => scoreOffer(offer('a', amount), late, DEFAULT_ASSUMPTIONS).score);
    expect(more! - full!).toBeCloseTo(-0.42 * 400, 9);
  });

  test('counts as many uses of a coupon as there will be visits', () => {
    const [once, thrice] = [1, 3].map(
      (usesPerCoupon) => scoreOffer(offer('a', 400, { usesPerCoupon }), late, DEFAULT_ASSUMPTIONS).score,
    );
    expect(once! - thrice!).toBeCloseTo(144, 9);
  });
});

describe('who is long gone', () => {
  test('keeps a chance in inverse proportion to the absence, from where they count as lapsed', () => {
    expect([10, 30, 60, 300].map((days) => presenceOf(days, 30))).toEqual([1, 1, 0.5, 0.1]);
    const lapsed = { ...late, rhythm: 'lapsed' } as const;
    const [whole, half] = [1, 0.5].map(
      (presence) => scoreOffer(offer('a', 400), { ...lapsed, presence }, DEFAULT_ASSUMPTIONS).score,
    );
    expect(half).toBeCloseTo(whole! / 2, 9);
  });

  test('is not expected to come again more often than so far', () => {
    const lapsed = { ...late, rhythm: 'lapsed' } as const;
    const [four, one] = [4, 1].map(
      (visitDays) => scoreOffer(offer('a', 400), { ...lapsed, visitDays }, DEFAULT_ASSUMPTIONS).score,
    );
    // One further visit less at .03 × 40.00 × 60 %.
    expect(four! - one!).toBeCloseTo(72, 9);
  });
});

describe('what is not weighed', () => {
  test.each([
    { what: 'a least spend within reach', minSpendMinor: 5000, ticketMinor: 4000, excluded: null },
    { what: 'a least spend out of reach', minSpendMinor: 5001, ticketMinor: 4000, excluded: 'min_spend_out_of_reach' },
    { what: 'a customer with no net receipt', minSpendMinor: 0, ticketMinor: 0, excluded: 'min_spend_out_of_reach' },
  ])('$what', ({ minSpendMinor, ticketMinor, excluded }) => {
    const who = { ...late, ticketMinor };
    expect(scoreOffer(offer('a', 400, { minSpendMinor }), who, DEFAULT_ASSUMPTIONS).excluded).toBe(excluded);
  });

  test('a customer who had all that one may have', () => {
    const who = { ...late, limitReached: true };
    expect(scoreOffer(offer('a', 400), who, DEFAULT_ASSUMPTIONS).excluded).toBe('customer_limit_reached');
  });
});

test('what one use takes off is never more than the receipt or the cap', () => {
  expect(expectedDiscountMinor(offer('a', 1000), 600)).toBe(600);
  expect(expectedDiscountMinor(offer('a', 500, { kind: 'percent', percentBps: 1000 }), 3000)).toBe(300);
  expect(expectedDiscountMinor(offer('a', 500, { kind: 'percent', percentBps: 1000 }), 9000)).toBe(500);
  expect(expectedDiscountMinor(offer('a', 800, { kind: 'item' }), 3000)).toBe(800);
});

describe('assumptions', () => {
  test('are the defaults but for what is set', () => {
    const prior = { baseBps: 1, upliftBps: 2, followOnVisits: 3 };
    const set = assumptionsWith({ marginBps: 4000, priors: { late: prior } });
    if (!set.ok) throw new Error(set.refusal.code);
    expect(set.value).toMatchObject({ marginBps: 4000, lateBps: 15_000, priors: { late: prior } });
    expect(set.value.priors.new).toEqual(DEFAULT_ASSUMPTIONS.priors.new);
  });

  test('with thresholds out of order are refused', () => {
    expect(assumptionsWith({ dueBps: 16_000 })).toMatchObject({ refusal: { code: 'thresholds_out_of_order' } });
    expect(assumptionsWith({ lapsedBps: 14_999 })).toMatchObject({ refusal: { code: 'thresholds_out_of_order' } });
  });
});
