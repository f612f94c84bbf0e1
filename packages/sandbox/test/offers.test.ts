import { describe, expect, test } from 'vitest';
import { createStreet, type StreetOffer, type StreetReceipt } from '../index.ts';

const street = createStreet({ seed: 4, days: 120, endDay: '2026-10-31', guests: 3000, stores: 2 });
const people = [...new Set([...street.receipts()].flatMap((r) => r.customer ?? []))];
const issuedOn = '2026-10-31';
const lastDay = '2026-11-21';

const offerTo = (customer: string, worthMinor = 1000): StreetOffer => ({
  customer,
  code: `C-${customer}`,
  worthMinor,
  minSpendMinor: 2000,
  issuedOn,
  lastDay,
});
const november = (offers: readonly StreetOffer[], days = 30): StreetReceipt[] => [
  ...street.nextDays({ from: '2026-11-01', days, offers }),
];
const visitsOf = (all: readonly StreetReceipt[]) => Map.groupBy(all, (r) => r.customer);
// Numbers of receipts shift when one more guest comes, so visits are compared without them.
const visit = (receipt: StreetReceipt) => ({ ...receipt, orderRef: '' });

const treated = people.filter((_, i) => i % 2 === 0);
const without = november([]);
const withOffers = november(treated.map((customer) => offerTo(customer)));

test('the days after the history go on from it, newcomers included', () => {
  const later = [...street.nextDays({ from: '2026-10-25', days: 7, offers: [] })];
  expect(later).toEqual([...street.receipts()].filter((r) => r.orderedAt >= '2026-10-25'));
  const known = new Set(people);
  const newcomers = new Set(without.flatMap((r) => (r.customer && !known.has(r.customer) ? [r.customer] : [])));
  expect(newcomers.size).toBeGreaterThan(200);
  expect(newcomers.size).toBeLessThan(700);
});

test('windows one after the other are the same as one long window', () => {
  const offers = treated.slice(0, 300).map((customer) => offerTo(customer));
  const parts = [0, 10, 20].flatMap((skip) => [
    ...street.nextDays({ from: `2026-11-${String(skip + 1).padStart(2, '0')}`, days: 10, offers }),
  ]);
  expect(parts).toEqual(november(offers));
});

test('guests without an offer, and people of no name, do the same to the second', () => {
  const before = visitsOf(without);
  const after = visitsOf(withOffers);
  for (const customer of [null, ...people.filter((_, i) => i % 2 === 1)]) {
    expect((after.get(customer) ?? []).map(visit)).toEqual((before.get(customer) ?? []).map(visit));
  }
});

test('a coupon is shown once, by its holder, within its time and at its least spend', () => {
  const shown = withOffers.filter((r) => r.coupons.length > 0);
  expect(shown.length).toBeGreaterThan(300);
  expect(new Set(shown.map((r) => r.coupons[0])).size).toBe(shown.length);
  for (const r of shown) {
    expect(r.coupons).toEqual([`C-${r.customer}`]);
    expect(r.orderedAt.slice(0, 10) > issuedOn && r.orderedAt.slice(0, 10) <= lastDay).toBe(true);
    expect(r.lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBeGreaterThanOrEqual(2000);
  }
});

describe('the true effect of an offer follows the hidden response', () => {
  const gained = (kind: string): { people: number; visits: number } => {
    const own = treated.filter((customer) => street.truth(customer)!.response.kind === kind);
    const [before, after] = [visitsOf(without), visitsOf(withOffers)];
    const visits = own.reduce((sum, c) => sum + (after.get(c)?.length ?? 0) - (before.get(c)?.length ?? 0), 0);
    return { people: own.length, visits };
  };

  test('persuadable guests come more often, sure and unmoved ones exactly as often, those put off less', () => {
    const persuadable = gained('persuadable');
    expect(persuadable.visits / persuadable.people).toBeGreaterThan(0.12);
    expect(persuadable.visits / persuadable.people).toBeLessThan(0.6);
    expect(gained('sure').visits).toBe(0);
    expect(gained('unmoved').visits).toBe(0);
    expect(gained('put_off').visits).toBeLessThan(0);
  });

  test('a better offer moves more people, one worth nothing nobody', () => {
    const extra = (worthMinor: number) => november(treated.map((c) => offerTo(c, worthMinor))).length - without.length;
    const [none, some, much] = [extra(0), extra(300), extra(3000)];
    expect(none).toBe(0);
    expect(some).toBeGreaterThan(20);
    expect(much).toBeGreaterThan(some * 1.5);
  });
});

test('offers to people of another town and offers not yet known reach nobody', () => {
  const strangers = [offerTo('K-77'), offerTo('M99999'), offerTo('M00000')];
  expect(november(strangers)).toEqual(without);
  const later = treated.map((customer) => ({ ...offerTo(customer), issuedOn: '2026-12-15', lastDay: '2026-12-31' }));
  expect(november(later)).toEqual(without);
  expect(street.truth('nobody')).toBeNull();
});
