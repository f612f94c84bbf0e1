import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, inject, test } from 'vitest';
import { newDatabase, openHome, shuke, type Env } from './program.ts';

const home = openHome();
let env: Env;

beforeAll(async () => {
  env = { SHUKE_HOME: home, DATABASE_URL: await newDatabase(inject('serverUrl')) };
  for (const name of ['North', 'South']) await shuke(env, 'merchant', name, '--owner', `owner-${name}`);
});

/** Puts a balance into the books of one merchant that no transfer accounts for. */
async function corrupt(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const { rowCount } = await client.query(
    `insert into ledger_balance (merchant_id, owner_id, account, asset, lot_from, lot_until, balance)
     select merchant_id, merchant_id, 'units', 'points:a', '-infinity', 'infinity', 7 from merchant where name = $1`,
    [name],
  );
  await client.end();
  expect(rowCount).toBe(1);
}

test('verify passes the books of every merchant, and fails with the finding where something does not add up', async () => {
  const sound = await shuke(env, 'verify');
  expect(sound).toMatchObject({ status: 0, err: '' });
  expect(sound.out.match(/ledger: 0 transfers, 0 balances, 0 snapshots: ok/g)).toHaveLength(2);
  expect(sound.out).toContain('Everything adds up.');

  await corrupt('South');
  const all = await shuke(env, 'verify');
  expect(all.status).toBe(1);
  expect(all.out).toMatch(/ledger_balance_differs .*account units .*kept 7 +replayed 0/);
  expect(all.err).toContain('2 findings: something does not add up.');
  expect((await shuke(env, 'verify', '--merchant', 'North')).status).toBe(0);
  expect((await shuke(env, 'verify', '--merchant', 'South')).status).toBe(1);
  expect((await shuke(env, 'verify', '--merchant', 'West')).err).toContain('"West" is not one merchant');
});

test('verify finds by a head of the audit that was kept elsewhere that its end was cut off', async () => {
  const kept = await shuke(env, 'audit', 'head', '--merchant', 'North');
  expect(JSON.parse(kept.out)).toMatchObject({ count: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const file = join(home, 'audit-head.json');
  writeFileSync(file, kept.out);
  expect((await shuke(env, 'verify', '--merchant', 'North', '--audit-head', file)).status).toBe(0);

  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  for (const table of ['audit_entry', 'audit_head']) {
    await client.query(`delete from ${table} where merchant_id = $1`, [JSON.parse(kept.out).merchantId]);
  }
  await client.end();
  expect((await shuke(env, 'verify', '--merchant', 'North')).status).toBe(0);
  const found = await shuke(env, 'verify', '--merchant', 'North', '--audit-head', file);
  expect([found.status, found.out]).toEqual([1, expect.stringContaining('audit_truncated')]);
  writeFileSync(file, 'no head');
  expect((await shuke(env, 'verify', '--audit-head', file)).err).toContain('is not what `audit head` prints');
});

test('keys are rotated on the command line, for one merchant or for all, and under another key-encryption key', async () => {
  const one = await shuke(env, 'rotate-keys', '--merchant', 'South', '--algorithm', 'sm4-ctr-hmac-sm3');
  expect([one.status, one.out]).toEqual([0, expect.stringContaining('sealed anew: staff 1')]);
  const kek = { ...env, SHUKE_KEK: 'a key-encryption key of tests, 32 or more' };
  const all = await shuke(kek, 'rotate-keys', '--all', '--kek');
  expect(all.out.match(/data keys wrapped anew/g)).toHaveLength(2);
  expect((await shuke(env, 'rotate-keys', '--merchant', 'North')).err).toContain('SHUKE_KEK_FORMER');
  expect((await shuke(kek, 'rotate-keys', '--merchant', 'North', '--algorithm', 'rot13')).err).toContain(
    'not an algorithm',
  );
});
