import { seededRandom } from '@shuke/kernel';

/** Boundaries come from so many rows at most: a bin of 255 then holds its share of all rows within a twentieth. */
const SAMPLE = 100_000;

/** The distinct values of some rows, ascending, and how many rows have each. */
export interface Distinct {
  readonly values: Float64Array;
  readonly counts: Int32Array;
}

/** Values of a column in order. One row of each of equal stretches: all times of a file are in it, and no rhythm is caught. */
export function sampleOf(column: ArrayLike<number>, seed: number): { values: Float64Array; hasMissing: boolean } {
  const size = Math.min(SAMPLE, column.length);
  const random = seededRandom(seed);
  const stretch = column.length / size;
  const values = new Float64Array(size);
  let kept = 0;
  for (let i = 0; i < size; i += 1) {
    const value = column[size === column.length ? i : Math.floor((i + random.next()) * stretch)]!;
    if (!Number.isNaN(value)) values[kept++] = value;
  }
  return { values: values.subarray(0, kept).sort(), hasMissing: kept < size };
}

export function distinctOf(sorted: Float64Array): Distinct {
  const values = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  let kept = 0;
  for (const value of sorted) {
    if (kept === 0 || values[kept - 1] !== value) values[kept++] = value;
    counts[kept - 1]! += 1;
  }
  return { values: values.subarray(0, kept), counts: counts.subarray(0, kept) };
}

/** The distinct values that are less than some value, and the others. */
export function parted({ values, counts }: Distinct, at: number): [Distinct, Distinct] {
  const place = firstAtLeast(values, at);
  return [
    { values: values.subarray(0, place), counts: counts.subarray(0, place) },
    { values: values.subarray(place), counts: counts.subarray(place) },
  ];
}

function firstAtLeast(values: Float64Array, least: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle]! < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function rowsOf({ counts }: Distinct): number {
  let rows = 0;
  for (const count of counts) rows += count;
  return rows;
}
