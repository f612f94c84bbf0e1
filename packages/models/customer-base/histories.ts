import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { CustomerBaseRefusal, Summary } from './summary.ts';

/** Purchases one a row, in any order. */
export interface Purchases {
  /** Who bought: whole numbers from 0, not necessarily each. */
  readonly customers: ArrayLike<number>;
  /** When: whole days from any day on. */
  readonly days: ArrayLike<number>;
  /** What it brought, in any unit of money, such as margin in minor units. */
  readonly spend?: ArrayLike<number>;
}

/** Days with a purchase by customer, each day once. */
export interface Histories {
  /** In ascending order. */
  readonly customers: Int32Array;
  /** Where each customer's days begin, and one place more for the end of the last. */
  readonly starts: Int32Array;
  /** Of each customer in ascending order. */
  readonly days: Int32Array;
  /** What the day brought; zeros where nobody said. */
  readonly spend: Float64Array;
}

export interface Period {
  /** The last day that counts; purchases after it are left out. */
  readonly until: number;
  /** Days in the unit of time of the summary: 7 makes weeks. */
  readonly daysPerUnit: number;
}

export interface Summarised extends Summary {
  readonly frequency: Int32Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** Who stands at each place: those who had bought by then, in ascending order. */
  readonly customers: Int32Array;
  /** The mean spend of a day with a purchase after the first; 0 where there is none. */
  readonly meanSpend: Float64Array;
}

/**
 * Purchases as (x, t_x, T), those of a customer on one day merged into one first, as Fader, Hardie & Lee (2005) do: two
 * receipts of one visit say nothing about how soon somebody comes back.
 */
export function summarise(purchases: Purchases, period: Period): Result<Summarised, Refusal<CustomerBaseRefusal>> {
  const histories = historiesOf(purchases);
  if (!histories.ok) return histories;
  const summary = summaryAt(histories.value, period);
  return summary.customers.length === 0 ? refuse('customer_base_empty') : ok(summary);
}

/** The summary of those who had bought by then; of nobody where nobody had. */
export function summaryAt(histories: Histories, { until, daysPerUnit }: Period): Summarised {
  const { customers, starts, days, spend } = histories;
  const known = placesKnown(histories, until);
  const summary = {
    customers: Int32Array.from(known, (place) => customers[place]!),
    frequency: new Int32Array(known.length),
    recency: new Float64Array(known.length),
    age: new Float64Array(known.length),
    meanSpend: new Float64Array(known.length),
  };
  for (const [i, place] of known.entries()) {
    const first = starts[place]!;
    let last = first;
    let spent = 0;
    while (last + 1 < starts[place + 1]! && days[last + 1]! <= until) {
      last += 1;
      spent += spend[last]!;
    }
    summary.frequency[i] = last - first;
    summary.recency[i] = (days[last]! - days[first]!) / daysPerUnit;
    summary.age[i] = (until - days[first]!) / daysPerUnit;
    summary.meanSpend[i] = last === first ? 0 : spent / (last - first);
  }
  return summary;
}

/** The places in the histories of those who had bought by a day. */
export function placesKnown({ customers, starts, days }: Histories, until: number): Int32Array {
  const known = new Int32Array(customers.length);
  let size = 0;
  for (let place = 0; place < customers.length; place += 1) {
    if (days[starts[place]!]! <= until) known[size++] = place;
  }
  return known.slice(0, size);
}

/** Sorts purchases by customer and day and merges those of a day. Refuses columns with a fault. */
export function historiesOf(purchases: Purchases): Result<Histories, Refusal<CustomerBaseRefusal>> {
  const fault = faultOfPurchases(purchases);
  if (fault) return fault;
  const { customers, days, spend } = purchases;
  const order = Int32Array.from(customers, (_, i) => i);
  order.sort((a, b) => customers[a]! - customers[b]! || days[a]! - days[b]!);
  const visits: number[] = [];
  const starts: number[] = [];
  const spent: number[] = [];
  order.forEach((row, i) => {
    const before = i === 0 ? -1 : order[i - 1]!;
    const isSameCustomer = i > 0 && customers[before] === customers[row];
    if (!isSameCustomer) starts.push(visits.length);
    if (isSameCustomer && days[before] === days[row]) spent[spent.length - 1]! += spend?.[row] ?? 0;
    else {
      visits.push(row);
      spent.push(spend?.[row] ?? 0);
    }
  });
  return ok({
    customers: Int32Array.from(starts, (start) => customers[visits[start]!]!),
    starts: Int32Array.from([...starts, visits.length]),
    days: Int32Array.from(visits, (row) => days[row]!),
    spend: Float64Array.from(spent),
  });
}

function faultOfPurchases({ customers, days, spend }: Purchases): Result<never, Refusal<CustomerBaseRefusal>> | null {
  const uneven = days.length !== customers.length || (spend !== undefined && spend.length !== customers.length);
  if (uneven) return refuse('customer_base_uneven');
  for (let at = 0; at < customers.length; at += 1) {
    const code = faultAt(customers[at]!, days[at]!, spend?.[at] ?? 0);
    if (code) return refuse(code, { at });
  }
  return null;
}

function faultAt(customer: number, day: number, spend: number): CustomerBaseRefusal | null {
  if (![customer, day, spend].every(Number.isFinite)) return 'customer_base_not_finite';
  if (!Number.isInteger(customer) || !Number.isInteger(day)) return 'customer_base_not_whole';
  return customer < 0 ? 'customer_base_negative' : null;
}
