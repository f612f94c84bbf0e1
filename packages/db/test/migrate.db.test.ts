import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { databaseUrl, MIGRATIONS_DIR, TEST_SECRET } from '@shuke/testkit';
import { startTemporaryPostgres } from '../embedded/index.ts';
import { migrate, UnusableDatabase } from '../migrate.ts';
import { startOldServer } from './old-server.ts';
import { asOwner } from './probe.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuke-migrate-'));
const made: string[] = [];
let url = '';
let name = '';

beforeEach(async () => {
  name = `shuke_migrate_${process.pid}_${made.length}`;
  made.push(name);
  await asOwner(inject('serverUrl'), (owner) => owner.query(`create database ${name}`));
  url = databaseUrl(inject('serverUrl'), name);
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await asOwner(inject('serverUrl'), async (owner) => {
    for (const database of made) {
      await owner.query(`drop database if exists ${database} with (force)`);
      for (const role of ['app', 'bulk', 'jobs']) await owner.query(`drop role if exists ${database}_${role}`);
    }
  });
});

/** A folder with the real first migration and further ones of the test's own. */
function migrations(further: Record<string, string> = {}): string {
  const dir = mkdtempSync(join(folder, 'migrations-'));
  cpSync(join(MIGRATIONS_DIR, '0001_foundation'), join(dir, '0001_foundation'), { recursive: true });
  for (const [migration, text] of Object.entries(further)) {
    mkdirSync(join(dir, migration), { recursive: true });
    writeFileSync(join(dir, migration, 'up.sql'), text);
  }
  return dir;
}

const run = (migrationsDir: string, ownerUrl = url): Promise<string[]> =>
  migrate({ ownerUrl, secret: TEST_SECRET, rolePrefix: name, migrationsDir });

/** The error that a run ends with; a run that passes fails the test. */
async function refusal(running: Promise<unknown>): Promise<UnusableDatabase> {
  const error = await running.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UnusableDatabase);
  return error as UnusableDatabase;
}

/** Everything of the database that a migration could have left: relations, functions, schemas and roles. */
const contents = (ownerUrl = url): Promise<string[]> =>
  asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ what: string }>(
      `select 'relation ' || relname as what from pg_class where relnamespace = 'public'::regnamespace
       union all select 'function ' || proname from pg_proc where pronamespace = 'public'::regnamespace
       union all select 'schema ' || nspname from pg_namespace where nspname = 'graphile_worker'
       union all select 'role ' || rolname from pg_roles where rolname like $1 || '%'
       order by 1`,
      [name],
    );
    return rows.map((row) => row.what);
  });

describe('a database that Shuke can use', () => {
  test('is brought to the newest schema, and a second run changes nothing', async () => {
    expect(await run(MIGRATIONS_DIR)).toContain('0001_foundation');
    const first = await contents();
    expect(await run(MIGRATIONS_DIR)).toEqual([]);
    expect(await contents()).toEqual(first);
  });

  test('gets the migrations that it lacks and keeps what it holds', async () => {
    const dir = migrations();
    await run(dir);
    await asOwner(url, (owner) => owner.query(`insert into outbox_head values (gen_random_uuid(), 7)`));
    mkdirSync(join(dir, '0002_more'));
    writeFileSync(join(dir, '0002_more', 'up.sql'), 'create table more (merchant_id uuid primary key)');
    expect(await run(dir)).toEqual(['0002_more']);
    expect(await asOwner(url, (owner) => owner.query('select from outbox_head'))).toMatchObject({ rowCount: 1 });
  });

  test('may be migrated by two servers that start together: one does it, the other finds it done', async () => {
    const dir = migrations({ '0002_slow': 'select pg_sleep(0.3); create table slow (merchant_id uuid primary key)' });
    const done = await Promise.all([run(dir), run(dir), run(dir)]);
    expect(done.flat().toSorted()).toEqual(['0001_foundation', '0002_slow']);
  });

  test('may belong to a user who is no superuser but may create roles', async () => {
    const server = await startTemporaryPostgres({ binDir: process.env.SHUKE_TEST_PG_BIN || undefined });
    try {
      await asOwner(server.url, async (owner) => {
        await owner.query(`create role shop login createrole password 'shop'`);
        await owner.query('create database shop owner shop');
      });
      const owned = new URL(databaseUrl(server.url, 'shop'));
      owned.username = 'shop';
      owned.password = 'shop';
      expect(await run(MIGRATIONS_DIR, owned.href)).toContain('0001_foundation');
      expect(await run(MIGRATIONS_DIR, owned.href)).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});

describe('a database that Shuke cannot use', () => {
  test('that is not there is told with its address and without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const error = await refusal(run(MIGRATIONS_DIR, `postgres://shop:a-password@127.0.0.1:${port}/shop`));
    expect(error.code).toBe('database_unreachable');
    expect(error.message).toContain(`127.0.0.1:${port}/shop`);
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).not.toContain('a-password');
  });

  test('that refuses the password says so', async () => {
    const wrong = new URL(url);
    wrong.password = 'another';
    const error = await refusal(run(MIGRATIONS_DIR, wrong.href));
    expect(error.code).toBe('database_unreachable');
    expect(error.message).toContain('password authentication failed');
  });

  test('that is older than 15 is told its version, and is asked nothing else', async () => {
    const old = await startOldServer('14.19', '140019');
    try {
      const error = await refusal(run(MIGRATIONS_DIR, old.url));
      expect(error.code).toBe('database_too_old');
      expect(error.message).toContain('PostgreSQL 14.19');
      expect(old.queries).toHaveLength(1);
      expect(old.queries[0]).toContain('server_version_num');
    } finally {
      old.close();
    }
  });

  test('that holds the tables of something else is left as it is', async () => {
    await asOwner(url, (owner) => owner.query('create table wp_posts (id int)'));
    const error = await refusal(run(MIGRATIONS_DIR));
    expect(error.code).toBe('database_not_ours');
    expect(await contents()).toEqual(['relation wp_posts']);
  });

  test('whose migrations had another text is left as it is', async () => {
    await run(migrations({ '0002_more': 'create table more (merchant_id uuid primary key)' }));
    const before = await contents();
    const changed = migrations({ '0002_more': 'create table others (merchant_id uuid primary key)' });
    const error = await refusal(run(changed));
    expect(error.code).toBe('database_half_migrated');
    expect(error.message).toContain('0002_more');
    expect(await contents()).toEqual(before);
  });

  test('that a newer version migrated is left to it', async () => {
    await run(migrations({ '0002_newer': 'create table newer (merchant_id uuid primary key)' }));
    const before = await contents();
    const error = await refusal(run(migrations()));
    expect(error.code).toBe('database_half_migrated');
    expect(error.message).toContain('"0002_newer", which this version does not know');
    expect(await contents()).toEqual(before);
  });

  test('on which a migration fails keeps nothing of it, nor of those before it', async () => {
    const dir = migrations({
      '0002_good': 'create table good (merchant_id uuid primary key)',
      '0003_bad': 'create table bad (merchant_id uuid primary key); select 1 / 0',
    });
    const error = await refusal(run(dir));
    expect(error.code).toBe('database_migration_failed');
    expect(error.message).toContain('0003_bad');
    expect(error.message).toContain('division by zero');
    expect(await contents()).toEqual([]);
    writeFileSync(join(dir, '0003_bad', 'up.sql'), 'create table bad (merchant_id uuid primary key)');
    expect(await run(dir)).toEqual(['0001_foundation', '0002_good', '0003_bad']);
  });

  test('whose user may not create roles is told what an administrator can do', async () => {
    const weak = `${name}_weak`;
    await asOwner(url, (owner) => owner.query(`create role ${weak} login password 'weak'`));
    const own = new URL(url);
    own.username = weak;
    own.password = 'weak';
    try {
      const error = await refusal(run(MIGRATIONS_DIR, own.href));
      expect(error.code).toBe('database_role_too_weak');
      expect(error.message).toContain(`alter role "${weak}" createrole`);
      expect(await contents()).toEqual([`role ${weak}`]);
    } finally {
      await asOwner(url, (owner: pg.Client) => owner.query(`drop role ${weak}`));
    }
  });
});
