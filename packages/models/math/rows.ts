/** Column-major numbers: column `f` holds one a row. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly ArrayLike<number>[];
}

export function rowsWhere(rows: number, isWanted: (row: number) => boolean): Int32Array {
  const found: number[] = [];
  for (let i = 0; i < rows; i += 1) if (isWanted(i)) found.push(i);
  return Int32Array.from(found);
}

export function taken(values: ArrayLike<number>, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i += 1) out[i] = values[rows[i]!]!;
  return out;
}

export const rowsOf = ({ columns }: Table, rows: Int32Array): Table => ({
  rows: rows.length,
  columns: columns.map((column) => taken(column, rows)),
});

export function every(values: ArrayLike<number>, holds: (value: number) => boolean): boolean {
  for (let i = 0; i < values.length; i += 1) if (!holds(values[i]!)) return false;
  return true;
}
