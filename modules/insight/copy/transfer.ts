import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { assert, isUuid, newId } from '@shuke/kernel';
import type { inSnapshot } from '@shuke/db';
import { to as copyTo } from 'pg-copy-streams';
import { rowsOf } from './duck-rows.ts';
import { bound } from './duck-values.ts';
import { quoted } from './engine.ts';
import type { Feed } from './feeds.ts';
import { nameList } from './tables.ts';

type Client = Parameters<Parameters<typeof inSnapshot>[1]>[1];

/** From one snapshot of PostgreSQL into one merchant's file. */
export interface Transfer {
  readonly merchantId: string;
  readonly client: Client;
  readonly duck: DuckDBConnection;
  /** Where rows lie on their way. */
  readonly dir: string;
}

/** Rows on their way, in a form that PostgreSQL writes and DuckDB reads with all its threads. */
export interface RowFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes the rows of a feed's view for which a condition holds, made of names and ids of our own, into a file. They go by a file and
 * not through this process's hands: guests at the tills share its one thread, and a million lines would keep them waiting.
 */
export async function fetchRows({ merchantId, client, dir }: Transfer, feed: Feed, where: string): Promise<RowFile> {
  const path = join(dir, `${newId()}.csv`);
  const sent = feed.columns.map((column) => column.sent).join(', ');
  const rows = `select ${sent} from ${feed.view} where merchant_id = '${merchantId}' and ${where}`;
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  try {
    await pipeline(client.query(copyTo(`copy (${rows}) to stdout (format csv)`)), file);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, bytes: file.bytesWritten };
}

const FORMAT = `header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, new_line = '\\n'`;

/** Reads fetched rows into the table `page` of the connection, and takes their file away. */
export async function openPage({ duck }: Transfer, { columns }: Feed, file: RowFile): Promise<void> {
  const read = `{${columns.map((column) => column.read).join(', ')}}`;
  const taken = columns.map((column) => column.taken).join(', ');
  // DuckDB takes an empty file for a damaged one.
  const rows = file.bytes > 0 ? `read_csv('${quoted(file.path)}', ${FORMAT}, columns = ${read})` : nothing(columns);
  try {
    await duck.run(`create or replace temp table page as select ${taken} from ${rows}`);
  } finally {
    await rm(file.path, { force: true });
  }
}

const nothing = (columns: Feed['columns']): string =>
  `(select ${columns.map(({ read }) => read.replace(/^'(.*)': '(.*)'$/, 'null::$2 as "$1"')).join(', ')} where false)`;

/** Adds what is in `page` to the tables of its feed. */
export async function addPage({ duck, merchantId }: Transfer, { fills }: Feed): Promise<void> {
  for (const { table, columns, from } of fills) {
    const names = nameList(columns);
    await duck.run(`insert into ${table} (merchant_id, ${names}) select '${merchantId}'::uuid, ${names} from ${from}`);
  }
}

/**
 * Takes away the rows that `page` holds anew, and those of these ids, which may be there no more; answers the business days of the
 * orders among them.
 */
export async function dropReplaced({ duck }: Transfer, { fills, by }: Feed, ids: readonly string[]): Promise<string[]> {
  const { values, types } = bound([ids]);
  const days: string[] = [];
  for (const { table } of fills) {
    const replaced = `${by} in (select ${by} from page union select unnest($1::uuid[]))`;
    const telling = table === 'pub_order' ? 'returning business_day as day' : '';
    const gone = await duck.run(`delete from ${table} where ${replaced} ${telling}`, values, types);
    if (table === 'pub_order') days.push(...(await rowsOf<{ day: string }>(gone)).map(({ day }) => day));
  }
  return days;
}

/** The business days of the orders in `page`. */
export async function daysOfPage({ duck }: Transfer): Promise<string[]> {
  const rows = await rowsOf<{ day: string }>(await duck.run('select distinct business_day as day from page'));
  return rows.map(({ day }) => day);
}

/** Ids as they stand in a condition: COPY takes no bind parameters, so its text is made of asserted UUIDs alone. */
export function idList(ids: readonly string[]): string {
  assert(ids.every(isUuid), 'ids in the text of a statement are UUIDs');
  return `any('{${ids.join(',')}}'::uuid[])`;
}
