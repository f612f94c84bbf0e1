import type { DayNumber } from '../asking/day.ts';
import { placeAsOf, type Histories } from './histories.ts';
import type { Part, People } from './people.ts';

/** The value class looks at so many days, the last of them included. */
export const VALUE_WINDOW_DAYS = 365;

/** Where everybody stands at the end of a business day, in columns; who had not come by then is not among them. */
export interface Standings {
  readonly asOf: DayNumber;
  readonly count: number;
  readonly histories: readonly Histories[];
  /** Of each, in which of the histories they are, their number in it, and their last place up to the day. */
  readonly part: Uint8Array;
  readonly person: Int32Array;
  readonly place: Int32Array;
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly visitDays: Int32Array;
  /** Twice the median gap; -1 below two visit days. */
  readonly gapHalves: Int32Array;
  readonly yearMinor: Float64Array;
}

export function standingsOf(people: People, asOf: DayNumber): Standings {
  const most = people.parts.reduce((all, part) => all + part.histories.persons, 0);
  const column = (): Int32Array => new Int32Array(most);
  const columns = {
    part: new Uint8Array(most),
    person: column(),
    place: column(),
    firstDay: column(),
    lastDay: column(),
    visitDays: column(),
    gapHalves: column(),
    yearMinor: new Float64Array(most),
  };
  let count = 0;
  people.parts.forEach((one, part) => {
    count = standPart(one, { part, asOf, from: count }, columns);
  });
  return { asOf, count, histories: people.parts.map((part) => part.histories), ...columns };
}

type StandingColumns = Omit<Standings, 'asOf' | 'count' | 'histories'>;

/** Writes the standings of a part from a place on, and answers where they end. */
function standPart(
  { histories, skip }: Part,
  { part, asOf, from }: { part: number; asOf: DayNumber; from: number },
  columns: StandingColumns,
): number {
  const { visits, gapHalves } = histories;
  let at = from;
  for (let person = 0; person < histories.persons; person += 1) {
    if (skip !== null && skip[person] === 1) continue;
    const place = placeAsOf(histories, person, asOf);
    if (place < 0 || visits[place] === 0) continue;
    columns.part[at] = part;
    columns.person[at] = person;
    columns.place[at] = place;
    columns.firstDay[at] = firstVisitDay(histories, person);
    columns.lastDay[at] = lastVisitDay(histories, place);
    columns.visitDays[at] = visits[place]!;
    columns.gapHalves[at] = gapHalves[place]!;
    columns.yearMinor[at] = netOfYear(histories, person, { place, asOf });
    at += 1;
  }
  return at;
}

function firstVisitDay({ start, day, orders }: Histories, person: number): DayNumber {
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

export const historiesAt = ({ histories, part }: Standings, at: number): Histories => histories[part[at]!]!;
