import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createVault, migrate, openDb, systemCtx, type Ctx, type Services } from '@shuke/db';
import { startTemporaryPostgres } from '@shuke/db/embedded';
import { must, systemClock } from '@shuke/kernel';
import { createMerchant } from '@shuke/merchant';

/** The master secret of every benchmark's database. */
export const SECRET = 'a secret of benchmarks alone, 32 or more characters';
const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));
/** What a shop's server runs with: an answer is given when the data is on the disk. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const TEMPLATE = 'bench_template';
const PREFIX = 'bench';
/** The program names its roles after its database, so it can be started on the one of this name alone. */
export const BENCH = PREFIX;

export interface BenchServer {
  readonly version: string;
  /** A migrated, empty database, opened with the real roles. */
  database(name: string): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

export interface BenchDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  /** Runs SQL as the owner of the tables. */
  readonly owner: pg.Client;
  close(): Promise<void>;
}

/** Starts a PostgreSQL of the benchmark's own, durable and with the embedded server's settings. It goes with the process. */
export async function startServer(): Promise<BenchServer> {
  const server = await startTemporaryPostgres({ settings: DURABLE });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await migrate({
    ownerUrl: urlOf(server.url, TEMPLATE),
    secret: SECRET,
    rolePrefix: PREFIX,
    migrationsDir: MIGRATIONS,
  });
  return {
    version: server.version,
    database: async (name) => {
      await admin.query(`create database ${name} template ${TEMPLATE}`);
      const ownerUrl = urlOf(server.url, name);
      const owner = new pg.Client({ connectionString: ownerUrl });
      // Where a benchmark fails, the server stops under open connections; what is reported is why it failed.
      owner.on('error', () => {});
      await owner.connect();
      const close = async (): Promise<void> => {
        await owner.end();
        await admin.query(`drop database ${name} with (force)`);
      };
      return { name, ownerUrl, owner, close };
    },
    stop: async () => {
      await admin.end();
      await server.stop();
    },
  };
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export interface OpenServices extends Services {
  close(): Promise<void>;
}

/** Opens a benchmark's database as the program does, without a log. */
export function openBench(ownerUrl: string): OpenServices {
  const db = openDb({ ownerUrl, secret: SECRET, rolePrefix: PREFIX, onError: () => {} });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  return { db, clock: systemClock, log, vault: createVault(SECRET), close: () => db.close() };
}

/** A new merchant, and what acts for it. */
export async function openMerchant(services: Services): Promise<Ctx> {
  const owner = { signInName: 'owner@bench', displayName: 'Owner' };
  const made = await createMerchant(services, { name: 'Bench', owner });
  return systemCtx(services, must(made.ok ? made.value.merchantId : null, 'the merchant was made'));
}
