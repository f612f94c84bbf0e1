import { ACTIVITY_CLASSES } from '@shuke/contract';
import { fit, score, type Summary } from '@shuke/models/customer-base';
import type { DayNumber } from '../asking/day.ts';
import { classifiedOf } from './classified.ts';
import { FALLBACK_GAP_DAYS, OWN_RHYTHM_VISIT_DAYS } from './classes.ts';
import type { People } from './people.ts';
import { WORDS } from '@shuke/kernel';
import { firstVisitDay, historiesAt, type Classified } from './standings.ts';

export const HORIZON_DAYS = 30;
const LOST = ACTIVITY_CLASSES.indexOf('lost');

export interface Due {
  /** Who should have come by the day of the question. */
  overdue: number;
  readonly byDay: Uint32Array;
  later: number;
  lost: number;
}

/** Visit days and customers of the next 30 days, from every n-th customer. */
export interface Expectation {
  readonly visits: number;
  readonly stillCustomers: number;
  readonly fromCustomers: number;
  readonly unidentified: readonly string[];
}

export interface NextVisits {
  readonly customers: number;
  readonly merchantGapDays: number | null;
  readonly due: Due;
  readonly expected: Expectation | null;
}

export function nextVisitsOf(people: People, { asOf }: { asOf: DayNumber }): NextVisits {
  const classified = classifiedOf(people, asOf);
  const { count, merchantGapDays } = classified;
  return { customers: count, merchantGapDays, due: dueDays(classified), expected: expectation(classified) };
}

/** Everybody is due one gap after the last visit, the own one from three visit days on; who is lost is not waited for. */
export function dueDays(classified: Classified): Due {
  const { rows, asOf, lastDay, visitDays, gapHalves, activity, merchantGapDays, out } = classified;
  const othersGap = merchantGapDays ?? FALLBACK_GAP_DAYS;
  const due = { overdue: 0, byDay: new Uint32Array(HORIZON_DAYS), later: 0, lost: 0 };
  for (let row = 0; row < rows; row += 1) {
    if (out[row] === 1) continue;
    const gapDays = visitDays[row]! >= OWN_RHYTHM_VISIT_DAYS ? gapHalves[row]! / 2 : othersGap;
    const after = lastDay[row]! + Math.max(1, Math.ceil(gapDays)) - asOf - 1;
    if (activity[row] === LOST) due.lost += 1;
    else if (after < 0) due.overdue += 1;
    else if (after < HORIZON_DAYS) due.byDay[after]! += 1;
    else due.later += 1;
  }
  return due;
}

// As many customers tell the model's parameters to some percent.
const SAMPLE = 5_000;
const LEAST_CUSTOMERS = 50;

/** Visit days expected of all customers in the next 30 days by MBG/NBD; null where it cannot be told. */
function expectation(classified: Classified): Expectation | null {
  const { count } = classified;
  if (count < LEAST_CUSTOMERS) return null;
  const summary = summaryOf(classified, Math.ceil(count / SAMPLE));
  const size = summary.frequency.length;
  const fitted = fit(summary);
  const scores = fitted.ok ? score(fitted.value, summary, HORIZON_DAYS) : fitted;
  if (!fitted.ok || !scores.ok || !fitted.value.converged) return null;
  const mean = (values: Float64Array) => values.reduce((all, value) => all + value, 0) / size;
  return {
    visits: Math.round(mean(scores.value.expected) * count),
    stillCustomers: Math.round(mean(scores.value.alive) * count),
    fromCustomers: size,
    unidentified: [...fitted.value.unidentified],
  };
}

/** Every n-th customer by what their ids are drawn from, so that it is the same ones however they were read. */
function summaryOf(classified: Classified, step: number): Summary {
  const { rows, out, asOf, lastDay, visitDays } = classified;
  const drawn: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    const { ids } = historiesAt(classified, row);
    if (out[row] === 0 && ids[classified.person[row]! * WORDS + WORDS - 1]! % step === 0) drawn.push(row);
  }
  const firstDay = (row: number) => firstVisitDay(historiesAt(classified, row), classified.person[row]!);
  return {
    frequency: Float64Array.from(drawn, (row) => visitDays[row]! - 1),
    recency: Float64Array.from(drawn, (row) => lastDay[row]! - firstDay(row)),
    age: Float64Array.from(drawn, (row) => asOf - firstDay(row)),
  };
}
