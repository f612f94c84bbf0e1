import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import pg from 'pg';
import { migrate } from '@shuke/db';
import { startEmbeddedPostgres } from '@shuke/db/embedded';
import { MIGRATIONS_DIR, TEMPLATE, TEST_PREFIX, TEST_SECRET, databaseUrl } from './databases.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
  }
}

/**
 * Starts one PostgreSQL for the whole run and migrates a template; each test file clones it. Durability is off here
 * alone: a test database that dies with its machine is of no use to anyone.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'shuke-test-'));
  chmodSync(dir, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: join(dir, 'data'),
    binDir: process.env.SHUKE_TEST_PG_BIN || undefined,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB' },
  });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate({
    ownerUrl: databaseUrl(server.url, TEMPLATE),
    secret: TEST_SECRET,
    rolePrefix: TEST_PREFIX,
    migrationsDir: MIGRATIONS_DIR,
  });
  project.provide('serverUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
