import { join } from 'node:path';
import pg from 'pg';
import { createVault, migrate, openDb, type Log, type Services } from '@shuke/db';
import { embeddedDataDir, startEmbeddedPostgres } from '@shuke/db/embedded';
import { systemClock, type Fault } from '@shuke/kernel';
import type { Config } from './config.ts';

export interface OpenServices extends Services {
  /** What the database is, for the people who start it: "embedded PostgreSQL 18.4". */
  readonly databaseIs: string;
  /** The migrations that were run just now. */
  readonly migrated: readonly string[];
  /** Sees to it that a database of ours stays up from now on. Comes true when it cannot be kept up, with why. */
  readonly keepDatabase: () => Promise<Fault>;
  readonly close: () => Promise<void>;
}

interface Database {
  ownerUrl: string;
  is: string;
  keepUp(log: Log): Promise<Fault>;
  stop(): Promise<void>;
}

const EMBEDDED_DATABASE = 'shuke';

/** Starts or joins the database, migrates it, and opens what commands need. Throws `UnusableDatabase` by name. */
export async function openServices(config: Config, log: Log, say: (line: string) => void): Promise<OpenServices> {
  const database = config.databaseUrl ? given(config.databaseUrl) : await embedded(config, say);
  try {
    const rolePrefix = rolePrefixOf(database.ownerUrl);
    const access = { ownerUrl: database.ownerUrl, secret: config.secret, rolePrefix };
    const migrated = await migrate({ ...access, migrationsDir: join(config.root, 'db', 'migrations') });
    const onError = (error: Error): void => log.warn({ error: error.message }, 'an idle database connection ended');
    const db = openDb({ ...access, onError });
    const close = async (): Promise<void> => {
      await db.close();
      await database.stop();
    };
    const services = { db, clock: systemClock, log, vault: createVault(config.secret, config.sealing) };
    return { ...services, databaseIs: database.is, migrated, keepDatabase: () => database.keepUp(log), close };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function given(url: string): Database {
  const { hostname, pathname } = new URL(url);
  // Its own keeper starts it again; we only wait until it is there.
  const keepUp = (): Promise<Fault> => new Promise(() => {});
  return { ownerUrl: url, is: `PostgreSQL at ${hostname}${pathname}`, keepUp, stop: async () => {} };
}

async function embedded(config: Config, say: (line: string) => void): Promise<Database> {
  const server = await startEmbeddedPostgres({ dataDir: embeddedDataDir(config.home), onProgress: say });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [EMBEDDED_DATABASE]);
  if (rowCount === 0) await admin.query(`create database ${EMBEDDED_DATABASE}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/${EMBEDDED_DATABASE}`;
  return { ...server, ownerUrl: url.href, is: `embedded PostgreSQL ${server.version}` };
}

// Roles belong to the whole cluster, so each database's sign-in roles are named after it.
const rolePrefixOf = (url: string): string =>
  new URL(url).pathname
    .slice(1)
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, '_')
    .replace(/^(?=\d)/, '_')
    .slice(0, 40);
