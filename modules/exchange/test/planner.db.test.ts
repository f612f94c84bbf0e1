import pg from 'pg';
import { expect, test } from 'vitest';
import { inBulk, sql } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { imported, openShop, receipts, testFiles } from './shop.ts';

const services = testServices();
const files = testFiles();

const file = (letter: string): string =>
  files.write(
    receipts(
      ...Array.from(
        { length: 40_000 },
        (_, i) => `${letter}${i},S1,2024-03-01 10:15,M${i % 20_000},P${i % 100},Product ${i % 100},,1,5.00,0`,
      ),
    ),
  );

// Without being told of what is staged it took 140 s: each order's person was looked for among all 20,000.
test('an import does not stand still where the planner has last seen staging empty', async () => {
  const ctx = await openShop(services);
  await imported(ctx, file('A'));
  // What was cleared away leaves its pages behind, and whoever looks then finds nothing on them.
  await inBulk(ctx, (tx) => tx.run(sql`analyze import_staging_customer, import_staging_order`));
  expect(await imported(ctx, file('B'))).toMatchObject({ ordersNew: 40_000, customersNew: 0 });
}, 100_000);

// It took a minute and more: each number was looked for among all orders of the merchant.
test('an import of known orders does not stand still where the planner knows of no orders of the merchant', async () => {
  const path = file('C');
  await imported(await openShop(services), path);
  const owner = new pg.Client({ connectionString: services.ownerUrl });
  await owner.connect();
  await owner.query('analyze sales_order');
  await owner.end();
  const later = await openShop(services);
  await imported(later, path);
  expect(await imported(later, path)).toMatchObject({ ordersNew: 0, ordersKnown: 40_000 });
}, 100_000);
