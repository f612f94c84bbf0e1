import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { Bug, newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { inLookup } from '../lookup.ts';
import { sql } from '../sql.ts';
import { inBatch, inRead, inTx } from '../tx.ts';
import { asOwner, insertProbe, makeProbe } from './probe.ts';

const services = testServices();
const mine = newId();
const theirs = newId();
let theirProbe = '';

beforeAll(async () => {
  await makeProbe(services.ownerUrl);
  await inTx(actAs(services, mine), {}, async (tx) => ok(await insertProbe(tx, 1)));
  const made = await inTx(actAs(services, theirs), {}, async (tx) => ok(await insertProbe(tx, 2)));
  theirProbe = made.ok ? made.value : '';
});

/** One statement as the application signs in, without a merchant unless the statement names one. */
const asApp = (text: string): Promise<pg.QueryResult> => services.db.app.query(text) as Promise<pg.QueryResult>;

/** The SQLSTATE with which a statement is refused, or what it gave where it is not. */
const refusalOf = (running: Promise<unknown>): Promise<unknown> =>
  running.catch((error: { code?: string }) => error.code ?? error);

const PRIVILEGE = '42501';

describe('without a merchant', () => {
  test('no row of any tenant table is visible', async () => {
    expect((await asApp('select n from probe')).rows).toEqual([]);
    const seen = await inLookup(services, (db) => db.many(sql`select n from probe`));
    expect(seen).toEqual([]);
  });

  test('none is left over from the transaction before on the same connection', async () => {
    const client = await services.db.app.connect();
    try {
      await client.query(`begin; set local shuke.merchants = '${mine}'`);
      expect((await client.query('select n from probe')).rows).toHaveLength(1);
      await client.query('commit');
      expect((await client.query('select n from probe')).rows).toEqual([]);
    } finally {
      client.release();
    }
  });

  test('nothing can be written', async () => {
    expect((await asApp('update probe set n = 5')).rowCount).toBe(0);
    const insert = asApp(`insert into probe values ('${mine}', '${newId()}', 1)`);
    expect(await refusalOf(insert)).toBe(PRIVILEGE);
  });
});

describe('the rows of another merchant', () => {
  const me = () => actAs(services, mine);

  test('are invisible, even by their id', async () => {
    const rows = await inRead(me(), (tx) => tx.many<{ n: number }>(sql`select n from probe`));
    expect(rows).toEqual([{ n: 1 }]);
    const byId = await inRead(me(), (tx) => tx.many(sql`select n from probe where probe_id = ${theirProbe}`));
    expect(byId).toEqual([]);
  });

  test('cannot be changed, added or taken', async () => {
    const touched = await inTx(me(), {}, async (tx) =>
      ok(await tx.run(sql`update probe set n = 9 where probe_id = ${theirProbe}`)),
    );
    expect(touched).toEqual(ok(0));
    const added = inTx(me(), {}, async (tx) =>
      ok(await tx.run(sql`insert into probe (merchant_id, probe_id, n) values (${theirs}, ${newId()}, 1)`)),
    );
    expect(await refusalOf(added)).toBe(PRIVILEGE);
    const moved = inTx(me(), {}, async (tx) => ok(await tx.run(sql`update probe set merchant_id = ${theirs}`)));
    expect(await refusalOf(moved)).toBe(PRIVILEGE);
  });

  test('do not show when a transaction names a list of merchants: the policy takes one', async () => {
    const both = asApp(`begin; set local shuke.merchants = '${mine},${theirs}'; select n from probe; commit`);
    expect(await refusalOf(both)).toBe('22P02');
    await asApp('rollback');
  });

  test('cannot be asked for by an id that is none: it never reaches the SQL text', async () => {
    const injected = actAs(services, `${mine}'; set role postgres; --`);
    await expect(inRead(injected, async () => 1)).rejects.toThrow(Bug);
  });
});

describe('the application role', () => {
  test('owns nothing and may not pass by, create or become anybody', async () => {
    await asOwner(services.ownerUrl, async (owner) => {
      const roles = await owner.query(`
        select rolname from pg_roles
         where rolname like 'shuke%' and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)`);
      expect(roles.rows).toEqual([]);
      const owned = await owner.query(`
        select relname as name from pg_class where pg_get_userbyid(relowner) in ('shuke_app', 'shuke_test_app')
        union all
        select proname from pg_proc where pg_get_userbyid(proowner) in ('shuke_app', 'shuke_test_app')`);
      expect(owned.rows).toEqual([]);
    });
    for (const attempt of [
      'set role postgres',
      'set role shuke_jobs',
      'create table mine (a int)',
      'create temporary table probe_copy as select 1; alter table probe disable row level security',
      'truncate probe',
      'drop table probe',
      'select task_identifier from graphile_worker.jobs',
    ]) {
      expect(await refusalOf(asApp(attempt)), attempt).toBe(PRIVILEGE);
    }
    const past = asApp('begin; set local row_security = off; select n from probe; commit');
    expect(await refusalOf(past)).toBe(PRIVILEGE);
    await asApp('rollback');
  });

  test('sees tables of merchants through a forced policy only', async () => {
    const open = await asOwner(services.ownerUrl, (owner) =>
      owner.query<{ name: string }>(`
        select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
           and exists (select 1 from information_schema.columns i
                        where i.table_schema = 'public' and i.table_name = c.relname and i.column_name = 'merchant_id')
           and has_table_privilege('shuke_app', c.oid, 'select, insert, update, delete')`),
    );
    expect(open.rows).toEqual([]);
  });
});

describe('the batch poster', () => {
  const batch = (merchantIds: string[]) => ({ merchantIds, lockTimeoutMs: 30 });
  const all = sql`select merchant_id, n from posted order by n`;
  const add = (merchantId: string, n: number) => sql`insert into posted (merchant_id, n) values (${merchantId}, ${n})`;

  beforeAll(() =>
    asOwner(services.ownerUrl, async (owner) => {
      await owner.query('create table posted (merchant_id uuid not null, n bigint not null)');
      await owner.query(`call shuke_tenant_table('posted', 'select, insert')`);
      await owner.query(`call shuke_posted_table('posted', 'select, insert')`);
    }),
  );

  test('writes for the merchants of its batch and for no other', async () => {
    await inBatch(services, batch([mine, theirs]), async (tx) => {
      await tx.run(add(mine, 1));
      await tx.run(add(theirs, 2));
    });
    expect(await inBatch(services, batch([mine, theirs]), (tx) => tx.many(all))).toHaveLength(2);
    expect(await inBatch(services, batch([theirs]), (tx) => tx.many(all))).toEqual([{ merchant_id: theirs, n: 2 }]);
    const stranger = inBatch(services, batch([mine]), (tx) => tx.run(add(theirs, 3)));
    expect(await refusalOf(stranger)).toBe(PRIVILEGE);
  });

  test('writes all of a batch or nothing', async () => {
    const broken = inBatch(services, batch([mine]), async (tx) => {
      await tx.run(add(mine, 7));
      throw new Error('the batch is split');
    });
    await expect(broken).rejects.toThrow('the batch is split');
    expect(await inBatch(services, batch([mine]), (tx) => tx.many(all))).toHaveLength(1);
  });

  test('sees no table that was not opened to it, and takes only ids of merchants', async () => {
    expect(await refusalOf(inBatch(services, batch([mine]), (tx) => tx.many(sql`select n from probe`)))).toBe(
      PRIVILEGE,
    );
    const injected = inBatch(services, batch([`${mine}'; set role postgres; --`]), async () => 1);
    await expect(injected).rejects.toThrow(Bug);
  });
});

describe("the back room's role", () => {
  test('looks over merchants at the outbox alone, and stamps positions there', async () => {
    const asJobs = (text: string): Promise<unknown> => services.db.jobs.query(text);
    expect(await refusalOf(asJobs('select n from probe'))).toBe(PRIVILEGE);
    expect(await refusalOf(asJobs('select key from idempotency'))).toBe(PRIVILEGE);
    expect(await refusalOf(asJobs(`update outbox set payload = '{}'`))).toBe(PRIVILEGE);
    expect(await refusalOf(asJobs('delete from outbox'))).toBe(PRIVILEGE);
    expect(await asJobs('update outbox set position = null where false')).toMatchObject({ rowCount: 0 });
  });
});
