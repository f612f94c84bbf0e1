import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { CheckedOut } from '@shuke/contract';
import { asOwner, found, newDatabase, openHome, shuke, startServer, type Server } from './program.ts';
import { client, ownersKey, type Client } from './shop.ts';

// SHUKE_KILLS=25 SHUKE_CHECKOUTS=10000 is the whole of it; `npm test` kills often enough to see a loss that is not rare.
const KILLS = Number(process.env.SHUKE_KILLS ?? 3);
const CHECKOUTS = Number(process.env.SHUKE_CHECKOUTS ?? 1_200);
const AT_ONCE = 40;

const home = openHome();
let env: Record<string, string>;
let server: Server;
let shop: Client;
let token: string;

async function start(): Promise<void> {
  server = await startServer(env, '--no-demo');
  shop = client(server.url, token);
}

beforeAll(async () => {
  env = { SHUKE_HOME: home, DATABASE_URL: await newDatabase(inject('serverUrl')) };
  const made = await shuke(env, 'merchant', 'Shop', '--owner', 'owner');
  server = await startServer(env, '--no-demo');
  token = await ownersKey(server.url, found(made.out, /password (\S+)/));
  shop = client(server.url, token);
  await furnish();
});
afterAll(() => {
  server.kill('SIGTERM');
  return server.ended;
});

/** A store, a priced product, a coupon that every guest of the test shows, and its codes. */
async function furnish(): Promise<void> {
  const good = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
    const { status, body } = await answer;
    expect([200, 201], JSON.stringify(body)).toContain(status);
  };
  await good(shop.post('/v1/stores', { code: 'S1', name: 'Store' }));
  const first = { orderRef: 'R0', storeCode: 'S1', orderedAt: new Date().toISOString() };
  await good(
    shop.post('/v1/orders', { ...first, lines: [{ sku: 'TEA', name: 'Tea', quantity: '1', amount: '6.00' }] }),
  );
  await good(shop.put('/v1/prices', { prices: [{ sku: 'TEA', price: '6.00' }] }));
}

/** Sends each checkout until it is answered, whatever happens to the server, and kills it as often as is asked. */
async function sellThroughKills(codes: readonly string[]): Promise<Map<number, CheckedOut>> {
  const answered = new Map<number, CheckedOut>();
  const every = Math.floor(CHECKOUTS / (KILLS + 1));
  let kills = 0;
  let restarting: Promise<void> = Promise.resolve();
  let isUp = true;
  const killNow = async (): Promise<void> => {
    [kills, isUp] = [kills + 1, false];
    server.kill('SIGKILL');
    await server.ended;
    await start();
    isUp = true;
  };
  const send = async (n: number): Promise<void> => {
    for (;;) {
      await restarting;
      const answer = await shop.post<CheckedOut>('/v1/checkouts', checkout(n, codes)).catch(() => null);
      if (answer?.status === 201) {
        answered.set(n, answer.body);
        break;
      }
      // Only the server's death and its start may answer otherwise.
      if (answer && answer.status !== 503) throw new Error(JSON.stringify(answer.body));
      await sleep(50);
    }
    if (kills < KILLS && answered.size >= (kills + 1) * every && isUp) restarting = killNow();
  };
  const queue = Array.from({ length: CHECKOUTS }, (_, n) => n).values();
  const till = async (): Promise<void> => {
    for (const n of queue) await send(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, till));
  await restarting;
  expect(kills).toBe(KILLS);
  return answered;
}

const checkout = (n: number, codes: readonly string[]) => ({
  orderRef: `T${n}`,
  storeCode: 'S1',
  customer: { kind: 'member_no', value: `M${n % 50}` },
  lines: [{ sku: 'TEA', quantity: '2' }],
  coupons: [codes[n]!],
  tenders: [{ kind: 'cash', amount: '11.00' }],
});

it(`loses nothing and doubles nothing through ${KILLS} kills in ${CHECKOUTS} checkouts with coupons`, async () => {
  const template = await shop.post<{ templateId: string }>('/v1/coupon-templates', {
    name: 'One off',
    kind: 'cash',
    amount: '1.00',
    minSpend: '10.00',
    validDays: 30,
  });
  const { templateId } = template.body;
  const issue = await shop.post<{ coupons: { code: string }[] }>(`/v1/coupon-templates/${templateId}/coupons`, {
    count: CHECKOUTS,
  });
  const answered = await sellThroughKills(issue.body.coupons.map(({ code }) => code));
  expect(answered.size).toBe(CHECKOUTS);
  const inBooks = await asOwner(env.DATABASE_URL!, async (owner) => {
    const { rows } = await owner.query<Record<string, number>>(`
      select (select count(*)::int from sales_order where source = 'counter') as orders,
             (select count(distinct order_ref)::int from sales_order where source = 'counter') as numbers,
             (select sum(payable_minor)::int from sales_order where source = 'counter') as payable,
             (select count(*)::int from coupon where used_count = 1) as used,
             (select count(*)::int from coupon_redemption) as redemptions`);
    return rows[0];
  });
  const each = { orders: CHECKOUTS, numbers: CHECKOUTS, used: CHECKOUTS, redemptions: CHECKOUTS };
  expect(inBooks).toEqual({ ...each, payable: 1_100 * CHECKOUTS });
  const verified = await shuke(env, 'verify');
  expect(verified).toMatchObject({ status: 0, err: '' });
  expect(verified.out).toContain('Everything adds up.');
}, 900_000);
