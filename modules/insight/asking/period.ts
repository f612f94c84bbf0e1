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

/** What the period is compared with: as many days right before, the same days a year earlier, or days of the caller's own. */
export type CompareWith = 'previous' | 'last_year' | 'days';

export interface AskedComparison {
  readonly compare?: CompareWith;
  readonly compareFrom?: string;
  readonly compareTo?: string;
}

export interface Comparison extends Span {
  readonly chosenBy: CompareWith;
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

/**
 * The comparison of a period. The same days a year earlier are those of the calendar, the 28th for a 29th of February. Refuses
 * days that are asked for and not given, or given and not asked for, and what `choosePeriod` refuses.
 */
export function chooseComparison(
  period: Span,
  { compare, compareFrom, compareTo }: AskedComparison,
): Result<Comparison, Refusal<'comparison_invalid'>> {
  const chosenBy = compare ?? (compareFrom === undefined && compareTo === undefined ? 'previous' : 'days');
  const given = [compareFrom, compareTo].filter((day) => day !== undefined);
  if (given.length !== (chosenBy === 'days' ? 2 : 0)) return refuse('comparison_invalid', { maxDays: MAX_DAYS });
  const span =
    chosenBy === 'previous' ? spanBefore(period) : chosenBy === 'last_year' ? yearBefore(period) : daysOf(given);
  if (span.from > span.to || lengthOf(span) > MAX_DAYS || span.from < EARLIEST || span.to > LATEST)
    return refuse('comparison_invalid', { maxDays: MAX_DAYS });
  return ok({ ...span, chosenBy });
}

const daysOf = ([from, to]: readonly string[]): Span => ({ from: dayNumber(from ?? ''), to: dayNumber(to ?? '') });

const yearBefore = ({ from, to }: Span): Span => ({ from: sameDayLastYear(from), to: sameDayLastYear(to) });

function sameDayLastYear(day: DayNumber): DayNumber {
  const [year, rest] = [Number(dayText(day).slice(0, 4)) - 1, dayText(day).slice(4)];
  return dayNumber(`${String(year).padStart(4, '0')}${rest === '-02-29' ? '-02-28' : rest}`);
}

/** A trend is drawn by the day up to a month, by weeks up to half a year, by calendar months beyond. */
export type TrendUnit = 'day' | 'week' | 'month';

export function trendUnitOf(span: Span): TrendUnit {
  const days = lengthOf(span);
  return days <= 31 ? 'day' : days <= 184 ? 'week' : 'month';
}
