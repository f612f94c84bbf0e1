import { describe, expect, test } from 'vitest';
import { bucketsOf } from '../asking/buckets.ts';
import { dayNumber, dayText, monthNumber, monthText } from '../asking/day.ts';
import { guestsIn } from '../people/guests.ts';
import { peopleFrom, type Did } from './people.ts';
import { choosePeriod, spanBefore, spanText, trendUnitOf } from '../asking/period.ts';

const span = (from: string, to: string) => ({ from: dayNumber(from), to: dayNumber(to) });

const chosen = (asked: { from?: string; to?: string }, data: string | null, today = '2026-03-10'): string => {
  const period = choosePeriod(asked, { dataDay: data === null ? null : dayNumber(data), today: dayNumber(today) });
  if (!period.ok) return period.refusal.code;
  const { from, to } = spanText(period.value);
  return `${from} ${to} ${period.value.chosenBy}`;
};

describe('days', () => {
  test('are numbers that count leap days', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('2024-03-01') - dayNumber('2024-02-28')).toBe(2);
    expect(dayText(dayNumber('2025-12-31') + 1)).toBe('2026-01-01');
    expect(monthText(monthNumber(dayNumber('1969-12-31')))).toBe('1969-12');
  });

  test('that do not exist are bugs', () => expect(() => dayNumber('2026-13-01')).toThrow());
});

describe('the period', () => {
  test.each([
    [{}, '2026-03-04', '2026-02-03 2026-03-04 latest_data'],
    [{}, null, '2026-02-09 2026-03-10 today'],
    [{ to: '2026-01-31' }, '2026-03-04', '2026-01-02 2026-01-31 caller'],
    [{ from: '2026-03-01' }, '2026-03-04', '2026-03-01 2026-03-04 caller'],
    [{ from: '2026-03-08' }, '2026-03-04', '2026-03-08 2026-03-08 caller'],
    [{ from: '2026-01-05', to: '2026-01-05' }, null, '2026-01-05 2026-01-05 caller'],
    [{ from: '2026-01-06', to: '2026-01-05' }, null, 'period_invalid'],
    [{ from: '2016-01-01', to: '2026-01-07' }, null, '2016-01-01 2026-01-07 caller'],
    [{ from: '2015-12-31', to: '2026-01-08' }, null, 'period_invalid'],
    [{ from: '1970-01-01', to: '1970-01-01' }, null, 'period_invalid'],
    [{ from: '1970-01-02', to: '1970-01-02' }, null, '1970-01-02 1970-01-02 caller'],
    [{ from: '2999-12-31', to: '3000-01-01' }, null, 'period_invalid'],
  ])('asked for %o with data to %s is %s', (asked, data, expected) => {
    expect(chosen(asked, data)).toBe(expected);
  });

  test('is compared with as many days right before it', () => {
    expect(spanText(spanBefore(span('2026-03-01', '2026-03-31')))).toEqual({
      from: '2026-01-29',
      to: '2026-02-28',
      days: 31,
    });
  });
});

describe('a trend', () => {
  const buckets = (from: string, to: string): string[] =>
    bucketsOf(span(from, to), trendUnitOf(span(from, to))).map((one) => `${dayText(one.from)} ${dayText(one.to)}`);

  test('goes by days up to 31', () => expect(buckets('2026-01-01', '2026-01-31')).toHaveLength(31));

  test('goes by weeks back from the last day up to 184, the first of them cut', () => {
    const weeks = buckets('2026-01-01', '2026-02-01');
    expect(weeks).toEqual([
      '2026-01-01 2026-01-04',
      '2026-01-05 2026-01-11',
      '2026-01-12 2026-01-18',
      '2026-01-19 2026-01-25',
      '2026-01-26 2026-02-01',
    ]);
  });

  test('goes by calendar months beyond, clipped to the period', () => {
    const months = buckets('2025-11-20', '2026-06-03');
    expect(months).toHaveLength(8);
    expect(months[0]).toBe('2025-11-20 2025-11-30');
    expect(months[3]).toBe('2026-02-01 2026-02-28');
    expect(months[7]).toBe('2026-06-01 2026-06-03');
  });
});

test('a guest counts once in each span, and as new only in the one of the first order ever', () => {
  const spans = [
    { from: 10, to: 19 },
    { from: 20, to: 29 },
  ];
  const came = (...days: number[]): Did[] => days.map((day) => [day, 1]);
  // Who only got money back in a span is no guest of it.
  const onlyBack: Did[] = [
    [5, 9],
    [15, -9, 0],
  ];
  const people = { a: came(10, 15, 20), b: came(5, 19), c: came(29, 30), d: came(5, 40), e: came(30), f: onlyBack };
  expect(guestsIn(peopleFrom(people), spans)).toEqual([
    { guests: 2, newGuests: 1 },
    { guests: 2, newGuests: 1 },
  ]);
});
