import { expect } from 'vitest';
import { raw, sql, systemCtx, type Ctx } from '@shuke/db';
import { withReader, type Reader } from '@shuke/insight';
import type { House } from './house.ts';

interface Table {
  readonly name: string;
  readonly columns: string;
}

// What the copy has is asked of itself, in DuckDB's own words.
const tablesOf = (reader: Reader): Promise<Table[]> =>
  reader.many<Table>(sql`
    select table_name as name, string_agg('"' || column_name || '"', ', ' order by column_index) as columns
      from duckdb_columns()
     where database_name = current_database() and table_name like 'pub%'
     group by table_name order by table_name`);

async function rowsOf(reader: Reader, { name, columns }: Table): Promise<string[]> {
  const rows = await reader.many(sql`
    select ${raw(columns)} from ${raw(name)} where merchant_id = ${reader.merchantId}`);
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

/** Expects that a merchant's copy holds in each table what PostgreSQL shows; answers how many rows those are. */
export async function expectSameCopy({ services }: House, merchantId: string): Promise<Record<string, number>> {
  const ctx: Ctx = systemCtx(services, merchantId);
  const copied = await withReader(
    ctx,
    async (reader) => {
      const tables = await tablesOf(reader);
      const rows: string[][] = [];
      for (const table of tables) rows.push(await rowsOf(reader, table));
      return { tables, rows };
    },
    { engine: 'duckdb' },
  );
  const counts: Record<string, number> = {};
  const compare = async (reader: Reader): Promise<void> => {
    for (const [i, table] of copied.tables.entries()) {
      const own = await rowsOf(reader, table);
      const other = { missing: few(own, copied.rows[i]!), tooMany: few(copied.rows[i]!, own) };
      expect({ table: table.name, rows: copied.rows[i]!.length, ...other }).toEqual({
        table: table.name,
        rows: own.length,
        missing: [],
        tooMany: [],
      });
      counts[table.name] = own.length;
    }
  };
  await withReader(ctx, compare, { engine: 'postgres' });
  return counts;
}

/** A few of the rows that others have not. */
const few = (rows: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row)).slice(0, 3);
};
