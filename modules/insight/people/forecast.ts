import type { InsightNextVisits } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { answering, type Answer, type Asked } from '../asking/asking.ts';
import { dayText } from '../asking/day.ts';
import { HORIZON_DAYS } from './due.ts';

/** When customers are due by their own rhythm, and how many visits their history makes one expect. */
export const nextVisits = (ctx: Ctx, asked: Asked): Answer<InsightNextVisits> =>
  answering(ctx, asked, async (question) => {
    const { to } = question.period;
    const { customers, merchantGapDays, due, expected } = await question.walk('nextVisits', { asOf: to });
    return {
      ...question.frame('nextVisits'),
      customers,
      merchantGapDays,
      overdue: due.overdue,
      dueLater: due.later,
      lost: due.lost,
      days: Array.from(due.byDay, (coming, i) => ({ day: dayText(to + 1 + i), customers: coming })),
      expected: expected && {
        method: 'mbg/nbd' as const,
        days: HORIZON_DAYS,
        ...expected,
        unidentified: [...expected.unidentified],
      },
    };
  });
