import { describe, expect, test } from 'vitest';
import { admitUsage } from '../admit-usage.ts';
import { liveRules } from '../promotion.ts';
import { counterKey, countersOf, keysAsked, periodKey, usageRowsOf, type UsageRow } from '../usage.ts';
import { draft } from './shop.ts';

const row = (uses: number, own: Partial<UsageRow> = {}): UsageRow => ({
  merchantId: 'm',
  customerId: 'c',
  promotionId: 'p',
  caps: { perCustomer: 3, perPeriod: 2 },
  period: 'day',
  day: '2026-03-02',
  uses,
  ...own,
});
const usedOf = (used: Record<string, number>) =>
  new Map(countersOf(row(1)).map((counter) => [counterKey(counter), used[counter.periodKey] ?? 0]));

describe('the period of a cap', () => {
  test.each([
    ['day', '2026-03-01', '2026-03-01'],
    ['month', '2026-03-01', '2026-03'],
    ['week', '2026-03-02', 'w2026-03-02'],
    ['week', '2026-03-08', 'w2026-03-02'],
    ['week', '2026-03-09', 'w2026-03-09'],
    ['week', '2026-01-01', 'w2025-12-29'],
  ] as const)('a %s holds %s as %s', (period, day, key) => {
    expect(periodKey(period, day)).toBe(key);
  });
});

describe('admitting uses', () => {
  test('goes by order of arrival, against the cap of the customer and that of the period', () => {
    const rows = [row(1), row(2), row(1), row(1), row(1, { day: '2026-03-03' })];
    const { fits, moves } = admitUsage(rows, usedOf({}));
    expect(fits).toEqual([true, false, true, false, true]);
    expect(moves.map(({ periodKey: key, by, cap }) => [key, by, cap])).toEqual([
      ['ever', 3, 3],
      ['2026-03-02', 2, 2],
      ['2026-03-03', 1, 2],
    ]);
  });

  test('leaves nothing behind of a group of which one row does not fit', () => {
    const other = { promotionId: 'q', caps: { perCustomer: 1 } };
    const rows = [row(2, { group: 'a' }), row(2, { group: 'a', ...other }), row(2, { group: 'b' })];
    const { fits, moves } = admitUsage(rows, usedOf({}));
    expect(fits).toEqual([false, false, true]);
    expect(moves.map(({ promotionId, by }) => [promotionId, by])).toEqual([
      ['p', 2],
      ['p', 2],
    ]);
  });

  test('gives back at most what was counted, and never refuses it', () => {
    const { fits, moves } = admitUsage([row(-2), row(1)], usedOf({ ever: 5, '2026-03-02': 1 }));
    expect(fits).toEqual([true, false]);
    expect(moves.map(({ by, cap }) => [by, cap])).toEqual([
      [-2, null],
      [-1, null],
    ]);
  });
});

test('only what is capped by customer is asked for and counted', () => {
  const rule = (promotionId: string, caps: object) => ({ ...draft({ caps }).terms, promotionId, version: 1 });
  const rules = liveRules('CNY', [
    { rule: rule('free', {}), period: 'day' },
    { rule: rule('order', { perOrder: 1 }), period: 'day' },
    { rule: rule('weekly', { perPeriod: 1 }), period: 'week' },
    { rule: rule('once', { perCustomer: 1 }), period: 'day' },
  ]);
  expect(keysAsked(rules, '2026-03-04')).toEqual(['w2026-03-02', 'ever']);
  expect(keysAsked(liveRules('CNY', []), '2026-03-04')).toEqual([]);
  const uses = ['free', 'order', 'weekly', 'once'].map((promotionId) => ({ promotionId, uses: 1 }));
  const rows = usageRowsOf(rules, { merchantId: 'm', customerId: 'c', day: '2026-03-04', uses });
  expect(rows.map(({ promotionId }) => promotionId)).toEqual(['weekly', 'once']);
});
