import pg from 'pg';
import type { Db } from '../ctx.ts';
import { newId } from '@shuke/kernel';
import { sql } from '../sql.ts';
import type { Tx } from '../client.ts';

/** Runs statements as the owner of the tables, who sees past row-level security: for looking and for tables of a test. */
export async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** A tenant table like a module's own, fenced by the same procedure. */
export const makeProbe = (ownerUrl: string): Promise<unknown> =>
  asOwner(ownerUrl, async (owner) => {
    await owner.query(`
      create table probe (
        merchant_id uuid not null,
        probe_id uuid not null,
        n bigint not null check (n >= 0),
        primary key (merchant_id, probe_id)
      )`);
    await owner.query(`call shuke_tenant_table('probe', 'select, insert, update')`);
  });

export const insertProbe = async (tx: Tx, n: number): Promise<string> => {
  const id = newId();
  await tx.run(sql`insert into probe (merchant_id, probe_id, n) values (${tx.merchantId}, ${id}, ${n})`);
  return id;
};

export const addToProbe = async (tx: Tx, id: string, by: number): Promise<number> => {
  const row = await tx.one<{ n: number }>(sql`
    update probe set n = n + ${by}::bigint where merchant_id = ${tx.merchantId} and probe_id = ${id} returning n`);
  return row.n;
};

export const readProbe = async (ownerUrl: string, id: string): Promise<number> =>
  asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ n: string }>('select n from probe where probe_id = $1', [id]);
    return Number(rows[0]?.n);
  });

/** Ends the server's side of every connection of a pool, as a crash of PostgreSQL or a fail-over would. */
export const killConnections = (ownerUrl: string, pool: keyof Omit<Db, 'close'>): Promise<unknown> =>
  asOwner(ownerUrl, (owner) =>
    owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = $1 and datname = current_database()`,
      [`shuke ${pool}`],
    ),
  );

/** A promise that another part of the test settles. */
export function gate(): { opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
