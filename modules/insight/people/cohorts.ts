import type { InsightCohorts } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { monthNumber, monthStart, monthText } from '../asking/day.ts';
import { shareBps } from '../asking/ratio.ts';
import type { CohortMonth } from './cohort-grid.ts';

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
    const grid = await question.walk('cohorts', { first, last, lastDay: question.period.to });
    return {
      ...question.frame('cohorts'),
      cohorts: grid.map((row, i) => cohortFigures(row, { month: first + i, question })),
    };
  });

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
