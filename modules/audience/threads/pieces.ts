import type { Columns } from '@shuke/insight';
import { TABLE_NAMES, TABLES, type Blocks, type TableName } from '../postings/tables.ts';
import type { Piece, SharedColumn } from './messages.ts';

/** All tables in their order, each with a last piece that says so. */
export async function* piecesOf(blocks: Blocks): AsyncGenerator<Piece> {
  for (const table of TABLE_NAMES) {
    for await (const block of blocks(table)) yield { table, rows: block.rows, columns: sharedColumns(table, block) };
    yield { table, rows: 0, columns: null };
  }
}

function sharedColumns(table: TableName, block: Columns): Record<string, SharedColumn> {
  const { ids, numbers } = TABLES[table];
  return Object.fromEntries([
    ...ids.map((name) => [name, shared(block.ids(name))] as const),
    ...numbers.map((name) => [name, shared(block.numbers(name))] as const),
  ]);
}

/** The engine writes its next piece where this one lies, so that it is copied before anybody else looks at it. */
function shared(values: ArrayLike<number>): SharedColumn {
  const column = emptyLike(values);
  column.set(values);
  return column;
}

function emptyLike(values: ArrayLike<number>): SharedColumn {
  const memory = (bytes: number) => new SharedArrayBuffer(bytes * values.length);
  if (values instanceof Uint32Array) return new Uint32Array(memory(4));
  return values instanceof Int32Array ? new Int32Array(memory(4)) : new Float64Array(memory(8));
}
