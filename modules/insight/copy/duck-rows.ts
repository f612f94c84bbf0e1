import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUUIDValue,
  type DuckDBMaterializedResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import { assert, DAY_MS } from '@shuke/kernel';

/** The rows of a result with the very types in which `@shuke/db` gives those of PostgreSQL. */
export async function rowsOf<Row>(result: DuckDBMaterializedResult): Promise<Row[]> {
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
}

function plain(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return safeNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof DuckDBUUIDValue) return value.toString();
  if (value instanceof DuckDBTimestampTZValue) return new Date(millisOf(value.micros));
  if (value instanceof DuckDBDateValue) return new Date(value.days * DAY_MS).toISOString().slice(0, 10);
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (value instanceof DuckDBTimestampValue) return wallClock(value);
  assert(value instanceof DuckDBDecimalValue, `a question answers plain values, not ${value.constructor.name}`);
  return /^-?\d+$/.test(value.toString()) ? safeNumber(BigInt(value.toString())) : value.toString();
}

function safeNumber(value: bigint): number {
  const number = Number(value);
  assert(Number.isSafeInteger(number), 'a whole number from the copy fits a safe integer');
  return number;
}

const millisOf = (micros: bigint): number => Number(micros / 1000n);

/** A clock's reading as the driver of PostgreSQL gives it: a date whose local parts are those of the clock. */
function wallClock({ micros }: DuckDBTimestampValue): Date {
  const utc = new Date(millisOf(micros));
  return new Date(utc.toISOString().slice(0, -1));
}
