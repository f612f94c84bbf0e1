import type { DuckDBConnection } from '@duckdb/node-api';
import type { Statement } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { Columnar, Columns } from '../asking/columns.ts';
import type { Asks } from './asks.ts';
import { blocksOfResult, columnsOfResult } from './duck-columns.ts';
import { rowsOf } from './duck-rows.ts';
import { bound } from './duck-values.ts';

/** An error of the engine, as opposed to one of the question's own code. */
export class CopyFailed extends Error {
  override name = 'CopyFailed';
}

/** Questions over one connection of DuckDB, which also gives columns as they are: see asking/columns.ts. */
export function duckAsks(connection: DuckDBConnection, merchantId: string): Asks & Columnar {
  const many = async <Row>({ text, values: given }: Statement): Promise<Row[]> => {
    const { values, types } = bound(given);
    try {
      return await rowsOf<Row>(await connection.run(text, values, types));
    } catch (error) {
      throw new CopyFailed(`${(error as Error).message} in: ${text.trim().slice(0, 80)}`, { cause: error });
    }
  };
  const columns = async ({ text, values: given }: Statement): Promise<Columns> => {
    const { values, types } = bound(given);
    try {
      return await columnsOfResult(await connection.run(text, values, types));
    } catch (error) {
      throw new CopyFailed(`${(error as Error).message} in: ${text.trim().slice(0, 80)}`, { cause: error });
    }
  };
  const blocks = async function* ({ text, values: given }: Statement): AsyncGenerator<Columns> {
    const { values, types } = bound(given);
    try {
      yield* blocksOfResult(await connection.stream(text, values, types));
    } catch (error) {
      throw new CopyFailed(`${(error as Error).message} in: ${text.trim().slice(0, 80)}`, { cause: error });
    }
  };
  const maybeOne = async <Row>(statement: Statement): Promise<Row | null> => {
    const rows = await many<Row>(statement);
    assert(rows.length <= 1, `at most one row, got ${rows.length}: ${statement.text.slice(0, 80)}`);
    return rows[0] ?? null;
  };
  const one = async <Row>(statement: Statement): Promise<Row> => {
    const row = await maybeOne<Row>(statement);
    assert(row !== null, `exactly one row, got none: ${statement.text.slice(0, 80)}`);
    return row;
  };
  return { merchantId, many, one, maybeOne, columns, blocks };
}
