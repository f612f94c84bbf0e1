import { seededRandom } from '@shuke/kernel';
import { expect, test } from 'vitest';
import { checkCertificate } from '../verify/verify-certificate.ts';
import { randomCase } from './random-cases.ts';
import { priceCase } from './shop.ts';

// The search keeps its arrays from one cart to the next: a large cart with few promotions once found them too short.
test('carts of one to a hundred and fifty lines, one after the other, are priced right', () => {
  let proven = 0;
  for (let seed = 0; seed < 80; seed++) {
    const random = seededRandom(seed);
    const drawn = randomCase(seed + 7_000_000);
    const goods = drawn.cart.lines.concat(randomCase(seed + 8_000_000).cart.lines);
    const lines = Array.from({ length: random.pick([1, 5, 33, 60, 150]) }, (_, i) => {
      const line = random.pick(goods);
      const unitPriceMinor = line.unitPriceMinor + random.int(40);
      return { ...line, lineId: `l${i}`, unitPriceMinor, quantityMilli: 1000 * (1 + random.int(2)) };
    });
    const one = { ...drawn, cart: { ...drawn.cart, lines } };
    const priced = priceCase(one);
    if (!priced.certificate.proven) continue;
    proven += 1;
    expect({ seed, verdict: checkCertificate(one, priced) }).toEqual({ seed, verdict: { ok: true } });
  }
  expect(proven).toBeGreaterThan(70);
}, 30_000);
