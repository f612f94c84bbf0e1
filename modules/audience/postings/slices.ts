import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many rows take a few milliseconds in the slowest of loops, the one that jumps about in memory. */
const ROWS = 16_384;

/** Goes over many rows so that nobody waits for more than a slice of them: tills are served by the same thread. */
export async function inSlices(rows: number, work: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < rows; from += ROWS) {
    work(from, Math.min(rows, from + ROWS));
    await nextTurn();
  }
}

export type Column = Int32Array | Uint16Array | Uint8Array | Float64Array;

/** Rows by a key: those of key `k` are `rows[starts[k]]` up to `rows[starts[k + 1]]`. */
export interface Grouped {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Counting sort: rows of one key stay in the order in which they were given, which is that of their numbers unless told. */
export async function groupedBy(keys: Column, groups: number, given?: Int32Array): Promise<Grouped> {
  const starts = new Int32Array(groups + 1);
  await inSlices(keys.length, (from, to) => {
    for (let row = from; row < to; row += 1) starts[keys[row]! + 1]! += 1;
  });
  for (let key = 0; key < groups; key += 1) starts[key + 1]! += starts[key]!;
  const next = starts.slice();
  const rows = new Int32Array(keys.length);
  await inSlices(keys.length, (from, to) => {
    for (let i = from; i < to; i += 1) {
      const row = given ? given[i]! : i;
      const key = keys[row]!;
      rows[next[key]!] = row;
      next[key]! += 1;
    }
  });
  return { starts, rows };
}

/** What a column has at some rows, in their order. */
export async function taken<T extends Column>(column: T, rows: Int32Array): Promise<T> {
  const own = new (column.constructor as new (size: number) => T)(rows.length);
  await inSlices(rows.length, (from, to) => {
    for (let place = from; place < to; place += 1) own[place] = column[rows[place]!]!;
  });
  return own;
}
