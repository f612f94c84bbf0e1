import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportPreview, ImportView, Role } from '@shuke/contract';
import { inTx, startJobs, type Ctx, type Job } from '@shuke/db';
import { createApp } from '@shuke/http';
import { DAY_MS, MINUTE_MS, newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { exchangeJobs, exchangeRoutes, resumeImports } from '../index.ts';
import { markStarted } from '../import-store.ts';
import { openShop, receipts, testFiles } from './shop.ts';

const services = testServices();
const { folder } = testFiles();
const uploads = { uploadDir: join(folder, 'uploads'), maxBytes: 1_000_000 };
let ctx: Ctx;
let actor: Ctx['actor'];
let app: Awaited<ReturnType<typeof createApp>>;
let jobs: Awaited<ReturnType<typeof startJobs>>;

beforeAll(async () => {
  ctx = await openShop(services);
  actor = ctx.actor;
  const authenticate = async () => ok(actor);
  app = await createApp({ services, authenticate, routes: exchangeRoutes(uploads), isReady: async () => true });
  jobs = await startJobs(services, exchangeJobs(uploads));
});
afterAll(async () => {
  await jobs.stop();
  await app.close();
});

const FILE = receipts(
  'R1,S1,2024-03-01 10:15,M0000001,L1,Latte,Coffee,1,28.00,2.00',
  'R2,S1,yesterday,M0000001,L1,Latte,Coffee,1,28.00,0',
  'R3,S1,2024-03-01 10:16,,=L1,Latte,Coffee,1,28.00,0',
);

async function send(payload: string | Buffer = FILE, type = 'text/csv', fileName = '小票 三月.csv'): Promise<string> {
  const url = `/v1/imports?fileName=${encodeURIComponent(fileName)}`;
  const sent = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  expect([sent.statusCode, sent.json().status, sent.json().fileName]).toEqual([201, 'uploaded', fileName]);
  return sent.json().importId as string;
}

const post = (url: string, payload: object = {}, key = newId()) =>
  app.inject({ method: 'POST', url, payload, headers: { 'idempotency-key': key } });

async function ended(importId: string): Promise<ImportView> {
  for (;;) {
    const view = (await app.inject(`/v1/imports/${importId}`)).json<ImportView>();
    if (view.status === 'done' || view.status === 'failed') return view;
    await sleep(50);
  }
}

test('a file is sent, previewed, started, watched and its rejected rows fetched', async () => {
  const importId = await send();
  const preview = await post(`/v1/imports/${importId}/preview`);
  expect(preview.statusCode).toBe(200);
  const shown = preview.json<ImportPreview>();
  expect(shown).toMatchObject({
    preset: 'shuke',
    problem: null,
    statement: { timeZone: 'Asia/Shanghai', currency: 'CNY', decimalMark: '.', delimiter: ',', encoding: 'utf-8' },
    rejects: [{ row: 3, column: 'ordered_at', reason: 'bad_date' }],
  });
  expect(shown.rows[0]).toEqual([
    'R1',
    'S1',
    '2024-03-01 10:15',
    'M0000001',
    'L1',
    'Latte',
    'Coffee',
    '1',
    '28.00',
    '2.00',
  ]);
  expect(shown.lines[0]).toEqual({
    row: 2,
    storeCode: 'S1',
    orderRef: 'R1',
    orderedAt: '2024-03-01T02:15:00.000Z',
    businessDay: '2024-03-01',
    customer: '•••0001',
    sku: 'L1',
    productName: 'Latte',
    category: 'Coffee',
    quantity: '1',
    amount: '28.00',
    discount: '2.00',
  });
  expect((await app.inject(`/v1/imports/${importId}`)).json()).toMatchObject({ status: 'uploaded', rowsRead: 0 });

  const key = newId();
  const started = await post(`/v1/imports/${importId}/start`, { preset: 'shuke' }, key);
  expect([started.statusCode, started.json().status]).toEqual([202, 'running']);
  expect((await post(`/v1/imports/${importId}/start`, { preset: 'shuke' }, key)).json()).toEqual(started.json());
  expect(await ended(importId)).toMatchObject({
    status: 'done',
    rowsRead: 3,
    rowsRejected: 1,
    ordersNew: 2,
    customersNew: 1,
    productsNew: 2,
    storesNew: 1,
    bytesTotal: FILE.length,
    bytesRead: FILE.length,
    failure: null,
    preset: 'shuke',
    kind: 'receipts',
  });
  const again = await post(`/v1/imports/${importId}/start`, {});
  expect([again.statusCode, again.json().code]).toEqual([409, 'import_ended']);

  const rejects = await app.inject(`/v1/imports/${importId}/rejects`);
  expect(rejects.headers['content-disposition']).toContain(`${encodeURIComponent('小票 三月.csv')}.rejects.csv`);
  expect(rejects.body).toContain('\n3,ordered_at,bad_date,');
  const { items } = (await app.inject('/v1/imports?limit=1')).json<{ items: ImportView[] }>();
  expect(items.map((one) => one.importId)).toEqual([importId]);
});

test('a compressed file is sent as it is', async () => {
  const importId = await send(gzipSync(FILE), 'application/gzip', 'march.csv.gz');
  await post(`/v1/imports/${importId}/start`);
  expect(await ended(importId)).toMatchObject({ status: 'done', ordersNew: 0, ordersKnown: 2 });
});

test('a preview of a file that nobody knows shows its columns and what must be said', async () => {
  const importId = await send('a,b,c\n1,2,3\n');
  const shown = (await post(`/v1/imports/${importId}/preview`)).json<ImportPreview>();
  expect(shown).toMatchObject({ columns: ['a', 'b', 'c'], rows: [['1', '2', '3']], lines: [] });
  expect(shown.problem).toEqual({ code: 'columns_unrecognised', field: 'columns' });
  const started = await post(`/v1/imports/${importId}/start`);
  expect([started.statusCode, started.json().code]).toEqual([400, 'columns_unrecognised']);
  const mapping = { columns: { orderedAt: 'a', product: 'b', amount: 'c' }, dateFormat: 'unix' };
  const mapped = (await post(`/v1/imports/${importId}/preview`, { mapping })).json<ImportPreview>();
  expect(mapped).toMatchObject({
    problem: null,
    rejects: [{ reason: 'bad_date' }],
  });
  expect(mapped.warnings.map(({ code }) => code)).toEqual(['no_store', 'no_order_ref', 'no_customer', 'many_rejects']);
});

test('what is refused says why', async () => {
  const importId = await send();
  const codeOf = async (url: string, payload: object) => {
    const answer = await post(url, payload);
    return [answer.statusCode, answer.json().code, answer.json().facts?.field];
  };
  const start = `/v1/imports/${importId}/start`;
  expect(await codeOf(start, { preset: 'nope' })).toEqual([400, 'preset_unknown', undefined]);
  expect(await codeOf(start, { mapping: { currency: 'EUR' } })).toEqual([400, 'currency_differs', 'currency']);
  expect(await codeOf(start, { mapping: { timeZone: 'Mars/Base' } })).toEqual([400, 'time_zone_unknown', 'timeZone']);
  expect(await codeOf(start, { mapping: { columns: { sku: 'x' } } })).toEqual([400, 'column_unknown', 'columns.sku']);
  expect(await codeOf(start, { mapping: { unknown: 1 } })).toEqual([400, 'invalid_request', 'body/mapping']);
  expect(await codeOf(`/v1/imports/${newId()}/start`, {})).toEqual([404, 'import_not_found', undefined]);
  const before = readdirSync(uploads.uploadDir).length;
  const large = await app.inject({
    method: 'POST',
    url: '/v1/imports?fileName=big.csv',
    headers: { 'content-type': 'text/csv' },
    payload: 'x'.repeat(uploads.maxBytes + 1),
  });
  expect([large.statusCode, large.json().code]).toEqual([413, 'request_too_large']);
  expect(readdirSync(uploads.uploadDir).length).toBe(before);
});

test("another merchant's import is not there, and a cashier may not import", async () => {
  const importId = await send();
  actor = (await openShop(services)).actor;
  const routes = [
    ['GET', ''],
    ['GET', '/rejects'],
    ['POST', '/preview'],
    ['POST', '/start'],
  ] as const;
  for (const [method, path] of routes) {
    const url = `/v1/imports/${importId}${path}`;
    const answer = method === 'GET' ? await app.inject(url) : await post(url);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'import_not_found']);
  }
  actor = { ...ctx.actor, role: 'cashier' satisfies Role };
  expect((await app.inject(`/v1/imports/${importId}`)).statusCode).toBe(403);
  actor = ctx.actor;
});

test('an import whose process has died is taken up when a server starts', async () => {
  const importId = await send();
  const mapping = { ...(await post(`/v1/imports/${importId}/preview`)).json<ImportPreview>().mapping };
  await inTx(ctx, {}, async (tx) =>
    ok(await markStarted(tx, { importId, kind: 'receipts', preset: 'shuke', mapping })),
  );
  services.clock.advanceMs(2 * MINUTE_MS);
  expect(await resumeImports(services)).toBe(1);
  expect(await ended(importId)).toMatchObject({ status: 'done', rowsRead: 3 });
  expect(await resumeImports(services)).toBe(0);
});

test('files that were sent are for this user alone and are forgotten after a week', async () => {
  const [old, fresh] = [await send(), await send()];
  const pathOf = (id: string): string => join(uploads.uploadDir, id);
  expect(statSync(pathOf(old)).mode & 0o077).toBe(0);
  const now = services.clock.now().getTime();
  utimesSync(pathOf(old), new Date(now - 8 * DAY_MS), new Date(now - 8 * DAY_MS));
  utimesSync(pathOf(fresh), new Date(now - 6 * DAY_MS), new Date(now - 6 * DAY_MS));
  const forget = exchangeJobs(uploads).find(({ name }) => name === 'exchange.forget_uploads') as unknown as Job;
  await forget.run(services, {});
  expect([existsSync(pathOf(old)), existsSync(pathOf(fresh))]).toEqual([false, true]);
  const answer = await post(`/v1/imports/${old}/start`);
  expect([answer.statusCode, answer.json().code]).toEqual([409, 'import_file_gone']);
});
