import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InsightSources } from '@shuke/contract';
import { found, openHome, shuke, startServer, until, type Server } from './program.ts';
import { client, ownersKey, type Client } from './shop.ts';

const home = openHome();
const env = { SHUKE_HOME: home, SHUKE_LOG: 'info' };
let server: Server;
let shop: Client;
let token: string;

beforeAll(async () => {
  const { out } = await shuke(env, 'merchant', 'Shop', '--owner', 'owner');
  server = await startServer(env, '--no-demo');
  await untilCalm();
  token = await ownersKey(server.url, found(out, /password (\S+)/));
  shop = client(server.url, token);
  expect((await shop.post('/v1/stores', { code: 'S1', name: 'Store' })).status).toBe(201);
});
afterAll(async () => {
  server.kill('SIGTERM');
  await server.ended;
});

/** A server that has just started on a busy machine takes itself for overloaded for some seconds. */
async function untilCalm(): Promise<void> {
  for (let calm = 0; calm < 10;) {
    const { status } = await fetch(`${server.url}/v1/merchant`);
    calm = status === 503 ? 0 : calm + 1;
    await sleep(200);
  }
}

const sources = () => shop.get<InsightSources>('/v1/insight/sources');
const ordersIn = ({ sources: all }: InsightSources): number => all.reduce((sum, { orders }) => sum + orders, 0);

let receipts = 0;
async function sell(): Promise<void> {
  receipts += 1;
  const lines = [{ sku: 'TEA', name: 'Tea', quantity: '1', amount: '12.00' }];
  const customer = { kind: 'card_token', value: `CARD-${receipts % 7}` };
  const receipt = { orderRef: `R-${receipts}`, storeCode: 'S1', orderedAt: new Date().toISOString(), customer, lines };
  const { status } = await shop.post('/v1/orders', receipt);
  expect(status).toBe(201);
}

const timesFilled = (): number => server.said().split('the copy for insight is filled').length - 1;
const fromCopy = (): Promise<void> => until(async () => (await sources()).freshness.engine === 'duckdb');

/** What a dashboard may be behind the till in normal load. */
const FRESH_MS = 5_000;
const SECONDS = 15;

describe('the copy of a server at work', () => {
  it('answers once it is made, and is never five seconds behind the tills', async () => {
    await sell();
    expect(ordersIn(await sources())).toBe(1);
    await fromCopy();
    const end = performance.now() + SECONDS * 1000;
    let worstMs = 0;
    while (performance.now() < end) {
      for (let n = 0; n < 5; n += 1) await sell();
      const sold = receipts;
      const began = performance.now();
      await until(async () => ordersIn(await sources()) >= sold, 30_000);
      worstMs = Math.max(worstMs, performance.now() - began);
      await sleep(100);
    }
    const { freshness } = await sources();
    expect(freshness).toMatchObject({ engine: 'duckdb' });
    expect(freshness.lagSeconds).toBeLessThan(FRESH_MS / 1000);
    expect(worstMs).toBeLessThan(FRESH_MS);
  });

  it('shows how far it is, in the metrics and to whoever looks from another process', async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/shuke_follower_lag_events\{follower="insight.copy"\} \d+/);
    await sleep(2_500);
    const { out } = await shuke(env, 'insight', 'status');
    expect(out).toMatch(/[0-9a-f-]{36} +\d+ +20\d\d-/);
  });

  it('is made anew by itself where somebody has it rebuilt or takes the file away', async () => {
    const { out } = await shuke(env, 'insight', 'rebuild');
    expect(out).toContain('makes it anew');
    await until(() => timesFilled() === 2);
    await fromCopy();
    expect(ordersIn(await sources())).toBe(receipts);
  });

  it('is kept over a restart', async () => {
    server.kill('SIGKILL');
    await server.ended;
    server = await startServer(env, '--no-demo');
    shop = client(server.url, token);
    await untilCalm();
    await sell();
    await fromCopy();
    await until(async () => ordersIn(await sources()) === receipts);
    expect(timesFilled()).toBe(0);
  });
});
