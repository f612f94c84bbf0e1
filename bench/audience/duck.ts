import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { duckAsks, type Reader } from '@shuke/insight';
import { MERCHANT } from './town.ts';

// What makes the same text mean the same as on PostgreSQL, as a copy has it.
const SESSION = `set integer_division = true; set default_null_order = 'postgres'; set TimeZone = 'UTC'`;

/** DuckDB with the settings of the copy, in a file of the benchmark's own. */
export function openDuck(path: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, { threads: '2', memory_limit: '3GiB', preserve_insertion_order: 'false' });
}

export async function connect(duck: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await duck.connect();
  await connection.run(SESSION);
  return connection;
}

/** One state of the town as the module reads a copy. */
export async function readerOf(duck: DuckDBInstance, now: Date): Promise<Reader> {
  const asks = duckAsks(await connect(duck), MERCHANT);
  return { ...asks, engine: 'duckdb', position: 0, freshAt: now, now };
}
