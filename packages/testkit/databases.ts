import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openDb, type Db } from '@shuke/db';

export const TEMPLATE = 'shuke_template';
export const TEST_PREFIX = 'shuke_test';
export const TEST_SECRET = 'a secret of tests alone, 32 or more characters';
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../db/migrations', import.meta.url));

/** The same server, another database. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

let made = 0;

/** Clones the migrated template (about 50 ms), opens it with the real roles, and drops it at the end. */
export async function cloneDatabase(
  serverUrl: string,
): Promise<{ db: Db; ownerUrl: string; drop: () => Promise<void> }> {
  const name = `shuke_t${process.pid}_${(made += 1)}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name} template ${TEMPLATE}`);
  const ownerUrl = databaseUrl(serverUrl, name);
  const db = openDb({ ownerUrl, secret: TEST_SECRET, rolePrefix: TEST_PREFIX, onError: () => {} });
  const drop = async (): Promise<void> => {
    await db.close();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  };
  return { db, ownerUrl, drop };
}
