/** Sparse rows: row r holds `value[k]` at `index[k]` for k from `start[r]` to below `start[r + 1]`. */
export interface Rows {
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** The same numbers by column: row r of the answer is column r, its entries in ascending order of rows. */
export function transposed({ start, index, value }: Rows, columns: number): Rows {
  const turned = new Int32Array(columns + 1);
  for (const column of index) turned[column + 1]! += 1;
  for (let column = 0; column < columns; column += 1) turned[column + 1]! += turned[column]!;
  const next = turned.slice(0, columns);
  const rows = new Int32Array(index.length);
  const values = new Float64Array(index.length);
  for (let row = 0; row + 1 < start.length; row += 1) {
    for (let k = start[row]!; k < start[row + 1]!; k += 1) {
      const at = next[index[k]!]!++;
      rows[at] = row;
      values[at] = value[k]!;
    }
  }
  return { start: turned, index: rows, value: values };
}

/** Collects sparse rows one after the other, growing as needed. */
export class RowsBuilder {
  private readonly starts: number[] = [0];
  private index = new Int32Array(1 << 16);
  private value = new Float64Array(1 << 16);
  private length = 0;

  add(index: number, value: number): void {
    if (this.length === this.index.length) this.grow();
    this.index[this.length] = index;
    this.value[this.length] = value;
    this.length += 1;
  }

  endRow(): void {
    this.starts.push(this.length);
  }

  build(): Rows {
    const [index, value] = [this.index.slice(0, this.length), this.value.slice(0, this.length)];
    return { start: Int32Array.from(this.starts), index, value };
  }

  private grow(): void {
    const [index, value] = [new Int32Array(this.length * 2), new Float64Array(this.length * 2)];
    index.set(this.index);
    value.set(this.value);
    [this.index, this.value] = [index, value];
  }
}

/** Sums by index in a dense array that remembers which places it touched, so that clearing it costs only those. */
export class Accumulator {
  readonly sums: Float64Array;
  readonly touched: Int32Array;
  private readonly isTouched: Uint8Array;
  count = 0;

  constructor(size: number) {
    this.sums = new Float64Array(size);
    this.touched = new Int32Array(size);
    this.isTouched = new Uint8Array(size);
  }

  add(index: number, value: number): void {
    if (this.isTouched[index] === 0) {
      this.isTouched[index] = 1;
      this.touched[this.count] = index;
      this.count += 1;
    }
    this.sums[index]! += value;
  }

  /** Adds a multiple of one sparse row. */
  addRow({ start, index, value }: Rows, row: number, factor: number): void {
    for (let k = start[row]!; k < start[row + 1]!; k += 1) this.add(index[k]!, factor * value[k]!);
  }

  clear(): void {
    for (let k = 0; k < this.count; k += 1) {
      this.sums[this.touched[k]!] = 0;
      this.isTouched[this.touched[k]!] = 0;
    }
    this.count = 0;
  }
}
