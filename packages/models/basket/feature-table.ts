import type { Features } from '../trees/index.ts';

/** Collects rows of features and turns them into the columns that trees read. */
export class FeatureTable {
  private readonly width: number;
  private cells: Float32Array;
  rows = 0;

  constructor(width: number, expectedRows = 1024) {
    this.width = width;
    this.cells = new Float32Array(Math.max(1, expectedRows) * width);
  }

  add(row: readonly number[]): void {
    const at = this.rows * this.width;
    if (at + this.width > this.cells.length) {
      const larger = new Float32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells.set(row, at);
    this.rows += 1;
  }

  clear(): void {
    this.rows = 0;
  }

  features(): Features {
    const { rows, width, cells } = this;
    const columns = Array.from({ length: width }, (_, column) => {
      const values = new Float32Array(rows);
      for (let row = 0; row < rows; row += 1) values[row] = cells[row * width + column]!;
      return values;
    });
    return { rows, columns };
  }
}
