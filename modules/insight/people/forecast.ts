import type { InsightNextVisits } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { ACTIVITY_CLASSES } from '@shuke/contract';
import { fit, score, type Summary } from '@shuke/models/customer-base';
import { answering, type Answer, type Asked } from '../asking/asking.ts';
import { dayText } from '../asking/day.ts';
import { classifiedAsOf } from './classified.ts';
import { FALLBACK_GAP_DAYS, OWN_RHYTHM_VISIT_DAYS, type Classified } from './classes.ts';

const HORIZON_DAYS = 30;
const LOST = ACTIVITY_CLASSES.indexOf('lost');

/** When customers are due by their own rhythm, and how many visits their history makes one expect. */
export const nextVisits = (ctx: Ctx, asked: Asked): Answer<InsightNextVisits> =>
  answering(ctx, asked, async (question) => {
    const { to } = question.period;
    const classified = classifiedAsOf(await question.people(), to);
    const due = dueDays(classified);
    return {
      ...question.frame('nextVisits'),
      customers: classified.count,
      merchantGapDays: classified.merchantGapDays,
      overdue: due.overdue,
      dueLater: due.later,
      lost: due.lost,
      days: Array.from(due.byDay, (customers, i) => ({ day: dayText(to + 1 + i), customers })),
      expected: expectation(classified),
    };
  });

interface Due {
  /** Who should have come by the day of the question. */
  overdue: number;
  readonly byDay: Uint32Array;
  later: number;
  lost: number;
}

/** Everybody is due one gap after the last visit, the own one from three visit days on; who is lost is not waited for. */
export function dueDays(classified: Classified): Due {
  const { count, asOf, lastDay, visitDays, gapHalves, activity, merchantGapDays } = classified;
  const due = { overdue: 0, byDay: new Uint32Array(HORIZON_DAYS), later: 0, lost: 0 };
  for (let at = 0; at < count; at += 1) {
    const isOwn = visitDays[at]! >= OWN_RHYTHM_VISIT_DAYS;
    const gapDays = isOwn ? gapHalves[at]! / 2 : (merchantGapDays ?? FALLBACK_GAP_DAYS);
    const after = lastDay[at]! + Math.max(1, Math.ceil(gapDays)) - asOf - 1;
    if (activity[at] === LOST) due.lost += 1;
    else if (after < 0) due.overdue += 1;
    else if (after < HORIZON_DAYS) due.byDay[after]! += 1;
    else due.later += 1;
  }
  return due;
}

// As many customers tell the model's parameters to some percent, in a tenth of a second.
const SAMPLE = 5_000;
const LEAST_CUSTOMERS = 50;

/** Visit days expected of all customers in the next 30 days by MBG/NBD, from every n-th of them; null where it cannot be told. */
function expectation(classified: Classified): InsightNextVisits['expected'] {
  const { count } = classified;
  if (count < LEAST_CUSTOMERS) return null;
  const step = Math.ceil(count / SAMPLE);
  const summary = summaryOf(classified, step);
  const size = summary.frequency.length;
  const fitted = fit(summary);
  const scores = fitted.ok ? score(fitted.value, summary, HORIZON_DAYS) : fitted;
  if (!fitted.ok || !scores.ok || !fitted.value.converged) return null;
  const mean = (values: Float64Array) => values.reduce((all, value) => all + value, 0) / size;
  return {
    method: 'mbg/nbd' as const,
    days: HORIZON_DAYS,
    visits: Math.round(mean(scores.value.expected) * count),
    stillCustomers: Math.round(mean(scores.value.alive) * count),
    fromCustomers: size,
    unidentified: [...fitted.value.unidentified],
  };
}

function summaryOf({ count, asOf, firstDay, lastDay, visitDays }: Classified, step: number): Summary {
  const places = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  return {
    frequency: Float64Array.from(places, (at) => visitDays[at]! - 1),
    recency: Float64Array.from(places, (at) => lastDay[at]! - firstDay[at]!),
    age: Float64Array.from(places, (at) => asOf - firstDay[at]!),
  };
}
