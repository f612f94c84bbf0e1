import { describe, expect, test } from 'vitest';
import { activityOf, classify, loyaltyOf, valuesOf, yardstickOf } from '../classes.ts';
import { byDay, spendIn, standingOf, type Standing } from '../history.ts';

const own = (gapDays: number) => ({ gapDays, isOwn: true });

describe('the yardstick', () => {
  test('is the own gap from three visit days on, else the one of the merchant, else 30 days', () => {
    expect(yardstickOf({ visitDays: 3, medianGapDays: 12.5 }, 20)).toEqual({ gapDays: 12.5, isOwn: true });
    expect(yardstickOf({ visitDays: 2, medianGapDays: 12 }, 20)).toEqual({ gapDays: 20, isOwn: false });
    expect(yardstickOf({ visitDays: 1, medianGapDays: null }, null)).toEqual({ gapDays: 30, isOwn: false });
  });
});

describe('activity', () => {
  test.each([
    // gap 14: active to 28, cooling to 42, sleeping to 84, lost from 85
    [14, 0, 'active'],
    [14, 28, 'active'],
    [14, 29, 'cooling'],
    [14, 42, 'cooling'],
    [14, 43, 'sleeping'],
    [14, 84, 'sleeping'],
    [14, 85, 'lost'],
    // gap 10.5: to 21, to 31.5, to 63
    [10.5, 21, 'active'],
    [10.5, 22, 'cooling'],
    [10.5, 31, 'cooling'],
    [10.5, 32, 'sleeping'],
    [10.5, 64, 'lost'],
    // A daily guest is measured by 7 days: to 14, to 21, to 42.
    [1, 14, 'active'],
    [1, 15, 'cooling'],
    [1, 43, 'lost'],
  ] as const)('with a gap of %f days, %i days after the last visit: %s', (gap, recencyDays, expected) => {
    expect(activityOf({ visitDays: 5, recencyDays }, own(gap))).toBe(expected);
  });

  test('of who came once is new first, and like that of the others later', () => {
    const merchants = { gapDays: 14, isOwn: false };
    expect(activityOf({ visitDays: 1, recencyDays: 28 }, merchants)).toBe('new');
    expect(activityOf({ visitDays: 1, recencyDays: 29 }, merchants)).toBe('cooling');
    expect(activityOf({ visitDays: 1, recencyDays: 85 }, merchants)).toBe('lost');
  });
});

describe('loyalty', () => {
  test.each([
    [1, 0, 'new'],
    [2, 400, 'occasional'],
    [3, 400, 'occasional'],
    [4, 27, 'occasional'],
    [4, 28, 'regular'],
    [9, 400, 'regular'],
    [10, 89, 'regular'],
    [10, 90, 'devoted'],
    [30, 29, 'regular'],
  ] as const)('%i visit days over %i days: %s', (visitDays, span, expected) => {
    expect(loyaltyOf({ visitDays, firstDay: 100, lastDay: 100 + span })).toBe(expected);
  });
});

const standing = (change: Partial<Standing> & { customerId: string }): Standing => ({
  firstDay: 0,
  lastDay: 0,
  recencyDays: 0,
  visitDays: 1,
  orders: 1,
  monetaryMinor: 0,
  yearMinor: 0,
  medianGapDays: null,
  gapSpreadDays: null,
  ...change,
});

describe('value', () => {
  test('of eleven who spent: three on top, three in the middle, five low', () => {
    const all = Array.from({ length: 11 }, (_, i) => standing({ customerId: `c${i}`, yearMinor: 1_100 - i * 100 }));
    const values = valuesOf(all);
    expect(all.map(({ customerId }) => values.get(customerId)).join(' ')).toBe(
      'top top top middle middle middle low low low low low',
    );
  });

  test('a single customer is on top; who spent nothing has none', () => {
    expect(valuesOf([standing({ customerId: 'a', yearMinor: 1 })]).get('a')).toBe('top');
    const classes = classify([standing({ customerId: 'a', yearMinor: 0 })]);
    expect(classes.customers[0]?.value).toBe('none');
    expect(classes.merchantGapDays).toBeNull();
  });

  test('of equal spend goes to who came on more days, then to who came later, then by id', () => {
    const values = valuesOf([
      standing({ customerId: 'd', yearMinor: 500 }),
      standing({ customerId: 'b', yearMinor: 500, lastDay: 9 }),
      standing({ customerId: 'c', yearMinor: 500 }),
      standing({ customerId: 'a', yearMinor: 500, visitDays: 2 }),
      standing({ customerId: 'e', yearMinor: 500 }),
      standing({ customerId: 'f', yearMinor: 500 }),
    ]);
    // Two of six are a fifth rounded up; three are the half.
    expect([...values]).toEqual([
      ['a', 'top'],
      ['b', 'top'],
      ['c', 'middle'],
      ['d', 'low'],
      ['e', 'low'],
      ['f', 'low'],
    ]);
  });
});

describe('a standing', () => {
  const history = { customerId: 'a', days: [10, 10, 17, 30, 400], payablesMinor: [100, 50, 0, 700, 9] };

  test('knows nothing of later days', () => {
    expect(standingOf(history, 9)).toBeNull();
    const counted = { firstDay: 10, lastDay: 17, recencyDays: 0, visitDays: 2, orders: 3 };
    const spent = { monetaryMinor: 150, yearMinor: 150 };
    expect(standingOf(history, 17)).toEqual(
      standing({ customerId: 'a', ...counted, ...spent, medianGapDays: 7, gapSpreadDays: 0 }),
    );
  });

  test("counts in the year's spend the 365 days that end on the day", () => {
    // As of day 394 the year begins on day 30; as of 395 on day 31.
    expect(standingOf(history, 394)).toMatchObject({ recencyDays: 364, yearMinor: 700, monetaryMinor: 850 });
    expect(standingOf(history, 395)).toMatchObject({ recencyDays: 365, yearMinor: 0 });
    expect(standingOf(history, 400)).toMatchObject({ recencyDays: 0, yearMinor: 9, orders: 5, visitDays: 4 });
  });
});

describe('the spend in a span', () => {
  const history = { customerId: 'a', days: [10, 10, 17, 30, 31], payablesMinor: [100, 50, 0, 700, 9] };

  test('counts its first and its last day, and a day with two orders once', () => {
    expect(spendIn(history, { from: 10, to: 30 })).toEqual({ spendMinor: 850, visitDays: 3, lastDay: 30 });
    expect(spendIn(history, { from: 11, to: 29 })).toEqual({ spendMinor: 0, visitDays: 1, lastDay: 17 });
    expect(spendIn(history, { from: 40, to: 50 })).toMatchObject({ spendMinor: 0, visitDays: 0 });
  });
});

test('a history is put in the order of its days, each with what was paid on it', () => {
  const history = { customerId: 'a', days: [12, 10, 11], payablesMinor: [3, 1, 2] };
  expect(byDay(history)).toEqual({ customerId: 'a', days: [10, 11, 12], payablesMinor: [1, 2, 3] });
  expect(history.days).toEqual([12, 10, 11]);
});
