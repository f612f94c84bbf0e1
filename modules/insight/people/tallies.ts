import { ACTIVITY_CLASSES, LOYALTY_CLASSES, VALUE_CLASSES } from '@shuke/contract';
import type { Classified } from './classes.ts';

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

export function talliesOf({ count, merchantGapDays, activity, loyalty, value, yearMinor }: Classified): Tallies {
  const customers = new Uint32Array(CELLS);
  const spendMinor = new Float64Array(CELLS);
  for (let at = 0; at < count; at += 1) {
    const cell = cellOf(activity[at]!, loyalty[at]!, value[at]!);
    customers[cell]! += 1;
    spendMinor[cell]! += yearMinor[at]!;
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
