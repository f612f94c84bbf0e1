import { monthNumber, monthStart } from '../asking/day.ts';
import type { Histories } from './histories.ts';
import type { People } from './people.ts';
import { summed } from './summed.ts';

export interface CohortMonth {
  readonly customers: number;
  readonly netMinor: number;
}

/** The months of newcomers from a first to a last, and the last day that counts. */
export interface CohortMonths {
  readonly first: number;
  readonly last: number;
  readonly lastDay: number;
}

/** For each month of newcomers, from that month on: how many of them bought in the month, and what they brought. */
export function cohortGrid(people: People, months: CohortMonths): CohortMonth[][] {
  const { first, last, lastDay } = months;
  const size = last - first + 1;
  const sums = summed(people, `cohorts ${first} ${last} ${lastDay}`, (histories) => countCohorts(histories, months));
  return Array.from({ length: size }, (_, born) =>
    Array.from({ length: size - born }, (_, after) => {
      const cell = 2 * (born * size + born + after);
      return { customers: sums[cell]!, netMinor: sums[cell + 1]! };
    }),
  );
}

function countCohorts({ persons, start, day, orders, netMinor }: Histories, months: CohortMonths): Float64Array {
  const { first, last, lastDay } = months;
  const size = last - first + 1;
  const sums = new Float64Array(2 * size * size);
  const from = monthStart(first);
  const monthOf = monthTable(from, lastDay);
  for (let person = 0; person < persons; person += 1) {
    const end = start[person + 1]!;
    let place = start[person]!;
    while (place < end && orders[place] === 0) place += 1;
    if (place === end || day[place]! < from || day[place]! > lastDay) continue;
    const born = monthOf[day[place]! - from]!;
    // A store can have paid back before it first sold to somebody, which belongs to the month if it was in it.
    while (place > start[person]! && day[place - 1]! >= from && monthOf[day[place - 1]! - from] === born) place -= 1;
    let counted = -1;
    for (; place < end && day[place]! <= lastDay; place += 1) {
      const month = monthOf[day[place]! - from]!;
      const cell = 2 * (born * size + month);
      if (orders[place]! > 0 && month !== counted) {
        counted = month;
        sums[cell]! += 1;
      }
      sums[cell + 1]! += netMinor[place]!;
    }
  }
  return sums;
}

/** The month of each day from one on, counted from that of the first: reading a calendar for every visit takes longer than the rest. */
function monthTable(from: number, to: number): Uint16Array {
  const first = monthNumber(from);
  return Uint16Array.from({ length: to - from + 1 }, (_, i) => monthNumber(from + i) - first);
}
