import { expect, test } from 'vitest';
import { ALL_DAYS } from '@shuke/ledger';
import { addDays, addMonths, dayOf, endOf, lotOf, startOf } from '../calendar.ts';

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-02', 12, '2027-03-02'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
])('%s and %i months is %s', (day, months, then) => {
  expect(addMonths(day, months)).toBe(then);
});

test('days go over the ends of months and years', () => {
  expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
});

test('units end as their validity says: the first day on which they are gone', () => {
  const day = '2026-03-02';
  expect(endOf({ kind: 'never_ends' }, day)).toBe(ALL_DAYS.until);
  expect(endOf({ kind: 'days', days: 30 }, day)).toBe('2026-04-01');
  expect(endOf({ kind: 'months', months: 12, toMonthEnd: false }, day)).toBe('2027-03-02');
  expect(endOf({ kind: 'months', months: 12, toMonthEnd: true }, day)).toBe('2027-04-01');
  expect(endOf({ kind: 'months', months: 1, toMonthEnd: true }, '2026-01-31')).toBe('2026-03-01');
});

test('units that do not pend have no first day, so that those which end together are one lot', () => {
  const validity = { kind: 'months', months: 1, toMonthEnd: true } as const;
  expect(lotOf(validity, '2026-03-02')).toEqual(lotOf(validity, '2026-03-31'));
  expect(lotOf(validity, '2026-03-02', 7)).toEqual({ from: '2026-03-09', until: '2026-05-01' });
});

test('a business day begins when the merchant says', () => {
  const calendar = { timeZone: 'Asia/Shanghai', dayStartMinute: 240 };
  expect(startOf(calendar, '2026-03-02').toISOString()).toBe('2026-03-01T20:00:00.000Z');
  expect(dayOf(calendar, new Date('2026-03-01T19:59:59Z'))).toBe('2026-03-01');
  expect(dayOf(calendar, startOf(calendar, '2026-03-02'))).toBe('2026-03-02');
});
