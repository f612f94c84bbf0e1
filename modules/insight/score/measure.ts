import { dayNumber } from '../asking/day.ts';
import { shareBps, changeBps } from '../asking/ratio.ts';
import { contains, type Span } from '../asking/period.ts';
import type { Measures } from './components.ts';
import type { StoreDay } from './score-store.ts';

const QUARTER_DAYS = 90;
const WEEKS = 26;
const YEAR_DAYS = 365;

export const quarterOf = (asOf: number): Span => ({ from: asOf - QUARTER_DAYS + 1, to: asOf });
export const yearOf = (asOf: number): Span => ({ from: asOf - YEAR_DAYS + 1, to: asOf });
/** From here on a store's days are looked at. */
export const earliestDay = (asOf: number): number => asOf - YEAR_DAYS - QUARTER_DAYS + 1;

/** What is known of a store at the end of a day. */
export interface Known {
  readonly asOf: number;
  readonly firstDay: number | null;
  readonly days: readonly StoreDay[];
  readonly guests: { readonly guests: number; readonly newGuests: number };
  /** What each known customer spent in the year, the greatest first. */
  readonly spends: Float64Array;
}

interface Sums {
  readonly days: number;
  readonly orders: number;
  readonly known: number;
  readonly payable: number;
  readonly refunded: number;
}

export function measuresOf({ asOf, firstDay, days, guests, spends }: Known): Measures {
  const age = firstDay === null ? null : asOf - firstDay + 1;
  const quarter = sumsIn(days, quarterOf(asOf));
  const spent = sumOf(spends);
  // A store that opened last month has no 90 days to be measured by.
  const hasQuarter = age !== null && age >= QUARTER_DAYS;
  return {
    age,
    open_days: hasQuarter ? shareBps(quarter.days, QUARTER_DAYS) : null,
    trend: age === null ? null : trendOf(days, asOf, age),
    steadiness: age !== null && age >= 7 * WEEKS ? scatterBps(weeklyNets(days, asOf)) : null,
    refunds: shareBps(quarter.refunded, quarter.payable),
    returning: shareBps(guests.guests - guests.newGuests, guests.guests),
    dependence: shareBps(sumOf(spends.subarray(0, 10)), spent),
    known: shareBps(quarter.known, quarter.orders),
  };
}

const sumOf = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

function sumsIn(days: readonly StoreDay[], span: Span): Sums {
  const inside = days.filter(({ day }) => contains(span, dayNumber(day)));
  const sum = (of: (day: StoreDay) => number): number => inside.reduce((all, day) => all + of(day), 0);
  return {
    days: inside.filter(({ orders }) => orders > 0).length,
    orders: sum((day) => day.orders),
    known: sum((day) => day.known_orders),
    payable: sum((day) => day.payable),
    refunded: sum((day) => day.refunded),
  };
}

const netIn = (days: readonly StoreDay[], span: Span): number => {
  const { payable, refunded } = sumsIn(days, span);
  return payable - refunded;
};

function trendOf(days: readonly StoreDay[], asOf: number, age: number): number | null {
  const back = age >= YEAR_DAYS + QUARTER_DAYS ? YEAR_DAYS : QUARTER_DAYS;
  if (age < back + QUARTER_DAYS) return null;
  return changeBps(netIn(days, quarterOf(asOf)), netIn(days, quarterOf(asOf - back)));
}

const weeklyNets = (days: readonly StoreDay[], asOf: number): number[] =>
  Array.from({ length: WEEKS }, (_, week) => netIn(days, { from: asOf - 7 * week - 6, to: asOf - 7 * week }));

/** The standard deviation over the mean, in basis points; null where the mean is nothing or less. */
function scatterBps(values: readonly number[]): number | null {
  const mean = values.reduce((all, value) => all + value, 0) / values.length;
  if (mean <= 0) return null;
  const variance = values.reduce((all, value) => all + (value - mean) ** 2, 0) / values.length;
  return Math.round((Math.sqrt(variance) / mean) * 10_000);
}
