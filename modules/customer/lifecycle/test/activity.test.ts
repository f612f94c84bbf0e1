import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { activityHistory, rhythmDays } from '../activity.ts';

/** `new 0, slowing 61` of visit days and today. */
const told = (days: readonly number[], today: number): string =>
  activityHistory(days, today)
    .map(({ activity, since }) => `${activity} ${since}`)
    .join(', ');

describe('the activity of a person', () => {
  test.each<[says: string, days: number[], today: number, expected: string]>([
    ['nobody who never came has one', [], 500, ''],
    ['a single visit is new until two months of absence', [0], 60, 'new 0'],
    ['and fades by the gap of those whose rhythm is not known', [0], 200, 'new 0, slowing 61, lapsing 91, lost 181'],
    ['a second visit makes active', [0, 20], 40, 'new 0, active 20'],
    [
      'the own rhythm counts from the third visit day',
      [0, 10, 20],
      90,
      'new 0, active 10, slowing 41, lapsing 51, lost 81',
    ],
    ['a daily guest is measured by a week', [0, 1, 2, 3], 20, 'new 0, active 1, slowing 18'],
    ['half days of a middle gap count', [0, 10, 25], 60, 'new 0, active 10, slowing 51'],
    [
      'who was lapsing and comes back has returned',
      [0, 10, 20, 55],
      60,
      'new 0, active 10, slowing 41, lapsing 51, returned 55',
    ],
    ['who was only slowing has not', [0, 10, 20, 45], 50, 'new 0, active 10, slowing 41, active 45'],
    [
      'the visit after a return makes active again',
      [0, 10, 20, 90, 99],
      100,
      'new 0, active 10, slowing 41, lapsing 51, lost 81, returned 90, active 99',
    ],
    ['visits after today do not count', [0, 10, 20, 30], 15, 'new 0, active 10'],
  ])('%s', (...[, days, today, expected]) => {
    expect(told(days, today)).toBe(expected);
  });

  test('as it is told for a day does not change with what comes later', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const days = [...new Set(Array.from({ length: random.int(30) }, () => random.int(400)))].sort((a, b) => a - b);
      const whole = activityHistory(days, 500);
      for (let ask = 0; ask < 20; ask += 1) {
        const day = random.int(500);
        expect(activityHistory(days, day)).toEqual(whole.filter(({ since }) => since <= day));
      }
    }
  });

  test('has the middle gap as its rhythm', () => {
    expect([[], [5], [5, 9], [5, 9, 14], [0, 3, 10, 20]].map(rhythmDays)).toEqual([null, null, null, 4.5, 7]);
  });
});
