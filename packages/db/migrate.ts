import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { makeWorkerUtils } from 'graphile-worker';
import { createPool, sqlState } from './client.ts';
import { createRoles, loginName, loginPassword, urlAs } from './roles.ts';

/** A database that Shuke will not work on, with what would help. Nothing in it was changed. */
export class UnusableDatabase extends Error {
  override name = 'UnusableDatabase';
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export interface MigrateOptions {
  /** A role that may create roles, schemas and tables. */
  ownerUrl: string;
  secret: string;
  /** Prefix of the sign-in roles' names. */
  rolePrefix: string;
  migrationsDir: string;
}

interface Migration {
  version: number;
  name: string;
  checksum: string;
  text: string;
}

const OLDEST = 150_000;
const LOCK_KEY = 7_305_110; // any constant: two servers that start together migrate one after the other

/** Brings a database to this program's schema, all pending migrations in one transaction, and answers their names. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const known = readMigrations(options.migrationsDir);
  const client = await connectOwner(options.ownerUrl);
  try {
    await refuseOldServer(client);
    // Held until this connection ends, for the job queue's own tables are made after the commit.
    await client.query(`select pg_advisory_lock(${LOCK_KEY})`);
    await client.query('begin');
    const pending = pendingOf(known, await appliedMigrations(client));
    await mayCreateRoles(client);
    await createRoles(client, options.rolePrefix, options.secret);
    const jobs = loginName(options.rolePrefix, 'jobs');
    await asMakersOf(client, ['shuke_import'], async () => {
      for (const migration of pending) await apply(client, migration);
    });
    await client.query(`create schema if not exists graphile_worker authorization "${jobs}"`);
    await client.query('commit');
    await migrateJobs(client, options, jobs);
    return pending.map((m) => m.name);
  } finally {
    await client.end();
  }
}

async function connectOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { host, pathname } = new URL(url);
    const why = cause instanceof Error ? cause.message || String(sqlState(cause)) : String(cause);
    throw new UnusableDatabase(
      'database_unreachable',
      `The database ${host}${pathname} cannot be reached: ${why}. Check DATABASE_URL, and that PostgreSQL runs there and accepts this user.`,
      cause,
    );
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ num: string; shown: string }>(
    `select current_setting('server_version_num') as num, current_setting('server_version') as shown`,
  );
  const { num, shown } = rows[0]!;
  if (Number(num) >= OLDEST) return;
  throw new UnusableDatabase(
    'database_too_old',
    `The database is PostgreSQL ${shown}; Shuke needs 15 or later. Nothing was changed. Upgrade it, or unset DATABASE_URL to use the embedded one.`,
  );
}

async function mayCreateRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean; name: string }>(
    `select rolsuper or rolcreaterole as may, rolname as name from pg_roles where rolname = current_user`,
  );
  if (rows[0]?.may) return;
  throw new UnusableDatabase(
    'database_role_too_weak',
    `The database user ${rows[0]?.name} may not create roles. Nothing was changed. As an administrator run: alter role "${rows[0]?.name}" createrole;`,
  );
}

/** What the database says was applied, oldest first; null where it holds no Shuke at all. */
async function appliedMigrations(client: pg.Client): Promise<Omit<Migration, 'text'>[] | null> {
  const { rows } = await client.query<{ has: boolean; others: number }>(`
    select to_regclass('public.shuke_migration') is not null as has,
           (select count(*)::int from pg_tables where schemaname = 'public') as others`);
  if (rows[0]!.has) {
    const applied = await client.query<Omit<Migration, 'text'>>(
      'select version, name, checksum from shuke_migration order by version',
    );
    return applied.rows;
  }
  if (rows[0]!.others > 0) {
    throw new UnusableDatabase(
      'database_not_ours',
      `The database holds ${rows[0]!.others} tables but no record of Shuke's migrations: it belongs to something else, or a restore stopped half-way. Nothing was changed. Use an empty database.`,
    );
  }
  return null;
}

function pendingOf(known: Migration[], applied: Omit<Migration, 'text'>[] | null): Migration[] {
  (applied ?? []).forEach((row, i) => {
    const ours = known[i];
    if (ours && ours.name === row.name && ours.checksum === row.checksum) return;
    const what = ours
      ? `migration ${i + 1} is "${row.name}" there and "${ours.name}" here${ours.name === row.name ? ', with another text' : ''}`
      : `it has migration "${row.name}", which this version does not know`;
    throw new UnusableDatabase(
      'database_half_migrated',
      `The database is not one that this version of Shuke left: ${what}. Nothing was changed. Run the version that migrated it last, or restore a backup.`,
    );
  });
  return known.slice(applied?.length ?? 0);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.text);
  } catch (cause) {
    throw new UnusableDatabase(
      'database_migration_failed',
      `Migration ${migration.name} failed and was undone whole: ${(cause as Error).message}`,
      cause,
    );
  }
  await client.query('insert into shuke_migration (version, name, checksum, applied_at) values ($1, $2, $3, now())', [
    migration.version,
    migration.name,
    migration.checksum,
  ]);
}

/** The job queue's own tables, made as the role that works on them; then the door through which others enqueue. */
async function migrateJobs(owner: pg.Client, options: MigrateOptions, jobs: string): Promise<void> {
  const url = urlAs(options.ownerUrl, jobs, loginPassword(options.secret, jobs));
  const database = new URL(options.ownerUrl).pathname.slice(1);
  // The queue's migrations say "create schema if not exists", for which PostgreSQL wants this right even if it does.
  await owner.query(`grant create on database "${database}" to "${jobs}"`);
  const pool = createPool({ url, max: 1, pipeline: false, name: 'shuke migrate', onError: () => {} });
  try {
    const utils = await makeWorkerUtils({ pgPool: pool });
    await utils.migrate();
    await utils.release();
  } finally {
    await pool.end();
    await owner.query(`revoke create on database "${database}" from "${jobs}"`);
  }
  await owner.query('begin');
  await asMakersOf(owner, [jobs], () =>
    owner.query(`alter function shuke_enqueue(text, json, text, timestamptz, integer) owner to "${jobs}"`),
  );
  await owner.query('commit');
}

/**
 * Lets roles own what is made in `public` while `work` runs. Handing a table or a function over asks of its new owner
 * the right to create there, which outside of migrations no role has; only a superuser could do without.
 */
async function asMakersOf(owner: pg.Client, roles: string[], work: () => Promise<unknown>): Promise<void> {
  const named = roles.map((role) => `"${role}"`).join(', ');
  await owner.query(`grant create on schema public to ${named}`);
  await work();
  await owner.query(`revoke create on schema public from ${named}`);
}

/** The migrations of a folder in their one global order. */
export function readMigrations(dir: string): Migration[] {
  return readdirSync(dir)
    .filter((name) => /^\d{4}_/.test(name))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(dir, name, 'up.sql'), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex').slice(0, 32);
      return { version: Number(name.slice(0, 4)), name, checksum, text };
    });
}
