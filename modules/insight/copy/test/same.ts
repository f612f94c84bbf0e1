import { expect } from 'vitest';
import { raw, sql, type Ctx } from '@shuke/db';
import type { Engine, Reader } from '../asks.ts';
import { withReader } from '../reader.ts';
import { nameList, TABLES, type TableName } from '../tables.ts';

type Rows = Record<string, string[]>;

/** Expects that every table of the merchant's copy holds what its view shows in PostgreSQL; answers how many rows each has. */
export async function expectSame(ctx: Ctx): Promise<Record<string, number>> {
  const [copied, own] = [await allRows(ctx, 'duckdb'), await allRows(ctx, 'postgres')];
  for (const table of Object.keys(TABLES))
    expect({ table, ...differences(copied[table]!, own[table]!) }).toEqual({
      table,
      missing: [],
      tooMany: [],
      twice: 0,
    });
  return Object.fromEntries(Object.entries(own).map(([table, rows]) => [table, rows.length]));
}

const allRows = (ctx: Ctx, engine: Engine): Promise<Rows> =>
  withReader(
    ctx,
    async (reader) => {
      expect(reader.engine).toBe(engine);
      const all: Rows = {};
      for (const table of Object.keys(TABLES) as TableName[]) all[table] = await rowsOfTable(reader, table);
      return all;
    },
    { engine },
  );

async function rowsOfTable(reader: Reader, table: TableName): Promise<string[]> {
  const columns = raw(nameList(['merchant_id', ...Object.keys(TABLES[table].columns)]));
  const rows = await reader.many(sql`select ${columns} from ${raw(table)} where merchant_id = ${reader.merchantId}`);
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

/** A few of the rows that one has and the other has not, and how many there are more than once. */
export function differences(copied: readonly string[], own: readonly string[]) {
  const few = (rows: readonly string[], others: readonly string[]): string[] => {
    const known = new Set(others);
    return rows.filter((row) => !known.has(row)).slice(0, 3);
  };
  return { missing: few(own, copied), tooMany: few(copied, own), twice: copied.length - new Set(copied).size };
}
