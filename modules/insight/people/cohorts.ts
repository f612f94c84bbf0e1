import type { InsightCohorts } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { monthNumber, monthStart, monthText } from '../asking/day.ts';
import { shareBps } from '../asking/ratio.ts';
import { forEachPerson, type People } from './people.ts';

const DEFAULT_MONTHS = 12;

export interface AskedCohorts extends Asked {
  /** How many months of newcomers, the last that of the period's end. */
  readonly months?: number;
}

/** How many of those who first came in a month come in the months after it, and what they bring. */
export const cohorts = (ctx: Ctx, asked: AskedCohorts): Answer<InsightCohorts> =>
  answering(ctx, asked, async (question) => {
    const last = monthNumber(question.period.to);
    const first = last - (asked.months ?? DEFAULT_MONTHS) + 1;
    const grid = cohortGrid(await question.people(), { first, last, lastDay: question.period.to });
    return {
      ...question.frame('cohorts'),
      cohorts: grid.map((row, i) => cohortFigures(row, { month: first + i, question })),
    };
  });

export interface CohortMonth {
  customers: number;
  netMinor: number;
}

/** For each month of newcomers, from that month on: how many of them bought in the month, and what they brought. */
export function cohortGrid(
  people: People,
  { first, last, lastDay }: { first: number; last: number; lastDay: number },
): CohortMonth[][] {
  const grid = Array.from({ length: last - first + 1 }, (_, cohort) =>
    Array.from({ length: last - first - cohort + 1 }, () => ({ customers: 0, netMinor: 0 })),
  );
  const from = monthStart(first);
  const monthOf = monthTable(from, lastDay);
  forEachPerson(people, ({ start, day, orders, netMinor }, person) => {
    const end = start[person + 1]!;
    let place = start[person]!;
    while (place < end && orders[place] === 0) place += 1;
    if (place === end || day[place]! < from || day[place]! > lastDay) return;
    const born = monthOf[day[place]! - from]!;
    // A store can have paid back before it first sold to somebody, which belongs to the month if it was in it.
    while (place > start[person]! && day[place - 1]! >= from && monthOf[day[place - 1]! - from] === born) place -= 1;
    const row = grid[born]!;
    let counted = -1;
    for (; place < end && day[place]! <= lastDay; place += 1) {
      const month = monthOf[day[place]! - from]!;
      const cell = row[month - born]!;
      if (orders[place]! > 0 && month !== counted) {
        counted = month;
        cell.customers += 1;
      }
      cell.netMinor += netMinor[place]!;
    }
  });
  return grid;
}

/** The month of each day from one on, counted from that of the first: reading a calendar for every visit takes longer than the rest. */
function monthTable(from: number, to: number): Uint16Array {
  const first = monthNumber(from);
  return Uint16Array.from({ length: to - from + 1 }, (_, i) => monthNumber(from + i) - first);
}

function cohortFigures(row: readonly CohortMonth[], { month, question }: { month: number; question: Question }) {
  const customers = row[0]?.customers ?? 0;
  return {
    month: monthText(month),
    customers,
    months: row.map((cell, after) => ({
      after,
      customers: cell.customers,
      shareBps: shareBps(cell.customers, customers),
      net: question.money(cell.netMinor),
      complete: monthStart(month + after + 1) - 1 <= question.period.to,
    })),
  };
}
