import type { Bought, Range } from '../rule/question.ts';
import { add, has, keepBoth, type Bits } from './bits.ts';
import type { LineRows, Postings } from './postings.ts';
import { inRange } from './ranges.ts';
import type { Batch } from './scan.ts';

/** Adds to a person's sum what some purchases are, and says in the end whose sum fits. */
export interface Measure {
  readonly add: (batch: Batch) => void;
  /** Takes out of some people whose sum does not fit. */
  readonly keep: (people: Bits) => void;
}

/** What is asked of the purchases of a person: that there is one, or how many they are and what they came to. */
export function measuresOf(postings: Postings, { orders, days, unitsMilli, amountMinor }: Bought): Measure[] {
  const { scratch, size, lines } = postings;
  return [
    ...(orders ? [ordersMeasure(postings, orders)] : []),
    ...(days ? [daysMeasure(postings, days)] : []),
    ...(unitsMilli
      ? [sumMeasure(lines, { values: lines.quantityMilli, sums: scratch.sums('units', size), range: unitsMilli })]
      : []),
    ...(amountMinor
      ? [sumMeasure(lines, { values: lines.amountMinor, sums: scratch.sums('amount', size), range: amountMinor })]
      : []),
  ];
}

function ordersMeasure({ scratch, size, orders, lines }: Postings, range: Range): Measure {
  const counts = scratch.counts('orders', size);
  const seen = scratch.bits('orders seen', orders.person.length);
  return {
    add: (batch) => countOrders(lines, batch, { counts, seen }),
    keep: (people) => keepBoth(people, inRange(counts, range)),
  };
}

function daysMeasure({ scratch, size, orders, lines }: Postings, range: Range): Measure {
  const counts = scratch.counts('days', size);
  const seen = scratch.bits('days seen', orders.person.length);
  const { opens } = orders;
  return {
    add: (batch) => countDays(lines, batch, { counts, seen, opens }),
    keep: (people) => keepBoth(people, inRange(counts, range)),
  };
}

interface Summing {
  readonly values: Int32Array;
  readonly sums: Float64Array;
  readonly range: Range;
}

const sumMeasure = ({ person }: LineRows, { values, sums, range }: Summing): Measure => ({
  // Sums of whole numbers below 2^53 are exact in any order.
  add: ({ at, size }) => {
    for (let i = 0; i < size; i += 1) sums[person[at[i]!]!]! += values[at[i]!]!;
  },
  keep: (people) => keepBoth(people, inRange(sums, range)),
});

interface Counting {
  readonly counts: Int32Array;
  /** The orders that were counted. */
  readonly seen: Bits;
}

/** Each order once, of however many such lines it is. */
function countOrders({ person, order }: LineRows, { at, size }: Batch, { counts, seen }: Counting): void {
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    const no = order[row]!;
    const bit = 1 << (no & 31);
    counts[person[row]!]! += Number((seen[no >>> 5]! & bit) === 0);
    seen[no >>> 5]! |= bit;
  }
}

/** Each day once: the order with which a person's day opens stands for it. */
function countDays(
  { person, order }: LineRows,
  { at, size }: Batch,
  { counts, seen, opens }: Counting & { readonly opens: Bits },
): void {
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    let first = order[row]!;
    while (!has(opens, first)) first -= 1;
    if (has(seen, first)) continue;
    add(seen, first);
    counts[person[row]!]! += 1;
  }
}
