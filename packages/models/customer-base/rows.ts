import type { Summary } from './summary.ts';

/** A summary with equal rows as one, and with each distinct time kept once: logarithms are taken of those, not of rows. */
export interface Rows {
  /** How many customers there are. */
  readonly customers: number;
  /** Of each distinct row: x, the places of t_x and T in `times`, and how many customers have it. */
  readonly frequency: Int32Array;
  readonly recencyAt: Int32Array;
  readonly ageAt: Int32Array;
  readonly count: Float64Array;
  readonly times: Float64Array;
  readonly mostFrequency: number;
}

/** Writes the derivatives with respect to the parameters themselves and answers the log-likelihood of all customers. */
export type LogLikelihood = (rows: Rows, parameters: Float64Array, gradient: Float64Array) => number;

/** Groups a summary without faults. Customers of a shop whose clock is the day share rows: all who came once, by day. */
export function groupRows(summary: Summary): Rows {
  const size = summary.frequency.length;
  const placed = new Map<number, number>();
  const recencies = places(summary.recency, placed);
  const ages = places(summary.age, placed);
  let most = 0;
  for (let i = 0; i < size; i += 1) most = Math.max(most, summary.frequency[i]!);
  const times = Float64Array.from(placed.keys());
  const keys = new Float64Array(size);
  const width = times.length;
  for (let i = 0; i < size; i += 1) keys[i] = (summary.frequency[i]! * width + ages[i]!) * width + recencies[i]!;
  // Beyond 2^53 a key would no longer be exact, and two rows could pass for one.
  const exact = (most + 1) * width * width <= Number.MAX_SAFE_INTEGER;
  return exact
    ? { ...groupKeys(keys, width), customers: size, times, mostFrequency: most }
    : {
        customers: size,
        frequency: Int32Array.from(summary.frequency),
        recencyAt: recencies,
        ageAt: ages,
        count: new Float64Array(size).fill(1),
        times,
        mostFrequency: most,
      };
}

function places(values: ArrayLike<number>, placed: Map<number, number>): Int32Array {
  const found = new Int32Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    let place = placed.get(value);
    if (place === undefined) {
      place = placed.size;
      placed.set(value, place);
    }
    found[i] = place;
  }
  return found;
}

function groupKeys(keys: Float64Array, width: number) {
  keys.sort();
  let distinct = 0;
  for (let i = 0; i < keys.length; i += 1) if (i === 0 || keys[i] !== keys[i - 1]) distinct += 1;
  const frequency = new Int32Array(distinct);
  const recencyAt = new Int32Array(distinct);
  const ageAt = new Int32Array(distinct);
  const count = new Float64Array(distinct);
  let row = -1;
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i]!;
    if (i === 0 || key !== keys[i - 1]) {
      row += 1;
      const rest = Math.floor(key / width);
      recencyAt[row] = key - rest * width;
      frequency[row] = Math.floor(rest / width);
      ageAt[row] = rest - frequency[row]! * width;
    }
    count[row]! += 1;
  }
  return { frequency, recencyAt, ageAt, count };
}
