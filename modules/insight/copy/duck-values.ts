import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBTimestampTZValue,
  LIST,
  listValue,
  SQLNULL,
  TIMESTAMPTZ,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { assert } from '@shuke/kernel';

interface Bound {
  readonly value: DuckDBValue;
  readonly type: DuckDBType;
}

/** What a statement binds, as DuckDB takes it. A text is left untyped as for PostgreSQL: the statement's casts say what it is. */
export function bound(values: readonly unknown[]): { values: DuckDBValue[]; types: DuckDBType[] } {
  const all = values.map(boundOne);
  return { values: all.map(({ value }) => value), types: all.map(({ type }) => type) };
}

function boundOne(value: unknown): Bound {
  if (value === null || value === undefined) return { value: null, type: SQLNULL };
  if (typeof value === 'string') return { value, type: VARCHAR };
  if (typeof value === 'boolean') return { value, type: BOOLEAN };
  if (typeof value === 'number') return boundNumber(value);
  if (value instanceof Date)
    return { value: new DuckDBTimestampTZValue(BigInt(value.getTime()) * 1000n), type: TIMESTAMPTZ };
  assert(Array.isArray(value), `a statement binds texts, numbers, booleans, instants and lists, not ${typeof value}`);
  return boundList(value);
}

const boundNumber = (value: number): Bound =>
  Number.isSafeInteger(value) ? { value: BigInt(value), type: BIGINT } : { value, type: DOUBLE };

function boundList(items: readonly unknown[]): Bound {
  const all = items.map(boundOne);
  const known = all.find(({ value }) => value !== null)?.type ?? VARCHAR;
  // Among numbers one that is not whole makes them all so.
  const isMixed = known === BIGINT && all.some(({ type }) => type === DOUBLE);
  const type = isMixed ? DOUBLE : known;
  const values = all.map(({ value }) => (type === DOUBLE && typeof value === 'bigint' ? Number(value) : value));
  return { value: listValue(values), type: LIST(type) };
}
