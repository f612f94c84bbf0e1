import type { Socket } from 'node:net';
import pg from 'pg';
import { assert, Fault } from '@shuke/kernel';
import { arrayLiteral } from './array-literal.ts';
import type { Actor } from './ctx.ts';
import type { MerchantEvent } from './event.ts';
import type { Statement } from './sql.ts';
import type { Vault } from './vault.ts';

// int8 comes as a string by default. Our minor units and counts fit a safe integer, and one that did not must not pass.
const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC = 1700;
const DATE = 1082;

function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), 'an int8 from the database fits a safe integer');
  return value;
}

/** How this program reads PostgreSQL's types; it is given to each pool, so that other users of the driver keep theirs. */
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, safeInteger);
// sum() of an int8 is numeric: whole numbers come as numbers, the rest as text, for nothing is rounded in silence.
types.setTypeParser(NUMERIC, (text) => (/^-?\d+$/.test(text) ? safeInteger(text) : text));
types.setTypeParser(INT8_ARRAY, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(safeInteger)));
// A date is a business day, not an instant: it stays YYYY-MM-DD.
types.setTypeParser(DATE, (text) => text);

/** What a store needs of a connection. */
export interface Queryable {
  many<Row>(statement: Statement): Promise<Row[]>;
  one<Row>(statement: Statement): Promise<Row>;
  maybeOne<Row>(statement: Statement): Promise<Row | null>;
  /** Runs a statement and answers how many rows it touched. */
  run(statement: Statement): Promise<number>;
}

/** One transaction, which may act for several merchants. `now` is the instant of the whole transaction. */
export interface BatchTx extends Queryable {
  readonly now: Date;
  readonly vault: Vault;
  /** The events of a batch, which are written when it commits. */
  readonly gathered?: MerchantEvent[];
}

/** One transaction of one merchant. */
export interface Tx extends BatchTx {
  readonly merchantId: string;
  /** On whose behalf, as the audit says it. */
  readonly actor: Actor;
}

/** Wraps a connection so that every statement is named, hence prepared once and then only bound. */
export function queryable(client: Pick<pg.ClientBase, 'query'>): Queryable {
  const query = async <Row>({ text, values, name }: Statement) => {
    gatherWrites(client);
    const bound = values.map((value) => (Array.isArray(value) ? (arrayLiteral(value) ?? value) : value));
    return (await client.query({ text, values: bound, name })) as unknown as pg.QueryResult<Row & object>;
  };
  return {
    many: async <Row>(s: Statement) => (await query<Row>(s)).rows,
    one: async <Row>(s: Statement) => {
      const { rows } = await query<Row>(s);
      assert(rows.length === 1, `exactly one row, got ${rows.length}: ${s.text.slice(0, 80)}`);
      return rows[0] as Row;
    },
    maybeOne: async <Row>(s: Statement) => {
      const { rows } = await query<Row>(s);
      assert(rows.length <= 1, `at most one row, got ${rows.length}: ${s.text.slice(0, 80)}`);
      return rows[0] ?? null;
    },
    run: async (s) => (await query(s)).rowCount ?? 0,
  };
}

/** What is sent in one turn goes out in one write: writing each statement by itself took a seventh of a checkout's time. */
export function gatherWrites(client: Pick<pg.ClientBase, 'query'>): void {
  const { connection } = client as { connection?: { stream: Pick<Socket, 'cork' | 'uncork'> } };
  if (!connection) return;
  connection.stream.cork();
  process.nextTick(() => connection.stream.uncork());
}

export interface PoolOptions {
  url: string;
  max: number;
  /** Sends statements without waiting for the one before. COPY and cursors need it off. */
  pipeline: boolean;
  name: string;
  onError: (error: Error) => void;
}

/** A pool whose idle errors are reported rather than ending the process, as when the database restarts. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    pipeline: options.pipeline,
    types,
    application_name: options.name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  return pool;
}

/** Takes a connection, or says as a fault that the database is not there. */
export async function checkout(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new Fault('the database cannot be reached', { cause });
  }
}

const CONNECTION_LOST = new Set(['57P01', '57P02', '57P03', '08000', '08003', '08006', 'ECONNRESET', 'ECONNREFUSED']);

/** The SQLSTATE of a database error, or null for anything else. */
export const sqlState = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** The violated constraint's name, which stores map to refusals. */
export const constraintOf = (error: unknown): string | null =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : null;

export const isConnectionLost = (error: unknown): boolean => CONNECTION_LOST.has(sqlState(error) ?? '');
