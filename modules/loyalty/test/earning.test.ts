import { expect, test } from 'vitest';
import { compileRules, price, selects, STRANGER, type Cart } from '@shuke/pricing';
import { earningsOf, pointsPromotion, type PurchaseLine } from '../earning.ts';
import { NO_PROGRAMME, type Programme } from '../programme.ts';
import { NEW_STANDING } from '../tier.ts';
import { draft, tier } from './shop.ts';

const programme = (own: Parameters<typeof draft>[0] = {}): Programme => ({
  ...draft(own),
  programmeId: '019c0000-0000-7000-8000-000000000001',
  version: 3,
});

const line = (own: Partial<PurchaseLine> = {}): PurchaseLine => ({
  sku: 'LATTE',
  category: 'drink/coffee',
  quantityMilli: 1000,
  netMinor: 2500,
  ...own,
});

const purchase = (netMinor: number, lines: PurchaseLine[] = [], standing = NEW_STANDING) => ({
  standing,
  day: '2026-03-02',
  netMinor,
  lines,
});

const pointsOn = (netMinor: number, own: Partial<Programme['points'] & object> = {}, tiers: Programme['tiers'] = []) =>
  earningsOf(programme({ points: { ...draft().points!, ...own }, tiers }), purchase(netMinor))[0]?.amount ?? 0;

test('points are earned on what was paid, and a fraction of one is not', () => {
  expect([pointsOn(99), pointsOn(100), pointsOn(199), pointsOn(0), pointsOn(-500)]).toEqual([0, 1, 1, 0, 0]);
  expect(pointsOn(2999, { earn: { units: 3, perMinor: 1000 } })).toBe(8);
});

test('a tier multiplies before anything is rounded', () => {
  const tiers = [tier('basic', 0, { multiplierBps: 15_000 })];
  expect([pointsOn(100, {}, tiers), pointsOn(200, {}, tiers), pointsOn(134, {}, tiers)]).toEqual([1, 3, 2]);
});

test('the largest amount and rates stay exact', () => {
  expect(pointsOn(99_999_999_999, { earn: { units: 90, perMinor: 1 } })).toBe(8_999_999_999_910);
});

test('a stamp is earned for each whole unit of the scope that was paid for', () => {
  const lines = [
    line({ quantityMilli: 2000 }),
    line({ quantityMilli: 1500 }),
    line({ netMinor: 0 }),
    line({ sku: 'TEA', category: 'drink/tea' }),
  ];
  const [stamps] = earningsOf(programme({ points: null }), purchase(5000, lines));
  expect(stamps).toEqual({
    asset: 'stamp:coffee',
    amount: 3,
    lot: { from: '-infinity', until: '2026-05-31' },
  });
});

test('a merchant without a programme gives nothing, and its points pay nothing', () => {
  expect(earningsOf(NO_PROGRAMME, purchase(100_000, [line()]))).toEqual([]);
  expect(pointsPromotion(NO_PROGRAMME)).toBeNull();
});

test.each([
  [undefined, true],
  [{ categories: ['drink'] }, true],
  [{ categories: ['drink/cof'] }, false],
  [{ skus: ['LATTE'] }, true],
  [{ skus: ['MOCHA'] }, false],
  [{ exceptSkus: ['LATTE'] }, false],
  [{ categories: ['drink'], exceptCategories: ['drink/coffee'] }, false],
])('the scope %j takes in a latte: %s', (scope, isIn) => {
  expect(selects(scope, 'LATTE', 'drink/coffee')).toBe(isIn);
});

test('the pricing engine takes the points as the programme says', () => {
  const promotion = pointsPromotion(programme())!;
  const rules = compileRules({ currency: 'CNY', promotions: [promotion] });
  if (!rules.ok) throw new Error(rules.refusal.code);
  const cart: Cart = {
    currency: 'CNY',
    storeId: 'S1',
    source: 'counter',
    instantMs: 0,
    weekday: 1,
    minuteOfDay: 600,
    deliveryFeeMinor: 0,
    lines: [{ lineId: '1', sku: 'LATTE', category: 'drink/coffee', unitPriceMinor: 2550, quantityMilli: 1000 }],
  };
  const guest = { ...STRANGER, customerId: 'alice', member: true, points: { balance: 1234, spendAtMost: 1234 } };
  const priced = price(rules.value, cart, guest);
  expect(priced.ok && priced.value).toMatchObject({ pointsSpent: 1200, dueMinor: 1350, payableMinor: 2550 });
});
