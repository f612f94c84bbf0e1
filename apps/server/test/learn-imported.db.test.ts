import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tagsOf } from '@shuke/customer';
import { followAll, inRead, relayOnce, sql, systemCtx, type Job } from '@shuke/db';
import { importFile } from '@shuke/exchange';
import { must } from '@shuke/kernel';
import { createMerchant } from '@shuke/merchant';
import { testServices } from '@shuke/testkit';
import { allFollowers } from '../followers.ts';
import { allJobs } from '../jobs.ts';
import { granted } from './house.ts';

const services = testServices();
const folder = mkdtempSync(join(tmpdir(), 'shuke-learn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADINGS = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount';

test('guests whose receipts were imported have tags once the job behind the import has run', async () => {
  const owner = { signInName: 'owner-of-imports', displayName: 'Owner' };
  const ctx = systemCtx(services, granted(await createMerchant(services, { name: 'Shop', owner })).merchantId);
  const path = join(folder, 'receipts.csv');
  const rows = ['R1', 'R2', 'R3'].map((ref, i) => `${ref},S1,2026-02-0${i + 1} 12:00,M1,L1,Latte,Coffee,1,5.00,0`);
  writeFileSync(path, [HEADINGS, ...rows, ''].join('\n'));
  granted(await importFile(ctx, { path }));
  await relayOnce(services);
  await followAll(services, ctx.actor.merchantId, allFollowers);
  const tags = () =>
    inRead(ctx, async (tx) => {
      const { customerId } = await tx.one<{ customerId: string }>(sql`
        select customer_id as "customerId" from customer where merchant_id = ${tx.merchantId}`);
      const known = (await tagsOf(tx, [customerId])).get(customerId) ?? [];
      return known.map(({ dimension, value, evidenceCount }) => `${dimension}:${value} ${evidenceCount}`).toSorted();
    });
  expect(await tags()).toEqual([]);
  const { rows: queued } = await services.db.jobs.query(
    `select t.identifier as name, j.payload
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`,
  );
  const jobs = allJobs({ uploadDir: folder }) as Job[];
  for (const { name, payload } of queued) {
    const job = must(
      jobs.find((one) => one.name === name),
      `there is a job ${name}`,
    );
    await job.run(services, payload);
  }
  expect(await tags()).toEqual(['category:Coffee 3', 'dish:L1 3']);
});
