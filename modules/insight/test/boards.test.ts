import { describe, expect, test } from 'vitest';
import { comingIn } from '../people/coming.ts';
import { cohortGrid } from '../people/cohort-grid.ts';
import { classifiedOf } from '../people/classified.ts';
import { dueDays } from '../people/due.ts';
import { dayNumber, monthNumber } from '../asking/day.ts';
import { peopleFrom, type Did } from './people.ts';

const on = (day: string, net = 100, orders = 1): Did => [dayNumber(day), net, orders];

describe('new and returning guests', () => {
  const people = peopleFrom({
    a: [on('2026-01-05'), on('2026-01-20', 250, 2), on('2026-02-03', 40)],
    b: [on('2026-02-10', 70), on('2026-02-11', 30)],
    // Only got money back in February.
    c: [on('2026-01-07', 90), on('2026-02-01', -90, 0)],
  });
  const [january, february] = comingIn(people, [
    { from: dayNumber('2026-01-01'), to: dayNumber('2026-01-31') },
    { from: dayNumber('2026-02-01'), to: dayNumber('2026-02-28') },
  ]);

  test('are new in the span of their first order, with all that they bought in it', () => {
    expect(january).toEqual({
      fresh: { guests: 2, orders: 4, netMinor: 440 },
      returning: { guests: 0, orders: 0, netMinor: 0 },
    });
  });

  test('are returning later, among them money paid back to who did not come', () => {
    expect(february).toEqual({
      fresh: { guests: 1, orders: 2, netMinor: 100 },
      returning: { guests: 1, orders: 1, netMinor: -50 },
    });
  });
});

test('a cohort counts a customer once a month, from the month of the first order on', () => {
  const people = peopleFrom({
    a: [on('2026-01-05'), on('2026-01-20'), on('2026-03-03', 40)],
    b: [on('2026-01-31', 70), on('2026-02-11', 30), on('2026-04-01', 5)],
    c: [on('2026-03-01', 9)],
    d: [on('2025-12-31', 1_000), on('2026-01-10', 7)],
  });
  const [first, last] = [monthNumber(dayNumber('2026-01-01')), monthNumber(dayNumber('2026-03-01'))];
  expect(cohortGrid(people, { first, last, lastDay: dayNumber('2026-03-31') })).toEqual([
    [
      { customers: 2, netMinor: 270 },
      { customers: 1, netMinor: 30 },
      { customers: 1, netMinor: 40 },
    ],
    [
      { customers: 0, netMinor: 0 },
      { customers: 0, netMinor: 0 },
    ],
    [{ customers: 1, netMinor: 9 }],
  ]);
});

test('customers are due one gap after the last visit: the own, else the one of the others', () => {
  const every = (...days: number[]): Did[] => days.map((day) => [day, 1]);
  const people = peopleFrom({
    // Own gap 10, due on day 210: ten days after the question.
    a: every(180, 190, 200),
    // Came twice: by the merchant's gap, the middle of 10, 20 and 30.
    b: every(170, 190),
    // Own gap 30, due on 195, five days ago.
    c: every(105, 135, 165),
    // Long gone by any gap.
    d: every(0),
  });
  const due = dueDays(classifiedOf(people, 200));
  expect({ ...due, byDay: [...due.byDay].flatMap((count, i) => (count > 0 ? [[i + 1, count]] : [])) }).toEqual({
    overdue: 1,
    byDay: [[10, 2]],
    later: 0,
    lost: 1,
  });
});
