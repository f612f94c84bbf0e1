import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import {
  asOwner,
  found,
  launchServer,
  newDatabase,
  openHome,
  shuke,
  startServer,
  until,
  type Server,
} from './program.ts';
import { client, ownersKey } from './shop.ts';

const PHONE = '13900001111';
const CARD = 'card-token-7715-of-a-guest';

/** Refused at the start: ended with 1 and a reason in words, with nothing that shows where in the program it broke. */
async function refusal(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { status, err } = await shuke(env, 'start', ...args);
  expect([status, err]).toEqual([1, expect.not.stringMatching(/\n\s+at |node_modules|file:\/\//)]);
  return err;
}

describe('a newcomer who starts it on a machine that has never seen it', () => {
  const home = openHome();
  const env = { SHUKE_HOME: home, SHUKE_LOG: 'debug' };
  let server: Server;
  let token: string;

  it('gets a database, a demo merchant, an address and a one-time password to sign in with', async () => {
    server = await startServer(env);
    expect(server.said()).toMatch(/Creating a PostgreSQL \d+ database/);
    expect(server.said()).toMatch(/Imported \d{5} receipts of \d{3} guests in 3 stores/);
    token = await ownersKey(server.url, found(server.said(), /One-time password +(\S+)/));
    const { orders } = (
      await client(server.url, token).get<{ transactions: { orders: number } }>('/v1/insight/overview')
    ).transactions;
    expect(orders).toBeGreaterThan(500);
  });

  it('finds health, readiness, figures and the description of the API', async () => {
    const read = async (path: string): Promise<[number, string]> => {
      const answer = await fetch(server.url + path);
      return [answer.status, await answer.text()];
    };
    expect(await read('/health')).toEqual([200, '{"status":"alive"}']);
    expect(await read('/ready')).toEqual([200, '{"status":"ready"}']);
    expect(await read('/metrics')).toEqual([200, expect.stringMatching(/shuke_http_request_seconds_count\{.*\} \d+/)]);
    expect(await read('/openapi.json')).toEqual([200, expect.stringContaining('"openapi":"3.1.0"')]);
  });

  it('finds no person in the log: no phone number, card, password or key', async () => {
    const shop = client(server.url, token);
    const identifiers = [
      { kind: 'phone', value: PHONE },
      { kind: 'card_token', value: CARD },
    ];
    expect((await shop.post('/v1/customers', { identifiers })).status).toBe(201);
    for (const one of identifiers) expect((await shop.post('/v1/customers/lookups', one)).status).toBe(200);
    // Refusals and faults have their own ways into a log.
    expect((await shop.post('/v1/customers', { identifiers: [{ kind: PHONE, value: CARD }] })).status).toBe(400);
    expect((await shop.post(`/v1/coupons/${CARD}/reservations`, { orderRef: CARD })).status).toBe(404);
    await fetch(`${server.url}/v1/products?search=${PHONE}&limit=${CARD}`);
    // The log is written in bundles, so the last lines come a little later.
    const requests = () => server.said().match(/\n\{.*"msg":"request"/g)?.length;
    await expect.poll(requests, { timeout: 5_000 }).toBeGreaterThan(8);
    const database = readFileSync(join(home, 'postgres', 'postgres.log'), 'utf8');
    for (const secret of [PHONE, PHONE.slice(-8), CARD, token, 'a long password of my own']) {
      expect(server.said()).not.toContain(secret);
      expect(database).not.toContain(secret);
    }
  });

  it('stops it whole, and finds everything again at the second start, which loads nothing', async () => {
    server.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.said()).toContain('Stopped.');
    expect(existsSync(join(home, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    const began = performance.now();
    server = await startServer(env);
    console.log(`the second start took ${Math.round(performance.now() - began)} ms from the command to the address`);
    expect(server.said()).not.toMatch(/Imported|Creating|Migrated|One-time password/);
    const lookup = { kind: 'phone', value: PHONE };
    expect((await client(server.url, token).post('/v1/customers/lookups', lookup)).status).toBe(200);
    server.kill('SIGINT');
    expect(await server.ended).toBe(0);
  });
});

describe('a start that cannot go on', () => {
  const home = openHome();

  it('says so of a database that is not there, without the password', async () => {
    const DATABASE_URL = 'postgres://shop:a-password@127.0.0.1:1/shop';
    const said = await refusal({ SHUKE_HOME: home, DATABASE_URL });
    expect(said).toContain('127.0.0.1:1/shop cannot be reached');
    expect(said).toContain('Check DATABASE_URL');
    expect(said).not.toContain('a-password');
    expect(await refusal({ SHUKE_HOME: home, DATABASE_URL: 'shop' })).toContain('DATABASE_URL is not of the form');
  });

  it('leaves a database as it is that is half migrated, or that a newer version migrated', async () => {
    const sound = await newDatabase(inject('serverUrl'));
    expect((await shuke({ SHUKE_HOME: home, DATABASE_URL: sound }, 'merchant')).status).toBe(0);
    const damages = [
      ["update shuke_migration set checksum = 'another' where version = 2", 'with another text'],
      ["insert into shuke_migration values (9999, '9999_newer', 'x', now())", 'which this version does not know'],
      ['delete from shuke_migration where version = 3', 'is not one that this version of Shuke left'],
      ['drop table shuke_migration', "no record of Shuke's migrations"],
    ] as const;
    for (const [damage, says] of damages) {
      const url = await newDatabase(inject('serverUrl'), new URL(sound).pathname.slice(1));
      await asOwner(url, (owner) => owner.query(damage));
      const before = await contentsOf(url);
      const said = await refusal({ SHUKE_HOME: home, DATABASE_URL: url });
      expect(said).toContain(says);
      expect(said).toContain('Nothing was changed.');
      expect(await contentsOf(url)).toEqual(before);
    }
  });

  it('names the port that another program has, before it loads a demo whose password nobody would see', async () => {
    const env = { SHUKE_HOME: home, DATABASE_URL: await newDatabase(inject('serverUrl')) };
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const said = await refusal(env, '--port', port);
    other.close();
    expect(said).toContain(`port ${port}: another program has it`);
    expect(said).toContain('--port N');
    expect((await shuke(env, 'merchant')).out).not.toContain('面馆');
    expect(await refusal(env, '--host', '192.0.2.1')).toContain('no address of this machine');
  });

  it('because somebody stops it in the middle leaves no half a demo behind', async () => {
    const env = { SHUKE_HOME: home, DATABASE_URL: await newDatabase(inject('serverUrl')) };
    const starting = launchServer(env);
    await until(() => starting.said().includes('loading the demo'));
    starting.kill('SIGTERM');
    expect(await starting.ended).toBe(0);
    expect(starting.said()).toMatch(/Imported \d+ receipts[^]*One-time password[^]*Stopped\./);
    expect((await shuke(env, 'coupon')).out).toContain('8.8 折');
  });
});

/** Whatever a start could have changed: relations with their rights, functions, roles of this database, migrations. */
const contentsOf = (url: string): Promise<string[]> =>
  asOwner(url, async (owner) => {
    const { rows } = await owner.query<{ what: string }>(
      `select concat('relation ', oid, relname, relowner, relacl) as what from pg_class
       union all select concat('function ', oid, proname, proowner, proacl) from pg_proc
       union all select concat('role ', rolname) from pg_roles where rolname like $1 || '%'
       order by 1`,
      [new URL(url).pathname.slice(1)],
    );
    const migrations = await owner.query('select version, name, checksum from shuke_migration').catch(() => null);
    return [...rows.map(({ what }) => what), JSON.stringify(migrations?.rows ?? null)];
  });
