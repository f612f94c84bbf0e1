import { seededRandom } from '@shuke/kernel';
import { describe, expect, test } from 'vitest';
import { forecast, type Purchases } from '../index.ts';
import { valueOf } from './customers.ts';

const UNTIL = 280;
const AHEAD = 140;

/** Customers who join in the first weeks and come about every three weeks; a third of them go quiet for good. */
function shop(seed: number, customers: number): Purchases {
  const random = seededRandom(seed);
  const rows: { customer: number; day: number }[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    const gap = 14 + 28 * random.next();
    const leaves = random.next() < 0.33 ? random.int(UNTIL) : Number.POSITIVE_INFINITY;
    let at = random.int(60);
    for (; at <= UNTIL + AHEAD && at <= leaves; at += -Math.log(1 - random.next()) * gap) {
      rows.push({ customer, day: Math.floor(at) });
    }
  }
  return { customers: rows.map(({ customer }) => customer), days: rows.map(({ day }) => day) };
}

const known = ({ customers, days }: Purchases): Purchases => {
  const kept = Array.from(days, (_, i) => i).filter((i) => days[i]! <= UNTIL);
  return { customers: kept.map((i) => customers[i]!), days: kept.map((i) => days[i]!) };
};

describe('a forecast', () => {
  const purchases = shop(1, 400);
  const found = valueOf(forecast(purchases, { until: UNTIL, days: AHEAD }));
  const unaware = valueOf(forecast(known(purchases), { until: UNTIL, days: AHEAD }));

  test('does not look at what came after its last day', () => {
    expect(unaware).toEqual(found);
  });

  test('is near what comes', () => {
    const came = new Set(
      Array.from(purchases.days, (day, i) => `${purchases.customers[i]} ${day}`).filter(
        (visit) => Number(visit.split(' ')[1]) > UNTIL,
      ),
    ).size;
    const expected = found.expected.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(expected / came - 1)).toBeLessThan(0.1);
  });

  test('takes the candidate with the smallest deviance of its rolling origins and shows the others', () => {
    expect(found.candidates).toHaveLength(6);
    expect(found.chosen).toBe(found.candidates[0]);
    const deviances = found.candidates.map(({ deviance }) => deviance);
    expect(deviances).toEqual(deviances.toSorted((a, b) => a - b));
  });

  test('has a number of purchases for each customer, none of them below zero', () => {
    expect(found.customers).toHaveLength(found.expected.length);
    expect(found.expected.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  test.each([
    ['customer_base_history_too_short', shop(2, 50), { until: UNTIL, days: 10 }],
    ['customer_base_history_too_short', purchases, { until: 40, days: 10 }],
    ['customer_base_not_finite', purchases, { until: UNTIL, days: Number.NaN }],
    ['customer_base_negative', purchases, { until: UNTIL, days: -1 }],
    ['customer_base_uneven', { ...purchases, days: [1] }, { until: UNTIL, days: 10 }],
  ])('refuses %s', (code, wrong, options) => {
    expect(forecast(wrong, options)).toMatchObject({ ok: false, refusal: { code } });
  });
});
