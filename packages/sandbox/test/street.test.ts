import { describe, expect, test } from 'vitest';
import { createStreet, orderBody, type StreetReceipt } from '../index.ts';

const OPTIONS = { seed: 1, days: 180, endDay: '2026-10-31', guests: 900, stores: 3 };
const street = createStreet(OPTIONS);
const receipts = [...street.receipts()];
const known = receipts.filter((r) => r.customer !== null);
const totalMinor = (r: StreetReceipt): number => r.lines.reduce((sum, line) => sum + line.amountMinor, 0);
const dayOf = (r: StreetReceipt): string => r.orderedAt.slice(0, 10);
const dayNo = (r: StreetReceipt): number => Date.parse(dayOf(r)) / 86_400_000;
const byGuest = Map.groupBy(known, (r) => r.customer!);

test('one seed gives one street, another gives another', () => {
  expect([...createStreet(OPTIONS).receipts()]).toEqual(receipts);
  const other = [...createStreet({ ...OPTIONS, seed: 2 }).receipts()];
  expect(other.slice(0, 50)).not.toEqual(receipts.slice(0, 50));
});

test('receipts are in order of time, numbered without a gap, within the days and the opening hours', () => {
  expect(new Set(receipts.map((r) => r.orderRef)).size).toBe(receipts.length);
  expect(receipts.map((r) => r.orderedAt)).toEqual(receipts.map((r) => r.orderedAt).toSorted());
  expect(dayOf(receipts[0]!)).toBe('2026-05-05');
  expect(dayOf(receipts.at(-1)!)).toBe('2026-10-31');
  for (const r of receipts)
    expect(r.orderedAt.slice(11, 16) >= '10:30' && r.orderedAt.slice(11, 16) <= '21:30').toBe(true);
  for (const [key, group] of Map.groupBy(receipts, (r) => r.orderRef.slice(0, -5))) {
    expect([key, group.map((r) => Number(r.orderRef.slice(-4)))]).toEqual([key, group.map((_, i) => i + 1)]);
  }
});

describe('the chain as a whole looks like one', () => {
  test('nearly all 900 guests are seen, a fifth to a third of the receipts are of nobody', () => {
    expect(byGuest.size).toBeGreaterThan(870);
    expect(byGuest.size).toBeLessThanOrEqual(900);
    const anonymous = 1 - known.length / receipts.length;
    expect(anonymous).toBeGreaterThan(0.2);
    expect(anonymous).toBeLessThan(0.33);
  });

  test('the best fifth of the guests bring between half and three quarters of what guests pay', () => {
    const spent = [...byGuest.values()]
      .map((own) => own.reduce((sum, r) => sum + totalMinor(r), 0))
      .toSorted((a, b) => b - a);
    const all = spent.reduce((a, b) => a + b, 0);
    const best = spent.slice(0, Math.ceil(spent.length / 5)).reduce((a, b) => a + b, 0);
    expect(best / all).toBeGreaterThan(0.5);
    expect(best / all).toBeLessThan(0.75);
  });

  test('there are new faces each month, many who come once, and every store and dish sells', () => {
    const first = [...byGuest.values()].map((own) => dayOf(own[0]!).slice(0, 7));
    for (const month of ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10']) {
      expect(first.filter((m) => m === month).length).toBeGreaterThan(50);
    }
    const once = [...byGuest.values()].filter((own) => own.length === 1).length / byGuest.size;
    expect(once).toBeGreaterThan(0.15);
    expect(once).toBeLessThan(0.4);
    const stores = Map.groupBy(receipts, (r) => r.storeCode);
    expect([...stores.keys()].toSorted()).toEqual(['S01', 'S02', 'S03']);
    expect(stores.get('S01')!.length).toBeGreaterThan(stores.get('S03')!.length);
    expect(new Set(receipts.flatMap((r) => r.lines.map((l) => l.sku))).size).toBe(25);
  });
});

describe('a guest is a person', () => {
  test("a regular's mean gap is the hidden one, and who has left does not come", () => {
    const ratios: number[] = [];
    for (const [customer, own] of byGuest) {
      const truth = street.truth(customer)!;
      const gaps = own.slice(1).map((r, i) => dayNo(r) - dayNo(own[i]!));
      expect(Math.min(...gaps, 1)).toBeGreaterThanOrEqual(0);
      expect(dayNo(own.at(-1)!) - dayNo(own[0]!)).toBeLessThanOrEqual(truth.stayDays);
      if (gaps.length < 12 || truth.kind === 'family') continue;
      ratios.push(gaps.reduce((a, b) => a + b, 0) / gaps.length / truth.gapDays);
    }
    const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
    expect(ratios.length).toBeGreaterThan(200);
    // Gaps are whole days of at least one, and office people wait for Monday: a little longer than drawn.
    expect(mean).toBeGreaterThan(0.95);
    expect(mean).toBeLessThan(1.2);
    expect(ratios.filter((r) => r > 0.6 && r < 1.7).length / ratios.length).toBeGreaterThan(0.95);
  });

  test('office people come on weekdays, families at weekends', () => {
    const weekendShare = (kind: string): number => {
      const own = known.filter((r) => street.truth(r.customer!)!.kind === kind);
      return own.filter((r) => [0, 6].includes(new Date(dayOf(r)).getUTCDay())).length / own.length;
    };
    expect(weekendShare('office')).toBeLessThan(0.1);
    expect(weekendShare('family')).toBeGreaterThan(0.7);
  });

  test('most of what a regular eats is a few dishes', () => {
    const shares = [...byGuest.values()]
      .filter((own) => own.length >= 20)
      .map((own) => {
        const bowls = own.flatMap((r) => r.lines.filter((l) => l.category === '面'));
        const counts = [...Map.groupBy(bowls, (l) => l.sku).values()].map((same) => same.length);
        return Math.max(...counts) / bowls.length;
      });
    expect(shares.reduce((a, b) => a + b, 0) / shares.length).toBeGreaterThan(0.35);
  });
});

test('the file has the columns of the preset and the same money as the receipts', () => {
  const [header, ...rows] = [...street.csv()].map((line) => line.trimEnd().split(','));
  expect(header!.join()).toBe('order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount');
  expect(rows.every((row) => row.length === 10)).toBe(true);
  expect(rows.every((row) => /^2026-\d\d-\d\d \d\d:\d\d:\d\d$/.test(row[2]!))).toBe(true);
  const fen = rows.reduce((sum, row) => sum + Math.round(Number(row[8]) * 100), 0);
  expect(fen).toBe(receipts.reduce((sum, r) => sum + totalMinor(r), 0));
  expect(rows.filter((row) => row[9] !== '0.00').length).toBeGreaterThan(500);
});

test('a receipt becomes the body of a request of the till', () => {
  const named = known[0]!;
  expect(orderBody(named)).toEqual({
    orderRef: named.orderRef,
    storeCode: named.storeCode,
    orderedAt: named.orderedAt,
    customer: { kind: 'member_no', value: named.customer },
    coupons: [],
    lines: named.lines.map((l) => ({
      sku: l.sku,
      name: l.product,
      category: l.category,
      quantity: String(l.quantity),
      amount: (l.amountMinor / 100).toFixed(2),
      discount: (l.discountMinor / 100).toFixed(2),
    })),
  });
  expect(orderBody(receipts.find((r) => r.customer === null)!)).not.toHaveProperty('customer');
});

test('options out of range and days that are none are refused', () => {
  expect(() => createStreet({ ...OPTIONS, days: 0 })).toThrow('1 to 3,660');
  expect(() => createStreet({ ...OPTIONS, guests: 1.5 })).toThrow('guests');
  expect(() => createStreet({ ...OPTIONS, endDay: '31.10.2026' })).toThrow('YYYY-MM-DD');
  expect(() => street.nextDays({ from: '2020-01-01', days: 3, offers: [] })).toThrow('no day before');
});
