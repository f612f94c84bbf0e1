import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { BenchDatabase } from '../lib/database.ts';
import { timed } from '../lib/report.ts';

/** What an import fills, in the order in which a dump would restore it. */
const TABLES = ['store', 'product', 'customer', 'customer_identifier', 'sales_order'] as const;

export type Format = 'text' | 'binary';

/** Writes the rows that the import made to files, in the order of their keys. Not timed. */
export async function dumpRows({ owner, name }: BenchDatabase, folder: string, format: Format): Promise<void> {
  for (const table of TABLES) {
    const rows = owner.query(copyTo(`copy (select * from ${table} order by 1, 2) to stdout (format ${format})`));
    await pipeline(rows, createWriteStream(join(folder, `${name}.${table}.${format}`)));
  }
}

/** Copies the rows into empty tables with the same columns, checks, keys and indexes, and answers the seconds it took. */
export async function copyRows({ owner, name }: BenchDatabase, folder: string, format: Format): Promise<number> {
  for (const table of TABLES) {
    await owner.query(`drop table if exists peer_${table}`);
    await owner.query(`create table peer_${table} (like ${table} including all)`);
  }
  await owner.query('checkpoint');
  let seconds = 0;
  for (const table of TABLES) {
    const rows = createReadStream(join(folder, `${name}.${table}.${format}`), { highWaterMark: 256 * 1024 });
    const copied = await timed(() =>
      pipeline(rows, owner.query(copyFrom(`copy peer_${table} from stdin (format ${format})`))),
    );
    seconds += copied.seconds;
  }
  return seconds;
}

/** Throws where the copy is not what the import made, row by row. */
export async function compareRows({ owner }: BenchDatabase): Promise<void> {
  for (const table of TABLES) {
    // As text, for a column of JSON has no equality.
    const { rows } = await owner.query<{ differ: number }>(
      `select count(*)::int as differ
         from (select t::text from ${table} t except all select t::text from peer_${table} t) as one_sided`,
    );
    if (rows[0]!.differ > 0) throw new Error(`${rows[0]!.differ} rows of ${table} differ from what was copied`);
  }
}
