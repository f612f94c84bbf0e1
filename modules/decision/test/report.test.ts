import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { compare, redemptionRate } from '../report.ts';
import type { Outcome } from '../report-store.ts';

const TERMS = { marginBps: 6000, controlBps: 1000, horizonDays: 30 };

/** Customers of whom a share buys once for ¥40 after `discountMinor`, and all spent about as much before. */
function group(arm: 'treated' | 'control', size: number, own: { share: number; discountMinor?: number; seed: number }) {
  const random = seededRandom(own.seed);
  return Array.from({ length: size }, (): Outcome => {
    const comes = random.next() < own.share;
    const discountMinor = comes ? (own.discountMinor ?? 0) : 0;
    return {
      arm,
      orders: Number(comes),
      grossMinor: comes ? 4000 : 0,
      discountMinor,
      salesMinor: comes ? 4000 - discountMinor : 0,
      beforeMinor: random.int(8000),
      ticketMinor: 4000,
    };
  });
}

describe('treated against control', () => {
  test('adds up who bought and for how much', () => {
    const outcomes = [
      ...group('treated', 900, { share: 1, discountMinor: 500, seed: 1 }),
      ...group('control', 100, { share: 0, seed: 2 }),
    ];
    const { treated, control, sampleRatio } = compare(outcomes, TERMS);
    expect(treated).toEqual({ customers: 900, buyers: 900, salesMinor: 3_150_000, salesPerCustomerMinor: 3500 });
    expect(control).toEqual({ customers: 100, buyers: 0, salesMinor: 0, salesPerCustomerMinor: 0 });
    expect(sampleRatio).toMatchObject({ expectedControl: 0.1, pValue: 1, suspicious: false });
  });

  test('is not proven yet while the difference may be chance', () => {
    const outcomes = [
      ...group('treated', 900, { share: 0.3, seed: 1 }),
      ...group('control', 100, { share: 0.3, seed: 2 }),
    ];
    const { lift } = compare(outcomes, TERMS);
    expect(lift.verdict).toBe('not_proven_yet');
    expect(lift.lowMinor!).toBeLessThan(0);
    expect(lift.highMinor!).toBeGreaterThan(0);
    expect(lift.why).toBeNull();
  });

  test('sales may gain where the discount takes more than the gain', () => {
    const outcomes = [
      ...group('treated', 9000, { share: 0.5, discountMinor: 1800, seed: 1 }),
      ...group('control', 1000, { share: 0.2, seed: 2 }),
    ];
    // Sales .5 × 22 − .2 × 40 = 3.00; profit .5 × (24 − 18) − .2 × 24 = −1.80.
    const { lift, profit } = compare(outcomes, TERMS);
    expect([lift.verdict, profit.verdict]).toEqual(['proven_gain', 'proven_loss']);
    expect(Math.abs(lift.perCustomerMinor! - 300)).toBeLessThan(200);
    expect(Math.abs(profit.perCustomerMinor! + 180)).toBeLessThan(120);
  });

  test('of people who bought nothing before has an interval all the same', () => {
    const outcomes = [
      ...group('treated', 9000, { share: 0.2, seed: 1 }),
      ...group('control', 1000, { share: 0.1, seed: 2 }),
    ].map((one) => ({ ...one, beforeMinor: 0 }));
    expect(compare(outcomes, TERMS).lift.verdict).toBe('proven_gain');
  });

  test('of nobody has none, and says why', () => {
    const { lift, treated } = compare([], TERMS);
    expect(treated.salesPerCustomerMinor).toBe(0);
    expect(lift).toMatchObject({ verdict: 'not_proven_yet', why: 'sample_one_armed', perCustomerMinor: null });
  });

  test('warns where the groups are not of the sizes in which they were drawn', () => {
    const outcomes = [
      ...group('treated', 900, { share: 0.3, seed: 1 }),
      ...group('control', 160, { share: 0.3, seed: 2 }),
    ];
    expect(compare(outcomes, TERMS).sampleRatio.suspicious).toBe(true);
  });
});

test('the redemption rate is rounded half up to the basis point', () => {
  expect(redemptionRate({ given: 380, redeemed: 220 })).toBe(0.5789);
  expect(redemptionRate({ given: 3, redeemed: 2 })).toBe(0.6667);
  expect(redemptionRate({ given: 20_000, redeemed: 1 })).toBe(0.0001);
  expect(redemptionRate({ given: 90_000, redeemed: 60_000 })).toBe(0.6667);
  expect(redemptionRate({ given: 5, redeemed: 5 })).toBe(1);
  expect(redemptionRate({ given: 0, redeemed: 0 })).toBeNull();
});
