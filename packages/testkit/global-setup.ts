import type { TestProject } from 'vitest/node';
import pg from 'pg';
import { migrate } from '@shuke/db';
import { startTemporaryPostgres } from '@shuke/db/embedded';
import { databaseUrl, MIGRATIONS_DIR, TEMPLATE, TEST_PREFIX, TEST_SECRET } from './databases.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run and migrates a template; each test file clones it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryPostgres({ binDir: process.env.SHUKE_TEST_PG_BIN || undefined });
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
  return () => server.stop();
}
