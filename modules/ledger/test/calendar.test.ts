import { expect, test } from 'vitest';
import { lastDayOnEarth, lastSettledDay, periodOf, utcDayEnd } from '../calendar.ts';

const now = new Date('2026-03-02T10:00:00Z');
const count = { timeZone: 'Asia/Shanghai', dayStartMinute: 240 };
const asked = (from?: string, to?: string) => periodOf({ from, to }, { now, count });

test('a day is over everywhere when it is over in the last zone on earth', () => {
  expect(lastDayOnEarth(new Date('2026-03-02T11:59:59Z'))).toBe('2026-03-01');
  expect(lastDayOnEarth(new Date('2026-03-02T12:00:00Z'))).toBe('2026-03-02');
});

test('a snapshot leaves a whole day for transactions that commit late', () => {
  expect(lastSettledDay(new Date('2026-03-02T00:00:00Z'))).toBe('2026-02-28');
  expect(utcDayEnd('2026-02-28').toISOString()).toBe('2026-03-01T00:00:00.000Z');
});

test('a period is of business days, in the zone and from the minute at which the shop begins its day', () => {
  const period = asked('2026-02-01', '2026-02-28');
  expect(period.ok && [period.value.since.toISOString(), period.value.until.toISOString()]).toEqual([
    '2026-01-31T20:00:00.000Z',
    '2026-02-28T20:00:00.000Z',
  ]);
});

test('a period that nobody named is the 30 days that end today', () => {
  const period = asked();
  expect(period.ok && [period.value.from, period.value.to]).toEqual(['2026-02-01', '2026-03-02']);
});

test.each([
  ['turned round', '2026-03-02', '2026-03-01'],
  ['too long', '2015-01-01', '2026-03-01'],
  ['before all time', '0000-01-01', '0000-02-01'],
  ['after all time', '9999-12-01', '9999-12-31'],
])('a period that is %s is refused', (_, from, to) => {
  expect(asked(from, to)).toMatchObject({ ok: false, refusal: { code: 'period_invalid' } });
});
