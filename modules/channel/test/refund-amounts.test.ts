import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { amountsOf, receivableOf, saleLinesOf, subsidyOf } from '../amounts.ts';
import { backWith, nothingBack, type RefundClaim, type RefundedSale } from '../refund-amounts.ts';

const random = seededRandom(20_260_302);
const whole = (most: number): number => Math.floor(random.next() * (most + 1));

function randomOrder() {
  const lines = Array.from({ length: 1 + whole(5) }, (_, i) => ({
    itemRef: String(i),
    sku: null,
    name: 'x',
    quantityMilli: 1000 * (1 + whole(4)),
    listMinor: whole(9_999),
    choices: null,
  }));
  const [packingMinor, deliveryMinor, platformDeliveryMinor] = [whole(300), whole(600), whole(600)];
  const gross = lines.reduce((sum, one) => sum + one.listMinor, packingMinor + deliveryMinor);
  const merchantMinor = whole(gross);
  const platformMinor = whole(gross - merchantMinor);
  const guestPaidMinor = gross - merchantMinor - platformMinor + platformDeliveryMinor;
  const discounts = [{ label: 'x', platformMinor, merchantMinor }];
  const commissionMinor = whole(1) === 0 ? null : whole(gross - merchantMinor);
  return { lines, packingMinor, deliveryMinor, platformDeliveryMinor, discounts, guestPaidMinor, commissionMinor };
}

test('orders add up to the minor unit: the lines, the shares and what the platform owes', () => {
  for (let round = 0; round < 2000; round += 1) {
    const order = randomOrder();
    const amounts = amountsOf(order, 1800)!;
    const lines = saleLinesOf(order, amounts);
    const sum = (of: (line: (typeof lines)[number]) => number): number => lines.reduce((all, one) => all + of(one), 0);
    expect(sum((line) => line.amountMinor)).toBe(amounts.payableMinor);
    expect(sum((line) => line.discountMinor)).toBe(amounts.merchantDiscountMinor);
    expect(lines.every((line) => line.amountMinor >= 0 && line.discountMinor >= 0)).toBe(true);
    // What guests paid for the merchant and what the platform adds is the sale, less the commission what it owes.
    const guests = order.guestPaidMinor - order.platformDeliveryMinor;
    expect(guests + amounts.platformDiscountMinor).toBe(amounts.payableMinor);
    expect(receivableOf(amounts) + amounts.commissionMinor).toBe(amounts.payableMinor);
    expect(amounts.unexplainedMinor).toBe(0);
    expect(subsidyOf(amounts)).toBeLessThanOrEqual(amounts.payableMinor);
  }
});

const randomClaim = (sale: RefundedSale): RefundClaim => ({
  whole: random.next() < 0.05,
  lines: sale.lines
    .map((line, at) => ({ at, quantityMilli: 1000 * whole(line.quantityMilli / 1000) }))
    .filter(() => random.next() < 0.5),
  salesMinor: random.next() < 0.2 ? whole(sale.payableMinor) : null,
  commissionMinor: random.next() < 0.1 ? whole(sale.commissionMinor) : null,
});

test('no sequence of refunds gives back more than the sale, and all of it back is exactly all', () => {
  for (let round = 0; round < 2000; round += 1) {
    const order = randomOrder();
    const amounts = amountsOf(order, 1800)!;
    const sale: RefundedSale = {
      payableMinor: amounts.payableMinor,
      commissionMinor: amounts.commissionMinor,
      subsidyMinor: subsidyOf(amounts),
      lines: saleLinesOf(order, amounts),
    };
    let back = nothingBack(sale);
    for (let step = 0; step < 6; step += 1) {
      const next = backWith(sale, back, randomClaim(sale));
      for (const part of ['salesMinor', 'commissionMinor', 'subsidyMinor'] as const) {
        expect(next[part]).toBeGreaterThanOrEqual(back[part]);
      }
      expect(next.salesMinor).toBeLessThanOrEqual(sale.payableMinor);
      expect(next.commissionMinor).toBeLessThanOrEqual(sale.commissionMinor);
      expect(next.subsidyMinor).toBeLessThanOrEqual(sale.subsidyMinor);
      back = next;
    }
    const all = backWith(sale, back, { whole: true, lines: [], salesMinor: null, commissionMinor: null });
    const { payableMinor: salesMinor, commissionMinor, subsidyMinor } = sale;
    expect(all).toMatchObject({ salesMinor, commissionMinor, subsidyMinor });
  }
});

test('goods one by one come to what they come to at once', () => {
  const sale: RefundedSale = {
    payableMinor: 1000,
    commissionMinor: 181,
    subsidyMinor: 77,
    lines: [
      { quantityMilli: 3000, amountMinor: 1000 },
      { quantityMilli: 1000, amountMinor: 0 },
    ],
  };
  const claim = (quantityMilli: number) => ({
    whole: false,
    lines: [{ at: 0, quantityMilli }],
    salesMinor: null,
    commissionMinor: null,
  });
  const twice = backWith(sale, backWith(sale, nothingBack(sale), claim(1000)), claim(1000));
  expect(twice).toEqual(backWith(sale, nothingBack(sale), claim(2000)));
  expect(twice).toMatchObject({ salesMinor: 666, commissionMinor: 120, subsidyMinor: 51 });
});

test('amounts that are no order are none', () => {
  const order = randomOrder();
  expect(amountsOf({ ...order, packingMinor: -1 }, 0)).toBeNull();
  expect(amountsOf({ ...order, guestPaidMinor: 1.5 }, 0)).toBeNull();
  expect(amountsOf({ ...order, commissionMinor: 10_000_000 }, 0)).toBeNull();
});
