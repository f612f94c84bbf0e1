import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { outlookOf, type Visits } from '../outlook/outlook.ts';
import { dayText, dayNumber } from '../rule/days.ts';

const AS_OF = '2026-03-10';
const daysAgo = (days: number): string => dayText(dayNumber(AS_OF) - days);

/** People who came for a year, half of them until lately and half of them not for the last half of it. */
function peopleOf(count: number): Visits[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, i) => {
    const visitDays = 2 + random.int(20);
    const [firstDay, lastDay] = [daysAgo(300 + random.int(65)), daysAgo(i % 2 === 0 ? random.int(10) : 200)];
    const each = 1000 + 4000 * Number(i % 4 < 2) + random.int(500);
    return { customerId: `c${i}`, firstDay, lastDay, visitDays, monetaryMinor: visitDays * each };
  });
}

const people = peopleOf(400);
const outlook = outlookOf(people, AS_OF);
const byId = new Map(people.map((one) => [one.customerId, one]));

test('who came often and then not for long is less likely to be a customer still than who came lately', () => {
  const likely = new Set(outlook({ withinDays: 30, stillBps: { least: 8000 } }));
  const often = people.filter(({ visitDays }) => visitDays >= 10);
  const share = (gone: boolean): number => {
    const some = often.filter(({ lastDay }) => (lastDay === daysAgo(200)) === gone);
    return some.filter(({ customerId }) => likely.has(customerId)).length / some.length;
  };
  expect(share(false)).toBe(1);
  expect(share(true)).toBe(0);
});

test('the ends of a range part everybody, and more days bring more visits', () => {
  const at = (least: number, most: number) => outlook({ withinDays: 30, stillBps: { least, most } }).length;
  expect(at(0, 10_000)).toBe(people.length);
  expect(outlook({ withinDays: 90, visits: { least: 1 } }).length).toBeGreaterThan(
    outlook({ withinDays: 10, visits: { least: 1 } }).length,
  );
});

test('of who comes as often, who spends more a visit is expected to spend more', () => {
  const rich = outlook({ withinDays: 90, visits: { least: 2 }, amountMinor: { least: 8000 } });
  const visitors = outlook({ withinDays: 90, visits: { least: 2 } });
  const mean = (ids: readonly string[]) =>
    ids.reduce((sum, id) => sum + byId.get(id)!.monetaryMinor / byId.get(id)!.visitDays, 0) / ids.length;
  expect(rich.length).toBeGreaterThan(0);
  expect(rich.length).toBeLessThan(visitors.length);
  expect(mean(rich)).toBeGreaterThan(mean(visitors));
});

test('of too few people nothing is expected', () => {
  expect(outlookOf(peopleOf(20), AS_OF)({ withinDays: 30, stillBps: { least: 0 } })).toEqual([]);
});
