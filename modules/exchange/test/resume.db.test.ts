import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Ctx, Job } from '@shuke/db';
import { SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { createImport } from '../create-import.ts';
import { exchangeJobs, getImport, resumeImports, runImport } from '../index.ts';
import { startImport } from '../start-import.ts';
import { openShop, receipts, testFiles } from './shop.ts';

const services = testServices();
const uploads = { uploadDir: testFiles().folder };
const FILE = receipts('R1,S1,2026-01-05 10:15,M1,P1,Tea,,1,3.00,0', 'R2,S1,2026-01-05 10:16,M2,P1,Tea,,1,3.00,0');

function granted<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

/** An import that was started and left in the middle, as by a server that was stopped. */
async function leftImport(): Promise<{ ctx: Ctx; importId: string }> {
  const ctx = await openShop(services);
  const upload = Readable.from([Buffer.from(FILE)]);
  const { importId } = granted(await createImport(ctx, uploads, { fileName: 'receipts.csv', upload }));
  granted(await startImport(ctx, uploads, { key: `start-${importId}`, importId, reading: {} }));
  await asOwner('delete from graphile_worker._private_jobs');
  const path = join(uploads.uploadDir, importId);
  expect(await runImport(ctx, { importId, path, stopping: AbortSignal.abort() })).toEqual({ ok: true, value: null });
  return { ctx, importId };
}

async function asOwner(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const owner = new pg.Client({ connectionString: services.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<Record<string, unknown>>(text, values);
  await owner.end();
  return rows;
}

/** When the queue runs each import that waits in it, in seconds from now. */
const enqueued = async (): Promise<number[]> => {
  const rows = await asOwner('select run_at from graphile_worker._private_jobs order by id');
  return rows.map(({ run_at }) => Math.round((Number(run_at) - services.clock.now().getTime()) / SECOND_MS));
};

const work = async (importId: string, ctx: Ctx): Promise<void> => {
  const job = exchangeJobs(uploads).find(({ name }) => name === 'exchange.run_import') as unknown as Job<object>;
  await job.run(services, { merchantId: ctx.actor.merchantId, importId });
};

test('an import that is stopped stays running with nothing posted, and is taken up at once', async () => {
  const { ctx, importId } = await leftImport();
  expect(await getImport(ctx, importId)).toMatchObject({ value: { status: 'running', failure: null, ordersNew: 0 } });
  expect(await resumeImports(services, 20 * SECOND_MS)).toBe(1);
  expect(await enqueued()).toEqual([0]);
  await work(importId, ctx);
  expect(await getImport(ctx, importId)).toMatchObject({ value: { status: 'done', ordersNew: 2, customersNew: 2 } });
  expect(await resumeImports(services)).toBe(0);
});

test('one that was heard of a moment ago is left alone each minute, and after a start waits until it is silent', async () => {
  const { ctx, importId } = await leftImport();
  await asOwner('update import_job set heard_at = $1 where import_id = $2', [services.clock.now(), importId]);
  services.clock.advanceMs(5 * SECOND_MS);
  expect(await resumeImports(services, 20 * SECOND_MS)).toBe(0);
  expect(await enqueued()).toEqual([]);
  expect(await resumeImports(services)).toBe(1);
  expect(await enqueued()).toEqual([15]);
  await work(importId, ctx);
  expect(await getImport(ctx, importId)).toMatchObject({ value: { status: 'running' } });
  services.clock.advanceMs(15 * SECOND_MS);
  expect(await resumeImports(services, 20 * SECOND_MS)).toBe(1);
  await work(importId, ctx);
  expect(await getImport(ctx, importId)).toMatchObject({ value: { status: 'done', ordersNew: 2 } });
});

test('one whose file is gone, as after the command line was killed, ends and says so', async () => {
  const { ctx, importId } = await leftImport();
  rmSync(join(uploads.uploadDir, importId));
  expect(await resumeImports(services)).toBe(1);
  await work(importId, ctx);
  expect(await getImport(ctx, importId)).toMatchObject({ value: { status: 'failed', failure: 'import_file_missing' } });
});
