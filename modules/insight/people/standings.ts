import type { DayNumber } from '../asking/day.ts';
import { loyaltyOf } from './classes.ts';
import { placeAsOf, type Histories } from './histories.ts';

/** The value class looks at so many days, the last of them included. */
export const VALUE_WINDOW_DAYS = 365;

/** Where persons stand at the end of a business day, a row each. */
export interface StandingColumns {
  /** Their number in their histories. */
  readonly person: Int32Array;
  readonly lastDay: Int32Array;
  readonly visitDays: Uint16Array;
  /** Twice the median gap; -1 below two visit days. */
  readonly gapHalves: Int32Array;
  /** Net spend of the year that ends with the day. */
  readonly yearMinor: Float64Array;
  /** The places of their classes on the three scales. */
  readonly activity: Uint8Array;
  readonly loyalty: Uint8Array;
  readonly value: Uint8Array;
  /** 1 where a row counts no more, for its person stands in another one. */
  readonly out: Uint8Array;
}

/** Where everybody stands as of a day, with their classes. It holds until the next is asked for of the same people. */
export interface Classified extends StandingColumns {
  readonly asOf: DayNumber;
  /** How many rows there are, those that count no more included, and how many persons. */
  readonly rows: number;
  readonly count: number;
  /** The rows of those who were read once come first. */
  readonly mostRows: number;
  readonly histories: readonly Histories[];
  /** The gap by which the merchant's customers come; null where nobody has come on two days. */
  readonly merchantGapDays: number | null;
}

export const historiesAt = ({ histories, mostRows }: Classified, row: number): Histories =>
  histories[row < mostRows ? 0 : 1]!;

export const columnsFor = (rows: number): StandingColumns => ({
  person: new Int32Array(rows),
  lastDay: new Int32Array(rows),
  visitDays: new Uint16Array(rows),
  gapHalves: new Int32Array(rows),
  yearMinor: new Float64Array(rows),
  activity: new Uint8Array(rows),
  loyalty: new Uint8Array(rows),
  value: new Uint8Array(rows),
  out: new Uint8Array(rows),
});

export const bytesOfColumns = (columns: StandingColumns): number =>
  Object.values(columns).reduce((all, { byteLength }) => all + byteLength, 0);

/** The same rows with room for more. */
export function widened(columns: StandingColumns, rows: number): StandingColumns {
  const wider = columnsFor(rows);
  for (const name of Object.keys(wider) as (keyof StandingColumns)[]) wider[name].set(columns[name]);
  return wider;
}

/** Writes where everybody stands from a row on, and answers where they end; who had not come by the day is left out. */
export function stand(
  histories: Histories,
  { asOf, from }: { asOf: DayNumber; from: number },
  columns: StandingColumns,
): number {
  const { persons, visits, gapHalves } = histories;
  let row = from;
  for (let person = 0; person < persons; person += 1) {
    const place = placeAsOf(histories, person, asOf);
    if (place < 0 || visits[place] === 0) continue;
    columns.person[row] = person;
    columns.lastDay[row] = lastVisitDay(histories, place);
    columns.visitDays[row] = visits[place]!;
    columns.gapHalves[row] = gapHalves[place]!;
    columns.out[row] = 0;
    columns.loyalty[row] = loyaltyOf({
      visitDays: visits[place]!,
      firstDay: firstVisitDay(histories, person),
      lastDay: columns.lastDay[row]!,
    });
    columns.yearMinor[row] = netOfYear(histories, person, { place, asOf });
    row += 1;
  }
  return row;
}

/** The day of the first visit of a person who came at all. */
export function firstVisitDay({ start, day, orders }: Histories, person: number): DayNumber {
  let at = start[person]!;
  while (orders[at] === 0) at += 1;
  return day[at]!;
}

/** The day of the last visit up to a place; a refund alone is none. */
function lastVisitDay({ day, orders }: Histories, place: number): DayNumber {
  let at = place;
  while (orders[at] === 0) at -= 1;
  return day[at]!;
}

function netOfYear(
  { start, day, netMinor }: Histories,
  person: number,
  to: { place: number; asOf: DayNumber },
): number {
  const first = start[person]!;
  let sum = 0;
  for (let at = to.place; at >= first && day[at]! > to.asOf - VALUE_WINDOW_DAYS; at -= 1) sum += netMinor[at]!;
  return sum;
}
