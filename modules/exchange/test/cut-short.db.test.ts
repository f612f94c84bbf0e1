import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ImportView } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { MINUTE_MS, must } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { getImport, importFile, listImports, runImport } from '../index.ts';
import { imported, openShop, ownerView, receipts, testFiles } from './shop.ts';

const services = testServices();
const files = testFiles();
const owner = ownerView(services);
const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url));

const ORDERS = 60_000;
const PEOPLE = 5000;
const rows = Array.from(
  { length: ORDERS },
  (_, i) => `R${i},S${i % 20},2024-03-01 10:15,M${i % PEOPLE},P${i % 100},Product ${i % 100},,1,5.00,0`,
);

function spawnImport(ctx: Ctx, path: string): ChildProcess {
  const args = [CHILD, services.ownerUrl, ctx.actor.merchantId, path];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

const counted = async (ctx: Ctx) => ({
  ...(await owner.tally(ctx, 'sales_order', { orders: 'count(*)::int', refs: 'count(distinct order_ref)::int' })),
  ...(await owner.tally(ctx, 'customer', { people: 'count(*)::int' })),
  ...(await owner.tally(ctx, 'customer_identifier', { identifiers: 'count(*)::int' })),
  ...(await owner.tally(ctx, 'product', { products: 'count(*)::int' })),
  told: await toldBy(ctx),
  staged: (await owner.select('select 1 from import_staging_order')).length,
});

/** How many orders the events say were posted. */
const toldBy = async (ctx: Ctx): Promise<number> => {
  const sum = `coalesce(sum((payload->>'orders')::int) filter (where type = 'import.posted'), 0)::int`;
  return Number((await owner.tally(ctx, 'outbox', { sum })).sum);
};

const ALL = {
  orders: ORDERS,
  refs: ORDERS,
  people: PEOPLE,
  identifiers: PEOPLE,
  products: 100,
  told: ORDERS,
  staged: 0,
};

test('kill -9 in the middle of posting: run again it posts what is missing, and nothing twice', async () => {
  const ctx = await openShop(services);
  const path = files.write(receipts(...rows));
  const child = spawnImport(ctx, path);
  const exited = once(child, 'exit');
  let running: ImportView | undefined;
  while ((running?.ordersNew ?? 0) === 0) {
    [running] = (await listImports(ctx, {})).items;
    if (child.exitCode !== null) break;
    await sleep(2);
  }
  child.kill('SIGKILL');
  await exited;
  const { importId } = running!;
  const posted = await toldBy(ctx);
  expect(posted).toBeGreaterThan(0);
  expect(posted).toBeLessThan(ORDERS);
  expect(await counted(ctx)).toMatchObject({ orders: posted, told: posted });

  // While the dead one may still be alive for all that anyone knows, nobody else touches the import.
  services.clock.set(new Date());
  expect(await runImport(ctx, { importId, path })).toMatchObject({ refusal: { code: 'import_running' } });
  services.clock.advanceMs(2 * MINUTE_MS);
  expect(await runImport(ctx, { importId, path })).toEqual({ ok: true, value: null });
  expect(await counted(ctx)).toEqual(ALL);
  expect(await getImport(ctx, importId)).toMatchObject({
    value: {
      status: 'done',
      ordersNew: ORDERS,
      ordersKnown: 0,
      customersNew: PEOPLE,
      productsNew: 100,
      rowsRejected: 0,
    },
  });
  expect(await runImport(ctx, { importId, path })).toMatchObject({ refusal: { code: 'import_ended' } });
  expect(await imported(ctx, path)).toMatchObject({ ordersNew: 0, ordersKnown: ORDERS, customersNew: 0 });
}, 120_000);

test('two processes that import the same file at once make every order and person once', async () => {
  const ctx = await openShop(services);
  const path = files.write(receipts(...rows));
  const children = [spawnImport(ctx, path), spawnImport(ctx, path)];
  const outputs = await Promise.all(children.map((child) => text(child.stdout!)));
  const results = outputs.map((output) => (JSON.parse(output) as { value: ImportView }).value);
  const sum = (of: (view: ImportView) => number): number => results.reduce((total, view) => total + of(view), 0);
  expect(sum((view) => view.ordersNew)).toBe(ORDERS);
  expect(sum((view) => view.ordersKnown)).toBe(ORDERS);
  expect(sum((view) => view.customersNew)).toBe(PEOPLE);
  expect(sum((view) => view.productsNew)).toBe(100);
  expect(sum((view) => view.storesNew)).toBe(20);
  expect(sum((view) => view.rowsRejected)).toBe(0);
  expect(await counted(ctx)).toEqual(ALL);
}, 120_000);

test('a runner that was taken for dead and is not posts nothing once another has taken over', async () => {
  const ctx = await openShop(services);
  const path = files.write(receipts(...rows));
  let isTakenOver = false;
  const slow = runSlow(ctx, path, async (importId) => {
    isTakenOver = true;
    services.clock.advanceMs(2 * MINUTE_MS);
    expect(await runImport(ctx, { importId, path })).toEqual({ ok: true, value: null });
  });
  await expect(slow).rejects.toThrow('another process has taken this import over');
  expect(isTakenOver).toBe(true);
  expect((await listImports(ctx, {})).items).toMatchObject([{ status: 'done', failure: null, ordersNew: ORDERS }]);
  expect(await counted(ctx)).toEqual(ALL);
}, 120_000);

/** Imports a file with a database that lets another in between reading and posting. */
async function runSlow(ctx: Ctx, path: string, onStaged: (importId: string) => Promise<void>): Promise<void> {
  let asked = 0;
  const bulk = new Proxy(ctx.db.bulk, {
    get: (pool, name) => {
      if (name !== 'connect') return Reflect.get(pool, name) as unknown;
      return async () => {
        const nth = (asked += 1);
        if (nth === 3) await onStaged(must((await listImports(ctx, {})).items[0], 'the import runs').importId);
        return pool.connect();
      };
    },
  });
  await importFile({ ...ctx, db: { ...ctx.db, bulk } }, { path });
}
