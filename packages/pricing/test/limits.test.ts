import { expect, test } from 'vitest';
import { COST_PER_MINOR, STRANGER, type Benefit, type Promotion } from '../index.ts';
import { checkCertificate } from '../verify/verify-certificate.ts';
import { dueWith } from '../verify/price-combination.ts';
import { cartOf, guestWith, priceCase, rulesOf } from './shop.ts';

// Twenty deals that all want the same units, and steps that each of them may miss: far more branches than anybody waits for.
function tangle() {
  const lines = Array.from({ length: 30 }, (_, i) => `g${i} ${(3 + i * 1.37).toFixed(2)} x3`);
  const deals = Array.from({ length: 20 }, (_, i): Promotion => {
    const benefit = { kind: 'nth_item', nth: 2 + (i % 5), offBps: 2000 + 370 * i } as const;
    return {
      promotionId: `deal-${i}`,
      version: 1,
      trigger: 'automatic',
      priority: i % 3,
      scope: { exceptSkus: [`g${i}`] },
      benefit,
    };
  });
  const steps = Array.from({ length: 20 }, (_, i) => ({ fromMinor: 50_000 + 7000 * i, offMinor: 500 * (i + 1) }));
  const order = { promotionId: 'order', benefit: { kind: 'steps', level: 'order', steps } } as const;
  return { rules: rulesOf(...deals, order), cart: cartOf(...lines), guest: STRANGER };
}

test('a search that is cut short answers with a legal combination in time, and says that it is unproven', () => {
  const question = tangle();
  const start = performance.now();
  const priced = priceCase(question);
  expect(performance.now() - start).toBeLessThan(5000);
  expect(priced.certificate).toMatchObject({ proven: false, nodes: [] });
  const combination = Object.fromEntries(priced.applied.map(({ promotionId, times }) => [promotionId, times]));
  expect(dueWith(question, combination)).toBe(priced.dueMinor);
  expect(priced.certificate.cost).toBe(priced.dueMinor * COST_PER_MINOR);
  expect(priced.dueMinor).toBeLessThan(priced.grossMinor);
  expect(checkCertificate(question, priced)).toMatchObject({ ok: false });
});

// The largest question that is not refused. Before the budget counted looks at goods it took three minutes.
test('the largest cart under the most promotions and coupons is answered in time', () => {
  const lines = Array.from({ length: 500 }, (_, i) => `g${i} ${(10 + (i % 37)).toFixed(2)} x${1 + (i % 4)}`);
  const promotions = Array.from({ length: 1000 }, (_, i): Promotion => {
    const scope = { exceptSkus: [`g${i % 500}`] };
    const common = {
      promotionId: `p${i}`,
      version: 1,
      trigger: i < 200 ? 'coupon' : 'automatic',
      priority: i % 5,
    } as const;
    const benefits: readonly Benefit[] = [
      { kind: 'percent', level: i % 2 === 0 ? 'line' : 'order', offBps: 1 + (i % 3) },
      { kind: 'nth_item', nth: 2 + (i % 4), offBps: 100 + i },
      { kind: 'buy_get', buy: 2, get: 1, offBps: 3000, getScope: scope },
      { kind: 'bundle', parts: [{ scope, quantity: 2 }], priceMinor: 3000 + i },
    ];
    return { ...common, scope: i % 4 === 3 ? undefined : scope, benefit: benefits[i % 4]! };
  });
  const rules = rulesOf(...promotions);
  const guest = guestWith(...promotions.slice(0, 200).map(({ promotionId }) => promotionId));
  const question = { rules, cart: cartOf(...lines), guest };
  const start = performance.now();
  const priced = priceCase(question);
  expect(performance.now() - start).toBeLessThan(5000);
  const combination = Object.fromEntries(priced.applied.map(({ promotionId, times }) => [promotionId, times]));
  expect(dueWith(question, combination)).toBe(priced.dueMinor);
  expect(priced.applied.length).toBeGreaterThan(10);
});

test('a combination that is not legal has no price', () => {
  const rules = rulesOf(
    { promotionId: 'a', group: 'g', benefit: { kind: 'cash', level: 'order', amountMinor: 100 } },
    { promotionId: 'b', group: 'g', benefit: { kind: 'cash', level: 'order', amountMinor: 200 } },
  );
  const question = { rules, cart: cartOf('cake 10'), guest: STRANGER };
  expect(dueWith(question, {})).toBe(1000);
  expect(dueWith(question, { b: 1 })).toBe(800);
  expect(dueWith(question, { a: 1, b: 1 })).toBeNull();
  expect(dueWith(question, { a: 2 })).toBeNull();
  expect(dueWith(question, { unknown: 1 })).toBeNull();
});
