import { expect, test } from 'vitest';
import { standingPrices } from '../promotion.ts';
import { checkCertificate } from '../verify/verify-certificate.ts';
import { bruteForce } from './brute-force.ts';
import { randomCase } from './random-cases.ts';
import { priceCase } from './shop.ts';

// Some seven seconds; the nightly run takes ten times as many.
const CARTS = process.env['SHUKE_NIGHTLY'] === '1' ? 100_000 : 10_000;

test(`the answer is the best of all legal combinations on ${CARTS} random carts, and its proof holds`, () => {
  let combined = 0;
  for (let seed = 0; seed < CARTS; seed++) {
    const one = randomCase(seed);
    const priced = priceCase(one);
    const best = bruteForce(one);
    const prices = standingPrices(one.rules.promotions);
    const chosen = priced.applied.filter((use) => !prices.has(use.promotionId));
    const times = Object.fromEntries(chosen.map((use) => [use.promotionId, use.times]));
    expect({ seed, cost: priced.certificate.cost, times }).toEqual({ seed, cost: best.cost, times: best.times });
    expect({ seed, verdict: checkCertificate(one, priced) }).toEqual({ seed, verdict: { ok: true } });
    if (chosen.length > 1) combined += 1;
  }
  expect(combined / CARTS).toBeGreaterThan(0.4);
}, 900_000);
