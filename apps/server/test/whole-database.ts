import pg from 'pg';

export interface Dump {
  /** By table, all of its rows as text, bytes both in hexadecimal digits and read as text. */
  readonly tables: ReadonlyMap<string, string>;
}

/** Reads every table of the database, of the job queue too, as whoever stole a dump of it would. */
export async function dumpOf(ownerUrl: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const tables = new Map<string, string>();
    for (const { name } of rows) {
      const dumped = await client.query<{ line: string }>(`select t::text as line from ${name} as t`);
      tables.set(name, dumped.rows.map(({ line }) => `${line}\n${bytesAsText(line)}`).join('\n'));
    }
    return { tables };
  } finally {
    await client.end();
  }
}

const bytesAsText = (line: string): string =>
  [...line.matchAll(/\\x((?:[0-9a-f]{2})+)/g)].map(([, hex]) => Buffer.from(hex!, 'hex').toString('utf8')).join('\n');

/** In which tables a word stands. */
export const tablesWith = ({ tables }: Dump, word: string): string[] =>
  [...tables].filter(([, text]) => text.includes(word)).map(([name]) => name);
