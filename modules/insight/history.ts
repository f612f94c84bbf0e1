import type { DayNumber } from './day.ts';
import type { Span } from './period.ts';
import { rhythmOf } from './rhythm.ts';

/** All orders of one customer, by ascending business day: `payablesMinor[i]` was paid on `days[i]`. */
export interface History {
  readonly customerId: string;
  readonly days: readonly DayNumber[];
  readonly payablesMinor: readonly number[];
}

/** Where a customer stands at the end of a business day, by the orders up to then. */
export interface Standing {
  readonly customerId: string;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  readonly recencyDays: number;
  readonly visitDays: number;
  readonly orders: number;
  readonly monetaryMinor: number;
  readonly yearMinor: number;
  readonly medianGapDays: number | null;
  readonly gapSpreadDays: number | null;
}

/** The value class looks at so many days, the last of them included. */
export const VALUE_WINDOW_DAYS = 365;

/** Puts a history in the order of its days. Stores in several time zones can record it in another. */
export function byDay(history: History): History {
  const { days, payablesMinor } = history;
  if (days.every((day, i) => i === 0 || days[i - 1]! <= day)) return history;
  const order = days.map((_, i) => i).sort((a, b) => days[a]! - days[b]!);
  return { ...history, days: order.map((i) => days[i]!), payablesMinor: order.map((i) => payablesMinor[i]!) };
}

/** The customer as of the end of `asOf`; null before the first visit. */
export function standingOf({ customerId, days, payablesMinor }: History, asOf: DayNumber): Standing | null {
  const visits: DayNumber[] = [];
  let orders = 0;
  let monetaryMinor = 0;
  let yearMinor = 0;
  for (; orders < days.length && days[orders]! <= asOf; orders += 1) {
    const day = days[orders]!;
    if (day !== visits.at(-1)) visits.push(day);
    monetaryMinor += payablesMinor[orders]!;
    if (day > asOf - VALUE_WINDOW_DAYS) yearMinor += payablesMinor[orders]!;
  }
  const [firstDay, lastDay] = [visits[0], visits.at(-1)];
  if (firstDay === undefined || lastDay === undefined) return null;
  const rhythm = rhythmOf(visits);
  return {
    customerId,
    firstDay,
    lastDay,
    recencyDays: asOf - lastDay,
    visitDays: visits.length,
    orders,
    monetaryMinor,
    yearMinor,
    medianGapDays: rhythm?.medianGapDays ?? null,
    gapSpreadDays: rhythm?.gapSpreadDays ?? null,
  };
}

/** What was paid in a span, on how many days, and the last of them. */
export function spendIn({ days, payablesMinor }: History, span: Span): Spend {
  const spend = { spendMinor: 0, visitDays: 0, lastDay: span.from };
  for (let i = 0; i < days.length && days[i]! <= span.to; i += 1) {
    const day = days[i]!;
    if (day < span.from) continue;
    spend.spendMinor += payablesMinor[i]!;
    if (spend.visitDays === 0 || day !== spend.lastDay) spend.visitDays += 1;
    spend.lastDay = day;
  }
  return spend;
}

export interface Spend {
  readonly spendMinor: number;
  readonly visitDays: number;
  readonly lastDay: DayNumber;
}
