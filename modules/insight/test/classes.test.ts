import { ACTIVITY_CLASSES, LOYALTY_CLASSES, VALUE_CLASSES } from '@shuke/contract';
import { describe, expect, test } from 'vitest';
import { classifiedOf } from '../people/classified.ts';
import { activityOf, loyaltyOf, yardstickOf } from '../people/classes.ts';
import { figuresOf } from '../people/customer-figures.ts';
import { spenders } from '../people/spenders.ts';
import { spendsIn } from '../people/spends.ts';
import { idOf, peopleFrom, type Did } from './people.ts';

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
    expect(ACTIVITY_CLASSES[activityOf({ visitDays: 5, recencyDays }, gap)]).toBe(expected);
  });

  test.each([
    [28, 'new'],
    [29, 'cooling'],
    [85, 'lost'],
  ] as const)(
    'of who came once is new first, and like that of the others later: %i days, %s',
    (recencyDays, expected) => {
      expect(ACTIVITY_CLASSES[activityOf({ visitDays: 1, recencyDays }, 14)]).toBe(expected);
    },
  );
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
    expect(LOYALTY_CLASSES[loyaltyOf({ visitDays, firstDay: 100, lastDay: 100 + span })]).toBe(expected);
  });
});

/** The value classes of people as of day 400, by letter. */
function valuesOf(people: Record<string, readonly Did[]>): string {
  const { value, count } = classifiedOf(peopleFrom(people), 400);
  return Array.from({ length: count }, (_, at) => VALUE_CLASSES[value[at]!]).join(' ');
}

describe('value', () => {
  test('of eleven who spent: three on top, three in the middle, five low', () => {
    const people = Object.fromEntries(
      Array.from('abcdefghijk').map((letter, i) => [letter, [[400, 1_100 - i * 100]] as Did[]]),
    );
    expect(valuesOf(people)).toBe('top top top middle middle middle low low low low low');
  });

  test('a single customer is on top; who spent nothing, or got all of it back, has none', () => {
    expect(valuesOf({ a: [[400, 1]] })).toBe('top');
    expect(valuesOf({ a: [[400, 0]] })).toBe('none');
    expect(
      valuesOf({
        a: [
          [399, 50],
          [400, -50, 0],
        ],
      }),
    ).toBe('none');
    expect(classifiedOf(peopleFrom({ a: [[400, 0]] }), 400).merchantGapDays).toBeNull();
  });

  test('of equal spend goes to who came on more days, then to who came later, then by id', () => {
    const people = {
      a: [
        [390, 200],
        [391, 300],
      ],
      b: [[399, 500]],
      c: [[391, 500]],
      d: [[391, 500]],
      e: [[391, 500]],
      f: [[391, 500]],
    } satisfies Record<string, Did[]>;
    // Two of six are a fifth rounded up; three are the half.
    expect(valuesOf(people)).toBe('top top middle low low low');
  });

  test('is the same as by a full ranking, on seeded random spends with many equals', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const people = Object.fromEntries(
        Array.from('abcdefghijklmnopqrstuvwxyz').map((letter, i) => [
          letter,
          [[400, (i * i * seed) % (seed % 9 || 4)]] as Did[],
        ]),
      );
      const ranked = Object.entries(people)
        .map(([letter, [did]]) => ({ letter, spend: did![1] }))
        .filter(({ spend }) => spend > 0)
        .sort((a, b) => b.spend - a.spend || (a.letter < b.letter ? -1 : 1))
        .map(({ letter }) => letter);
      const classOf = (letter: string): string => {
        const rank = ranked.indexOf(letter);
        if (rank < 0) return 'none';
        return rank < ranked.length / 5 ? 'top' : rank < ranked.length / 2 ? 'middle' : 'low';
      };
      expect(valuesOf(people)).toBe(Object.keys(people).map(classOf).join(' '));
    }
  });
});

describe('a standing', () => {
  const people = peopleFrom({
    a: [
      [10, 150, 2],
      [17, 0],
      [30, 700],
      [400, 9],
    ],
  });
  const asOf = (day: number) => figuresOf(classifiedOf(people, day), 0);

  test('knows nothing of later days', () => {
    expect(classifiedOf(people, 9).count).toBe(0);
    expect(asOf(17)).toMatchObject({
      firstDay: '1970-01-11',
      lastDay: '1970-01-18',
      recencyDays: 0,
      visitDays: 2,
      orders: 3,
      monetaryMinor: 150,
      yearMinor: 150,
      medianGapDays: 7,
      gapSpreadDays: 0,
    });
  });

  test("counts in the year's spend the 365 days that end on the day", () => {
    // As of day 394 the year begins on day 30; as of 395 on day 31.
    expect(asOf(394)).toMatchObject({ recencyDays: 364, yearMinor: 700, monetaryMinor: 850 });
    expect(asOf(395)).toMatchObject({ recencyDays: 365, yearMinor: 0 });
    expect(asOf(400)).toMatchObject({ recencyDays: 0, yearMinor: 9, orders: 5, visitDays: 4 });
  });

  test('of who only got money back later is that of the last visit', () => {
    const returned = peopleFrom({
      a: [
        [10, 150],
        [20, -50, 0],
      ],
    });
    expect(figuresOf(classifiedOf(returned, 25), 0)).toMatchObject({
      lastDay: '1970-01-11',
      recencyDays: 15,
      visitDays: 1,
      orders: 1,
      monetaryMinor: 100,
    });
  });
});

test('the gap of a merchant counts each customer who came twice once, and nobody else', () => {
  const gapOf = (people: Record<string, readonly Did[]>) => classifiedOf(peopleFrom(people), 400).merchantGapDays;
  const every = (...days: number[]): Did[] => days.map((day) => [day, 1]);
  expect(gapOf({ a: every(1), b: every(2) })).toBeNull();
  expect(gapOf({ a: every(1), b: every(1, 15), c: every(1, 8), d: every(5), e: every(1, 31) })).toBe(14);
  // Gaps 7 and 8 are 7.5, with 10 the half way is 8.75.
  expect(gapOf({ a: every(0, 7, 15), b: every(0, 10) })).toBe(8.75);
});

describe('the spend in a span', () => {
  const people = peopleFrom({
    a: [
      [10, 150, 2],
      [17, 0],
      [30, 700],
      [31, 9],
    ],
    b: [[30, 700]],
    c: [[30, 0]],
    d: [[10, -3, 0]],
  });

  test('counts its first and its last day, and a day with two orders once', () => {
    expect(spenders(people, { from: 10, to: 30 }).ranked(0)).toEqual({
      customerId: idOf('a'),
      spendMinor: 850,
      visitDays: 3,
      lastDay: 30,
    });
  });

  test('leaves out who spent nothing or less', () => {
    const [all, none] = spendsIn(people, [
      { from: 10, to: 30 },
      { from: 40, to: 50 },
    ]);
    expect([...all!]).toEqual([850, 700]);
    expect([...none!]).toEqual([]);
  });
});
