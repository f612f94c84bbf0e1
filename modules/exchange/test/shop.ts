import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ImportReading, ImportView } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must, newId } from '@shuke/kernel';
import { createMerchant, listStores, type CreateMerchant } from '@shuke/merchant';
import { getOrder, listOrders } from '@shuke/order';
import { actAs, type TestServices } from '@shuke/testkit';
import { importFile } from '../index.ts';

/** A new merchant with nothing, in Shanghai and CNY unless told. */
export async function openShop(services: TestServices, change: Partial<CreateMerchant> = {}): Promise<Ctx> {
  const owner = { signInName: `owner-${newId()}`, displayName: 'Owner' };
  const made = await createMerchant(services, { name: 'Shop', owner, ...change });
  if (!made.ok) throw new Error(made.refusal.code);
  return actAs(services, made.value.merchantId);
}

export interface TestFiles {
  readonly folder: string;
  /** Writes a file and answers its path. */
  write(content: string | Buffer, name?: string): string;
}

/** A folder of the test file's own, gone at its end. */
export function testFiles(): TestFiles {
  const folder = mkdtempSync(join(tmpdir(), 'shuke-exchange-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (content: string | Buffer, name = `${newId()}.csv`): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  return { folder, write };
}

export interface OwnerView {
  /** Reads rows of our own tables. */
  select<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Reads figures over one merchant's rows of any table, each an expression such as count(*). */
  tally(ctx: Ctx, table: string, figures: Record<string, string>): Promise<Record<string, unknown>>;
}

/** Looks at the tables as their owner, past row-level security: for reading, never for writing. */
export function ownerView(services: TestServices): OwnerView {
  let client: pg.Client | undefined;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: services.ownerUrl });
    await client.connect();
  });
  afterAll(() => client?.end());
  const select = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await must(client, 'the view is open').query<Row>(text, values)).rows;
  const tally: OwnerView['tally'] = async (ctx, table, figures) => {
    const columns = Object.entries(figures).map(([name, expression]) => `${expression} as "${name}"`);
    const rows = await select<Record<string, unknown>>(
      `select ${columns.join(', ')} from ${table} where merchant_id = $1`,
      [ctx.actor.merchantId],
    );
    return must(rows[0], 'figures are one row');
  };
  return { select, tally };
}

/** The orders of a small shop as people would write them down: number, store, day, person, sum, and SKU, quantity, amount and discount of each line. */
export async function ordersOf(ctx: Ctx): Promise<string[]> {
  const stores = new Map((await listStores(ctx, { limit: 100 })).items.map(({ storeId, code }) => [storeId, code]));
  const { items } = await listOrders(ctx, { limit: 100 });
  const texts = items.map(async ({ orderId, orderRef, storeId, businessDay, customerId, payable }) => {
    const found = await getOrder(ctx, orderId);
    const lines = found.ok ? found.value.lines : [];
    const sold = lines
      .map(({ sku, quantity, amount, discount }) => `${sku} ${quantity} ${amount} ${discount}`)
      .join(', ');
    return `${orderRef} @${stores.get(storeId)} ${businessDay} ${customerId ? 'known' : 'anonymous'} ${payable}: ${sold}`;
  });
  return (await Promise.all(texts)).toSorted();
}

export async function imported(ctx: Ctx, path: string, reading: ImportReading = {}): Promise<ImportView> {
  const result = await importFile(ctx, { path, ...reading });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  expect(result.value.status).toBe('done');
  return result.value;
}

export const HEADINGS = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount';

/** A file in our own format from rows without its headings. */
export const receipts = (...rows: string[]): string => [HEADINGS, ...rows, ''].join('\n');
