import { describe, expect, test } from 'vitest';
import { MINUTE_MS, seededRandom } from '@shuke/kernel';
import { companyOf } from '../footfall/pairs.ts';
import { spendOf, type VisitOrder } from '../footfall/spend.ts';
import { meanDwellMs, visitsOf, type Sighting } from '../footfall/visits.ts';

const min = (n: number): number => n * MINUTE_MS;
const seen = (visitor: string, ...minutes: number[]): Sighting[] =>
  minutes.map((n) => ({ visitor, storeId: 'S', atMs: min(n) }));

describe('visits', () => {
  test('last from the first sighting to the last, and end where nobody is seen for more than half an hour', () => {
    const visits = visitsOf([...seen('a', 0, 30, 5), ...seen('a', 61, 70)]);
    expect(visits.map(({ fromMs, untilMs }) => [fromMs / MINUTE_MS, untilMs / MINUTE_MS])).toEqual([
      [0, 30],
      [61, 70],
    ]);
  });

  test('of one sighting have no length that anybody knows', () => {
    const visits = visitsOf([...seen('a', 0), ...seen('b', 0, 4)]);
    expect(visits).toHaveLength(2);
    expect(meanDwellMs(visits)).toBe(min(4));
    expect(meanDwellMs(visitsOf(seen('a', 0)))).toBeNull();
  });

  test('are each of one store', () => {
    expect(visitsOf([...seen('a', 0), { visitor: 'a', storeId: 'T', atMs: min(1) }])).toHaveLength(2);
  });
});

describe('company', () => {
  const together = (visits: ReturnType<typeof visitsOf>, tables: Parameters<typeof companyOf>[1] = []) =>
    companyOf(visits, tables);

  test('needs two occasions of coming and going together', () => {
    const once = visitsOf([...seen('a', 0, 8), ...seen('b', 1, 9)]);
    expect(together(once).pairs).toBe(0);
    const twice = visitsOf([...seen('a', 0, 8, 500, 508), ...seen('b', 1, 9, 501, 507)]);
    expect(together(twice)).toMatchObject({ pairs: 1 });
    expect(together(twice).together.size).toBe(4);
  });

  test('is not whom one only meets, nor who leaves later, nor oneself', () => {
    const met = visitsOf([...seen('a', 0, 8, 500, 508), ...seen('b', 5, 20, 505, 530)]);
    expect(together(met).pairs).toBe(0);
    const later = visitsOf([...seen('a', 0, 8, 500, 508), ...seen('b', 0, 20, 500, 530)]);
    expect(together(later).pairs).toBe(0);
    expect(together(visitsOf(seen('a', 0, 8, 500, 508))).pairs).toBe(0);
  });

  test('is also who scans the code of one table during one stay', () => {
    const visits = visitsOf([...seen('a', 0, 8), ...seen('b', 4, 20), ...seen('c', 4, 20)]);
    const scan = (visitor: string, touchpointId: string) => ({ visitor, touchpointId, atMs: min(6) });
    const found = together(visits, [scan('a', 'T7'), scan('b', 'T7'), scan('c', 'T8')]);
    expect(found.pairs).toBe(1);
    expect([...found.together].map(({ visitor }) => visitor).sort()).toEqual(['a', 'b']);
  });

  test('is what comparing everybody with everybody finds', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 60; round += 1) {
      const sightings = Array.from({ length: 120 }, () => seen(`v${random.int(8)}`, random.int(400))).flat();
      const visits = visitsOf(sightings, min(5));
      const met = new Map<string, number>();
      visits.forEach((a, i) =>
        visits.slice(i + 1).forEach((b) => {
          if (a.visitor === b.visitor || a.fromMs === a.untilMs || b.fromMs === b.untilMs) return;
          if (Math.abs(a.fromMs - b.fromMs) > min(2) || Math.abs(a.untilMs - b.untilMs) > min(2)) return;
          const key = [a.visitor, b.visitor].sort().join(' ');
          met.set(key, (met.get(key) ?? 0) + 1);
        }),
      );
      expect(companyOf(visits).pairs).toBe([...met.values()].filter((n) => n >= 2).length);
    }
  });
});

test('an order counts once, on a visit of who paid it', () => {
  const visits = visitsOf([...seen('a', 0, 8), ...seen('a', 100, 108), ...seen('b', 0, 8)]);
  const order = (visitor: string, minute: number): VisitOrder => ({
    visitor,
    storeId: 'S',
    atMs: min(minute),
    amountMinor: 100,
  });
  expect(spendOf(visits, [order('a', 5), order('a', 105), order('b', 60), order('c', 5)])).toEqual({
    orders: 2,
    amountMinor: 200,
  });
});
