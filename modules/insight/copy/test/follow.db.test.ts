import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { relayOnce, sql } from '@shuke/db';
import { must } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { merge, openShop, unmerge, type Receipt, type Shop } from '../../test/shop.ts';
import { openCopies } from '../copies.ts';
import { withReader } from '../reader.ts';
import { expectSame } from './same.ts';
import { recordTold } from './told.ts';
import { testCopies } from './test-copies.ts';

const services = testServices();
const held = testCopies(services);

const KILLS = 5;
const SLOW_MS = 300_000;

const receipt = (n: number): Receipt => ({
  store: 'S1',
  at: `2026-02-${String(1 + (n % 27)).padStart(2, '0')}T12:00`,
  customer: `guest ${n % 5}`,
  source: 'till',
  lines: [{ sku: 'tea', category: 'drinks', milli: 1000, amount: 500 + n, discount: 0 }],
});

const orders = ({ ctx }: Shop, engine: 'duckdb' | 'postgres' = 'duckdb') =>
  withReader(
    ctx,
    async (reader) => {
      const row = await reader.one<{ orders: number }>(sql`
        select count(*) as orders from pub_order where merchant_id = ${reader.merchantId}`);
      return { ...row, position: reader.position };
    },
    { engine },
  );

describe('following', () => {
  it('counts every event once where a process dies again and again', { timeout: SLOW_MS }, async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0)]);
    await relayOnce(services);
    await orders(shop);
    await held.copies.close();
    const child = fileURLToPath(new URL('following-child.ts', import.meta.url));
    let killed = 0;
    for (let round = 1; round <= KILLS; round += 1) {
      const args = [child, services.ownerUrl, held.dir, shop.ctx.actor.merchantId];
      const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(running.stdout, 'data');
      for (let n = 0; n < 8; n += 1) {
        await recordTold(services, shop, [receipt(round * 10 + n)]);
        await relayOnce(services);
        await sleep(20);
      }
      running.kill('SIGKILL');
      await once(running, 'exit');
      killed += 1;
    }
    expect(killed).toBe(KILLS);
    held.copies = must(
      await openCopies(services, { dir: held.dir, memoryMb: 256, threads: 2, footfallEveryMs: 0 }),
      'it is ours',
    );
    expect((await expectSame(shop.ctx)).pub_order).toBe(1 + 8 * KILLS);
  });

  it('shows a merge and its end in the persons and in what they consented to', async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0), receipt(1), receipt(2)]);
    const [one, other, third] = ['guest 0', 'guest 1', 'guest 2'].map((name) => shop.customers.get(name)!);
    await relayOnce(services);
    await expectSame(shop.ctx);
    await merge(shop, one!, other!);
    await merge(shop, other!, third!);
    await relayOnce(services);
    await expectSame(shop.ctx);
    await unmerge(shop, other!);
    await relayOnce(services);
    await expectSame(shop.ctx);
  });
});

describe('a file of a copy', () => {
  it('that is gone or damaged is made anew by itself', async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0)]);
    await relayOnce(services);
    const copy = held.copies.copy(shop.ctx.actor.merchantId);
    expect((await orders(shop)).orders).toBe(1);
    rmSync(copy.path);
    expect((await orders(shop)).orders).toBe(1);
    await copy.close();
    writeFileSync(copy.path, 'no database at all');
    expect((await orders(shop)).orders).toBe(1);
    expect(existsSync(copy.path)).toBe(true);
  });

  it('is one process’s: another one is told, and PostgreSQL answers there', async () => {
    const child = fileURLToPath(new URL('following-child.ts', import.meta.url));
    const shop = await openShop(services);
    const running = spawn(process.execPath, [child, services.ownerUrl, held.dir, shop.ctx.actor.merchantId]);
    const [said] = (await once(running.stdout, 'data')) as [Buffer];
    await once(running, 'exit');
    expect(String(said)).toContain('held elsewhere');
  });

  it('is made anew where the database was restored to before what it holds, or has gone on otherwise since', async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0), receipt(1)]);
    const { position } = await orders(shop);
    const owner = new pg.Client({ connectionString: services.ownerUrl });
    await owner.connect();
    const change = (text: string) => owner.query(text, [shop.ctx.actor.merchantId, position]);
    await change('update outbox set event_id = gen_random_uuid() where merchant_id = $1 and position = $2');
    expect((await orders(shop)).orders).toBe(2);
    const madeAnew = () => services.log.lines.filter((line) => line.includes('another past')).length;
    expect(madeAnew()).toBe(1);
    await change('delete from outbox where merchant_id = $1 and position = $2');
    await change('update outbox_head set last_position = $2 - 1 where merchant_id = $1');
    expect((await orders(shop)).position).toBe(position - 1);
    expect(madeAnew()).toBe(2);
    await owner.end();
  });

  it('of another shape is made anew', async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0)]);
    await orders(shop);
    const copy = held.copies.copy(shop.ctx.actor.merchantId);
    await copy.close();
    const older = await DuckDBInstance.create(copy.path);
    const duck = await older.connect();
    await duck.run(`update copy_state set shape = 'of last year'; drop table pub_store`);
    duck.closeSync();
    older.closeSync();
    expect((await orders(shop)).orders).toBe(1);
  });

  it('holds nothing while its merchant is never asked about', async () => {
    const shop = await openShop(services);
    expect((await orders(shop, 'postgres')).orders).toBe(0);
    expect(existsSync(held.copies.copy(shop.ctx.actor.merchantId).path)).toBe(false);
  });
});

describe('a reader', () => {
  it('sees one state, whatever is written meanwhile', async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0)]);
    await relayOnce(services);
    await orders(shop);
    await withReader(
      shop.ctx,
      async (reader) => {
        const count = () =>
          reader.one(sql`select count(*) as n from pub_order where merchant_id = ${reader.merchantId}`);
        const before = await count();
        await recordTold(services, shop, [receipt(1)]);
        await relayOnce(services);
        await held.copies.copy(shop.ctx.actor.merchantId).follow();
        expect(await count()).toEqual(before);
      },
      { engine: 'duckdb' },
    );
    expect((await orders(shop)).orders).toBe(2);
  });

  it('is answered by PostgreSQL where the copy is not there yet, and by the copy once it is', async () => {
    const shop = await openShop(services);
    await recordTold(services, shop, [receipt(0)]);
    await relayOnce(services);
    const engine = () => withReader(shop.ctx, async (reader) => reader.engine);
    expect(await engine()).toBe('postgres');
    await held.copies.copy(shop.ctx.actor.merchantId).follow();
    expect(await engine()).toBe('duckdb');
  });
});
