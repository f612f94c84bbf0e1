import {
  BIGINT,
  DOUBLE,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  DuckDBUUIDValue,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Statement } from '@shuke/db';
import type { Reader } from '@shuke/insight';

/** DuckDB with the settings of the copy, in a file of the benchmark's own. */
export async function openDuck(path: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(path, { threads: '2', memory_limit: '3GiB' });
  const connection = await instance.connect();
  await connection.run(
    `set integer_division = true; set default_null_order = 'postgres'; set preserve_insertion_order = false`,
  );
  return connection;
}

/** What the copy's reader is to the module, for the few types that its questions answer. */
export function readerOf(connection: DuckDBConnection, merchantId: string, now: Date): Reader {
  const many = async <Row>({ text, values }: Statement): Promise<Row[]> => {
    const result = await connection.run(
      text,
      values.map((value) => (isWhole(value) ? BigInt(value) : (value as DuckDBValue))),
      values.map((value) => (isWhole(value) ? BIGINT : typeof value === 'number' ? DOUBLE : VARCHAR)),
    );
    const names = result.deduplicatedColumnNames();
    const rows: Row[] = [];
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const columns = names.map((_, i) => chunk!.getColumnVector(i));
      for (let at = 0; at < chunk.rowCount; at += 1) {
        const row: Record<string, unknown> = {};
        for (let i = 0; i < names.length; i += 1) row[names[i]!] = plain(columns[i]!.getItem(at));
        rows.push(row as Row);
      }
    }
    return rows;
  };
  const one = async <Row>(statement: Statement): Promise<Row> => (await many<Row>(statement))[0]!;
  return { engine: 'duckdb', merchantId, position: 0, freshAt: now, now, many, one, maybeOne: one };
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

function plain(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof DuckDBUUIDValue) return value.toString();
  return value instanceof DuckDBTimestampTZValue ? new Date(Number(value.micros / 1000n)) : value;
}
