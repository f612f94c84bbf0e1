import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InsightOverview } from '@shuke/contract';
import { embeddedDataDir } from '@shuke/db/embedded';
import type { ImportAnswer } from './journey.ts';
import { found, openHome, shuke, startServer, until, type Server } from './program.ts';
import { client, ownersKey, type Client } from './shop.ts';

const HEAD = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount\n';
const ONE_RECEIPT = `${HEAD}R2,S1,2026-01-06 10:00,M1,1,Tea,,1,3.00,0\n`;
const ORDERS = 100_000;
const PEOPLE = 5_000;

const home = openHome();
const env = { SHUKE_HOME: home };
let server: Server;
let token: string;
let shop: Client;

async function start(): Promise<void> {
  server = await startServer(env, '--no-demo');
  token ??= await ownersKey(server.url, await password);
  shop = client(server.url, token);
}

async function end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
  server.kill(signal);
  return server.ended;
}

let password: Promise<string>;
beforeAll(async () => {
  password = shuke(env, 'merchant', 'Shop', '--owner', 'owner').then(({ out }) => found(out, /password (\S+)/));
  await password;
  await start();
  expect((await shop.post('/v1/stores', { code: 'S1', name: 'Store' })).status).toBe(201);
});
afterAll(() => end('SIGTERM'));

/** An upload whose second half is sent when the test says so. */
function slowUpload(): { finish(): void; answer: Promise<{ status: number; body: string }> } {
  const upload = request(`${server.url}/v1/imports?fileName=slow.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
  });
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    upload.on('response', (res) => {
      text(res).then((body) => resolve({ status: res.statusCode ?? 0, body }), reject);
    });
    upload.on('error', reject);
  });
  answer.catch(() => {});
  upload.write(HEAD);
  return { finish: () => void upload.end('R1,S1,2026-01-05 10:00,M1,1,Tea,,1,3.00,0\n'), answer };
}

const uploadsUnderWay = (): number =>
  readdirSync(join(home, 'uploads')).filter((name) => name.endsWith('.partial')).length;

/** A file of many receipts, each with a number of its own. */
const bigFile = (letter: string): Buffer => {
  const row = (_: unknown, i: number): string =>
    `${letter}${i},S${i % 20},2026-01-05 10:15,M${i % PEOPLE},P${i % 100},Product ${i % 100},,1,5.00,0\n`;
  return Buffer.from(HEAD + Array.from({ length: ORDERS }, row).join(''));
};

/** Sends a big file, starts its import and waits until its first orders are posted. */
async function importUnderWay(letter: string): Promise<string> {
  const sent = await shop.upload<ImportAnswer>('/v1/imports?fileName=big.csv', bigFile(letter));
  const { importId } = sent.body;
  expect((await shop.post(`/v1/imports/${importId}/start`, { preset: 'shuke' })).status).toBe(202);
  await until(async () => (await importOf(importId)).ordersNew > 0);
  return importId;
}

const importOf = (importId: string): Promise<ImportAnswer> => shop.get(`/v1/imports/${importId}`);

/** The dashboards may be some seconds behind what was answered. */
const expectSold = (day: string, sold: Partial<InsightOverview['transactions']>): Promise<void> =>
  expect
    .poll(() => shop.get<InsightOverview>(`/v1/insight/overview?from=${day}&to=${day}`), { timeout: 15_000 })
    .toMatchObject({ transactions: sold });

describe('a server that is told to stop', () => {
  it('takes no new requests, answers those under way, and ends with 0', async () => {
    const uploads = Array.from({ length: 5 }, slowUpload);
    await until(() => uploadsUnderWay() === 5);
    server.kill('SIGTERM');
    await until(() => server.said().includes('Stopping'));
    await until(() => fetch(`${server.url}/health`).then(() => false, () => true)); // prettier-ignore
    for (const upload of uploads) upload.finish();
    const answers = await Promise.all(uploads.map(({ answer }) => answer));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(await server.ended).toBe(0);
    await start();
    for (const { body } of answers) {
      const { importId } = JSON.parse(body) as ImportAnswer;
      expect(await importOf(importId)).toMatchObject({ status: 'uploaded' });
    }
  });

  it('waits neither for who never finishes nor for a long import, which goes on with the next start', async () => {
    const importId = await importUnderWay('A');
    const hung = slowUpload();
    await until(() => uploadsUnderWay() === 1);
    const began = performance.now();
    expect(await end('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(server.said()).toContain('Stopped.');
    await expect(hung.answer).rejects.toThrow();
    await start();
    const left = await importOf(importId);
    expect(left).toMatchObject({ status: 'running', failure: null });
    expect(left.ordersNew).toBeLessThan(ORDERS);
    await until(async () => (await importOf(importId)).status === 'done');
    expect(await importOf(importId)).toMatchObject({ ordersNew: ORDERS, ordersKnown: 0, customersNew: PEOPLE });
    await expectSold('2026-01-05', { orders: ORDERS, guests: PEOPLE, payable: '500000.00' });
  });
});

describe('a server that is killed', () => {
  it('has lost nothing that it answered, and does nothing twice when asked again', async () => {
    const receipt = (n: number) => ({
      orderRef: `T${n}`,
      storeCode: 'S1',
      orderedAt: '2026-02-01T12:00:00Z',
      customer: { kind: 'member_no', value: `T${n % 7}` },
      lines: [{ sku: 'P1', name: 'Product 1', quantity: '1', amount: '7.00' }],
    });
    const answered = new Map<number, unknown>();
    let isKilled = false;
    const send = async (n: number): Promise<void> => {
      const { status, body } = await shop.post(`/v1/orders`, receipt(n), `order-key-${n}`);
      if (status !== 201) throw new Error(JSON.stringify(body));
      answered.set(n, body);
      if (answered.size === 100 && !isKilled) server.kill('SIGKILL');
      isKilled ||= answered.size === 100;
    };
    const numbers = Array.from({ length: 400 }, (_, n) => n);
    await Promise.allSettled(numbers.map(send));
    expect(await server.ended).toBe('SIGKILL');
    expect(answered.size).toBeGreaterThanOrEqual(100);
    expect(answered.size).toBeLessThan(numbers.length);
    await start();
    const before = new Map(answered);
    await Promise.all(numbers.map(send));
    for (const [n, answer] of before) expect(answered.get(n)).toEqual(answer);
    await expectSold('2026-02-01', { orders: 400, guests: 7, payable: '2800.00' });
  });

  it('goes on by itself with the import that it was at, and ends it exactly', async () => {
    const importId = await importUnderWay('B');
    expect(await end('SIGKILL')).toBe('SIGKILL');
    await start();
    const left = await importOf(importId);
    expect(left.status).toBe('running');
    expect(left.ordersNew).toBeLessThan(ORDERS);
    await until(async () => (await importOf(importId)).status === 'done', 120_000);
    expect(await importOf(importId)).toMatchObject({
      ordersNew: ORDERS,
      ordersKnown: 0,
      customersNew: 0,
      failure: null,
    });
    await expectSold('2026-01-05', { orders: 2 * ORDERS, guests: PEOPLE, payable: '1000000.00' });
  });
});

/** The PostgreSQL of this home, which its server started. */
const postmasterPid = (): number =>
  Number(readFileSync(join(embeddedDataDir(home), 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('a server whose own PostgreSQL is killed', () => {
  it('brings it back within 15 s, has lost nothing that it answered, and does nothing twice', async () => {
    const receipt = (n: number) => ({
      orderRef: `P${n}`,
      storeCode: 'S1',
      orderedAt: '2026-03-01T12:00:00Z',
      customer: { kind: 'member_no', value: `P${n % 7}` },
      lines: [{ sku: 'P1', name: 'Product 1', quantity: '1', amount: '7.00' }],
    });
    const till = client(server.url, token, { isPatient: false });
    const answered = new Map<number, unknown>();
    const statuses = new Set<number>();
    let killedAt = 0;
    const kill = (): void => {
      process.kill(postmasterPid(), 'SIGKILL');
      killedAt = performance.now();
    };
    const send = async (n: number): Promise<void> => {
      const { status, body } = await till.post('/v1/orders', receipt(n), `postgres-key-${n}`);
      statuses.add(status);
      if (status === 201) answered.set(n, body);
      if (answered.size === 100 && killedAt === 0) kill();
    };
    const numbers = Array.from({ length: 400 }, (_, n) => n);
    await Promise.all(numbers.map(send));
    const before = new Map(answered);
    expect(statuses).toEqual(new Set([201, 503]));
    await until(() => fetch(`${server.url}/ready`).then(({ ok }) => ok), 15_000);
    expect((await shop.post('/v1/orders', receipt(0), 'postgres-key-0')).status).toBe(201);
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    await Promise.all(numbers.map(send));
    expect(answered.size).toBe(400);
    for (const [n, answer] of before) expect(answered.get(n)).toEqual(answer);
    await expectSold('2026-03-01', { orders: 400, guests: 7, payable: '2800.00' });
    expect(server.said()).toContain('the embedded PostgreSQL is back');
    // The jobs and the event relay go on as well.
    const { body } = await shop.upload<ImportAnswer>('/v1/imports?fileName=small.csv', Buffer.from(ONE_RECEIPT));
    expect((await shop.post(`/v1/imports/${body.importId}/start`, { preset: 'shuke' })).status).toBe(202);
    await until(async () => (await importOf(body.importId)).status === 'done');
  });

  it('ends with a reason and status 1 where it does not come back, for whoever supervises it to see', async () => {
    const dataDir = embeddedDataDir(home);
    renameSync(join(dataDir, 'global'), join(dataDir, 'global.away'));
    process.kill(postmasterPid(), 'SIGKILL');
    expect(await server.ended).toBe(1);
    expect(server.said()).toMatch(/^PostgreSQL does not stay up: PostgreSQL could not start/m);
    renameSync(join(dataDir, 'global.away'), join(dataDir, 'global'));
    await start();
    await expectSold('2026-03-01', { orders: 400 });
  });
});
