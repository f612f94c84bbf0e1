import { refuse, ok, type Refusal, type Result } from '@shuke/kernel';
import { dayNumber, dayText, type DayNumber } from './day.ts';

/** Business days, both included. */
export interface Span {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

export interface Period extends Span {
  readonly chosenBy: 'caller' | 'latest_data' | 'today';
}

/** What was asked for, `YYYY-MM-DD`. */
export interface AskedDays {
  readonly from?: string;
  readonly to?: string;
}

const DEFAULT_DAYS = 30;
const MAX_DAYS = 3_660;
const EARLIEST = dayNumber('1970-01-01');
const LATEST = dayNumber('2999-12-31');

export const lengthOf = ({ from, to }: Span): number => to - from + 1;

export const contains = ({ from, to }: Span, day: DayNumber): boolean => day >= from && day <= to;

/** The span of equal length that ends on the day before. */
export const spanBefore = (span: Span): Span => ({ from: span.from - lengthOf(span), to: span.from - 1 });

export const spanText = (span: Span): { from: string; to: string; days: number } => ({
  from: dayText(span.from),
  to: dayText(span.to),
  days: lengthOf(span),
});

/**
 * The period of a question. A missing end is the latest business day with an order, or today where there is none; a
 * missing start makes it 30 days. Refuses what is turned round, too long, or so early that nothing can precede it.
 */
export function choosePeriod(
  asked: AskedDays,
  latest: { dataDay: DayNumber | null; today: DayNumber },
): Result<Period, Refusal<'period_invalid'>> {
  const from = asked.from === undefined ? undefined : dayNumber(asked.from);
  const to = asked.to === undefined ? undefined : dayNumber(asked.to);
  const end = to ?? Math.max(latest.dataDay ?? latest.today, from ?? EARLIEST);
  const start = from ?? end - DEFAULT_DAYS + 1;
  const byCaller = from !== undefined || to !== undefined;
  const chosenBy = byCaller ? 'caller' : latest.dataDay === null ? 'today' : 'latest_data';
  const span = { from: start, to: end };
  if (start > end || lengthOf(span) > MAX_DAYS || spanBefore(span).from < EARLIEST || end > LATEST)
    return refuse('period_invalid', { maxDays: MAX_DAYS });
  return ok({ ...span, chosenBy });
}

/** A trend is drawn by the day up to a month, by weeks up to half a year, by calendar months beyond. */
export type TrendUnit = 'day' | 'week' | 'month';

export function trendUnitOf(span: Span): TrendUnit {
  const days = lengthOf(span);
  return days <= 31 ? 'day' : days <= 184 ? 'week' : 'month';
}
