import { seededRandom } from '@shuke/kernel';
import { expect, test } from 'vitest';
import { priceKept, refundedToDate, type Cart, type KeptLine, type Priced, type PricedOrder } from '../index.ts';
import { randomCase, type Case } from './random-cases.ts';
import { cartOf, guestWith, priceCase, rulesOf, ruleSetOf } from './shop.ts';

const orderOf = ({ cart, guest }: Case, { applied, pointsSpent }: Priced): PricedOrder => ({
  cart,
  guest,
  couponIds: applied.flatMap(({ couponIds }) => couponIds),
  pointsSpent,
});

function keptDue(one: Case, priced: Priced, kept: readonly KeptLine[]): number {
  const answer = priceKept(ruleSetOf(one.rules), orderOf(one, priced), kept);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value.payableMinor;
}

const keep = (cart: Cart, ...quantities: readonly number[]): KeptLine[] =>
  cart.lines.flatMap(({ lineId }, i) => (quantities[i] ? [{ lineId, quantityMilli: quantities[i]! * 1000 }] : []));

test('what is kept below a threshold is priced without it', () => {
  const rules = rulesOf({
    promotionId: 't',
    benefit: { kind: 'threshold', level: 'order', everyMinor: 3000, offMinor: 500 },
  });
  const one = { rules, cart: cartOf('cake 15 x2', 'bun 1'), guest: guestWith() };
  const priced = priceCase(one);
  expect(priced.payableMinor).toBe(2600);
  expect(keptDue(one, priced, keep(one.cart, 2))).toBe(2500);
  // 26.00 was paid and 16.00 is what is kept: 10.00 goes back, not the 15.00 of the cake.
  expect(keptDue(one, priced, keep(one.cart, 1, 1))).toBe(1600);
});

test('coupons that were not used in the order are not used for what is kept', () => {
  const coupon = (promotionId: string, amountMinor: number, minAmountMinor: number) => ({
    promotionId,
    trigger: 'coupon' as const,
    group: 'coupon',
    conditions: { minAmountMinor },
    benefit: { kind: 'cash', level: 'order', amountMinor } as const,
  });
  const rules = rulesOf(coupon('big', 1000, 5000), coupon('small', 300, 0));
  const one = { rules, cart: cartOf('cake 30 x2'), guest: guestWith('big', 'small') };
  const priced = priceCase(one);
  expect(priced.payableMinor).toBe(5000);
  expect(keptDue(one, priced, keep(one.cart, 1))).toBe(3000);
});

test('nothing kept costs nothing, everything kept costs what was paid', () => {
  for (let seed = 0; seed < 1000; seed++) {
    const one = randomCase(seed + 4_000_000);
    const priced = priceCase(one);
    const all = one.cart.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
    expect(keptDue(one, priced, [])).toBe(0);
    expect({ seed, due: keptDue(one, priced, all) }).toEqual({ seed, due: priced.payableMinor });
  }
});

test('no sequence of partial returns pays back more than was paid, and returning all pays back exactly all', () => {
  for (let seed = 0; seed < 500; seed++) {
    const one = randomCase(seed + 5_000_000);
    const random = seededRandom(seed);
    const priced = priceCase(one);
    let kept: KeptLine[] = one.cart.lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
    let refunded = 0;
    while (kept.length > 0) {
      const at = random.int(kept.length);
      const back = 1 + random.int(kept[at]!.quantityMilli);
      kept = kept
        .map((line, i) => (i === at ? { ...line, quantityMilli: line.quantityMilli - back } : line))
        .filter(({ quantityMilli }) => quantityMilli > 0);
      const keptMinor = keptDue(one, priced, kept);
      const next = refundedToDate({ paidMinor: priced.payableMinor, refundedMinor: refunded, keptMinor });
      expect(next).toBeGreaterThanOrEqual(refunded);
      expect(next).toBeLessThanOrEqual(priced.payableMinor);
      refunded = next;
    }
    expect({ seed, refunded }).toEqual({ seed, refunded: priced.payableMinor });
  }
});

test('a return that loses a threshold pays back nothing, and a later one no less than it would have', () => {
  const rules = rulesOf({
    promotionId: 't',
    benefit: { kind: 'threshold', level: 'order', everyMinor: 6000, offMinor: 3000 },
  });
  const one = { rules, cart: cartOf('cake 10', 'wine 50'), guest: guestWith() };
  const priced = priceCase(one);
  const refund = (refundedMinor: number, ...quantities: readonly number[]): number =>
    refundedToDate({
      paidMinor: priced.payableMinor,
      refundedMinor,
      keptMinor: keptDue(one, priced, keep(one.cart, ...quantities)),
    });
  expect(priced.payableMinor).toBe(3000);
  expect(refund(0, 0, 1)).toBe(0);
  expect(refund(0, 1, 0)).toBe(2000);
  expect(refund(2000)).toBe(3000);
});

test('a line of which nothing is kept went back', () => {
  const one = { rules: rulesOf(), cart: cartOf('cake 10', 'bun 1'), guest: guestWith() };
  const kept = [
    { lineId: 'l0', quantityMilli: 0 },
    { lineId: 'l1', quantityMilli: 1000 },
  ];
  expect(keptDue(one, priceCase(one), kept)).toBe(100);
});

test('points that paid are not spent again beyond what was spent', () => {
  const points = { kind: 'points', as: 'discount', pointsPerStep: 100, stepMinor: 100 } as const;
  const rules = rulesOf({ promotionId: 'p', benefit: points });
  const guest = { ...guestWith(), points: { balance: 9000, spendAtMost: 300 } };
  const one = { rules, cart: cartOf('cake 10', 'bun 2'), guest };
  const priced = priceCase(one);
  expect(priced.payableMinor).toBe(900);
  expect(keptDue(one, priced, keep(one.cart, 1))).toBe(700);
  expect(keptDue(one, priced, keep(one.cart, 0, 1))).toBe(0);
});

test('more than was bought, or a line that was not, is refused', () => {
  const one = { rules: rulesOf(), cart: cartOf('cake 1'), guest: guestWith() };
  const order = orderOf(one, priceCase(one));
  expect(priceKept(ruleSetOf(one.rules), order, [{ lineId: 'l0', quantityMilli: 1001 }])).toMatchObject({
    refusal: { code: 'kept_too_much' },
  });
  expect(priceKept(ruleSetOf(one.rules), order, [{ lineId: 'x', quantityMilli: 1 }])).toMatchObject({
    refusal: { code: 'kept_line_unknown' },
  });
});
