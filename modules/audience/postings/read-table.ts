import type { Columns } from '@shuke/insight';
import type { Ids } from '@shuke/kernel';
import type { IdTable } from './id-table.ts';

type ColumnType = Int32ArrayConstructor | Uint16ArrayConstructor | Uint8ArrayConstructor | Float64ArrayConstructor;
type Tables = Readonly<Record<string, IdTable>>;
type Numbers = Readonly<Record<string, ColumnType>>;

/** What of a table is kept, by the names of its columns. */
export interface Kept<I extends string, P extends Tables, N extends Numbers> {
  /** Ids that are kept as they are. */
  readonly ids?: readonly I[];
  /** Ids of which only the place in a table is kept; a row with one that is not there is left out. */
  readonly places?: P;
  readonly numbers?: N;
  /** Which rows of a piece are kept; all of them unless told. */
  readonly only?: (block: Columns) => readonly boolean[];
}

export interface Table<I extends string, P extends Tables, N extends Numbers> {
  readonly rows: number;
  readonly ids: Readonly<Record<I, Ids>>;
  readonly places: { readonly [K in keyof P]: Int32Array };
  readonly numbers: { readonly [K in keyof N]: InstanceType<N[K]> };
}

/** Reads a table into columns, a few thousand rows a turn. Whoever builds an index has only these columns in memory. */
export async function readTable<I extends string = never, P extends Tables = {}, N extends Numbers = {}>(
  blocks: AsyncIterable<Columns>,
  { ids = [], places, numbers, only }: Kept<I, P, N>,
): Promise<Table<I, P, N>> {
  const idColumns = ids.map((name) => ({ name, column: growing(Uint32Array, 4) }));
  const placeColumns = Object.entries(places ?? {}).map(([name, table]) => {
    return { name, table, column: growing(Int32Array, 1) };
  });
  const numberColumns = Object.entries(numbers ?? {}).map(([name, type]) => {
    return { name, column: growing(type, 1) };
  });
  let rows = 0;
  for await (const block of blocks) {
    const found = placeColumns.map(({ name, table }) => table.findAll(block.ids(name)));
    const kept = rowsFound(block.rows, found, only?.(block));
    rows += kept.length;
    for (const { name, column } of idColumns) column.add(block.ids(name), kept);
    placeColumns.forEach(({ column }, i) => column.add(found[i]!, kept));
    for (const { name, column } of numberColumns) column.add(block.numbers(name), kept);
  }
  const made = <T>(columns: readonly { name: string; column: Growing }[]): T =>
    Object.fromEntries(columns.map(({ name, column }) => [name, column.whole()])) as T;
  return { rows, ids: made(idColumns), places: made(placeColumns), numbers: made(numberColumns) };
}

/** The rows that are meant and of which each id was found. */
function rowsFound(rows: number, found: readonly Int32Array[], meant: readonly boolean[] | undefined): Int32Array {
  const kept = new Int32Array(rows);
  let size = 0;
  for (let row = 0; row < rows; row += 1) {
    kept[size] = row;
    if (meant?.[row] !== false && found.every((places) => places[row]! >= 0)) size += 1;
  }
  return kept.subarray(0, size);
}

interface Growing {
  add(values: ArrayLike<number>, rows: Int32Array): void;
  whole(): InstanceType<ColumnType> | Ids;
}

/** Columns begin with room for so many rows, and double. */
const ROWS = 4096;

function growing(type: ColumnType | Uint32ArrayConstructor, width: number): Growing {
  let column = new type(width * ROWS);
  let size = 0;
  return {
    add: (values, rows) => {
      const needed = size + width * rows.length;
      if (needed > column.length) {
        const larger = new type(Math.max(needed, 2 * column.length));
        larger.set(column);
        column = larger;
      }
      if (width * rows.length === values.length) column.set(values, size);
      else pick(values, rows, { width, column, size });
      size = needed;
    },
    whole: () => (size === column.length ? column : column.slice(0, size)),
  };
}

interface To {
  readonly width: number;
  readonly column: InstanceType<ColumnType> | Ids;
  readonly size: number;
}

function pick(values: ArrayLike<number>, rows: Int32Array, { width, column, size }: To): void {
  let at = size;
  for (const row of rows) {
    for (let word = 0; word < width; word += 1) column[at++] = values[width * row + word]!;
  }
}
