import { ACTIVITY_CLASSES, LOYALTY_CLASSES, VALUE_CLASSES } from '@shuke/contract';
import { must } from '@shuke/kernel';
import type { DayNumber } from '../asking/day.ts';
import { classifiedOf } from './classified.ts';
import { keptOf } from './kept.ts';
import type { People } from './people.ts';
import type { Classified } from './standings.ts';

export const CELLS = ACTIVITY_CLASSES.length * LOYALTY_CLASSES.length * VALUE_CLASSES.length;

/** The number of a combination of classes, each by its place among the names of its scale. */
export const cellOf = (activity: number, loyalty: number, value: number): number =>
  (activity * LOYALTY_CLASSES.length + loyalty) * VALUE_CLASSES.length + value;

/** How many customers are in each combination of classes as of a day, and what they spent in the year. */
export interface Tallies {
  readonly count: number;
  readonly merchantGapDays: number | null;
  readonly customers: Uint32Array;
  readonly spendMinor: Float64Array;
}

interface Known {
  merges: object | null;
  tallies: Tallies | null;
}

const tallied = new WeakMap<Classified, Tallies>();

/**
 * The tallies as of a day. They are asked for again and again of one state: by the overview, the classes and whatever is on a
 * page with them; and of a day before which nothing has come since, they are those of later states too.
 */
export function talliesAsOf(people: People, asOf: DayNumber): Tallies {
  const known = keptOf<Known>(people.parts[0]!.histories, `tallies ${asOf}`, () => ({
    value: { merges: null, tallies: null },
    bytes: CELLS * (Uint32Array.BYTES_PER_ELEMENT + Float64Array.BYTES_PER_ELEMENT),
  }));
  const { merges, before } = people.steady;
  if (asOf >= before) return talliesOf(classifiedOf(people, asOf));
  if (known.tallies === null || known.merges !== merges)
    Object.assign(known, { merges, tallies: talliesOf(classifiedOf(people, asOf)) });
  return must(known.tallies, 'they were just counted');
}

function talliesOf(classified: Classified): Tallies {
  let tallies = tallied.get(classified);
  if (!tallies) tallied.set(classified, (tallies = tallyAll(classified)));
  return tallies;
}

function tallyAll({ rows, count, merchantGapDays, activity, loyalty, value, yearMinor, out }: Classified): Tallies {
  const customers = new Uint32Array(CELLS);
  const spendMinor = new Float64Array(CELLS);
  for (let row = 0; row < rows; row += 1) {
    if (out[row] === 1) continue;
    const cell = cellOf(activity[row]!, loyalty[row]!, value[row]!);
    customers[cell]! += 1;
    spendMinor[cell]! += yearMinor[row]!;
  }
  return { count, merchantGapDays, customers, spendMinor };
}

/** Customers as of the last day of the period, and as of the last day of the comparison. */
export interface NowAndBefore {
  readonly now: Tallies;
  readonly before: Tallies;
}

export interface Tally {
  readonly customers: number;
  readonly spendMinor: number;
}

/** The combinations by their classes, in the order of their numbers. */
export const COMBINATIONS = ACTIVITY_CLASSES.flatMap((activity) =>
  LOYALTY_CLASSES.flatMap((loyalty) => VALUE_CLASSES.map((value) => ({ activity, loyalty, value }))),
);

export const tallyAt = ({ customers, spendMinor }: Tallies, cell: number): Tally => ({
  customers: customers[cell]!,
  spendMinor: spendMinor[cell]!,
});

/** What all combinations come to of which something is true. */
export function tallyWhere(tallies: Tallies, fits: (combination: (typeof COMBINATIONS)[number]) => boolean): Tally {
  const sum = { customers: 0, spendMinor: 0 };
  COMBINATIONS.forEach((combination, cell) => {
    if (!fits(combination)) return;
    sum.customers += tallies.customers[cell]!;
    sum.spendMinor += tallies.spendMinor[cell]!;
  });
  return sum;
}
