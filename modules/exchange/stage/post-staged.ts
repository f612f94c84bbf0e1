import { appendEvents, type Tx } from '@shuke/db';
import { postStagedCustomers } from '@shuke/customer';
import { postStagedOrders, rejectedOrders, unpostedOrders } from '@shuke/order';
import { importPosted } from '../events.ts';
import { insertRejects } from '../import-store.ts';
import { listOf } from '../mapping.ts';
import type { Reject } from '../rows/row-fault.ts';
import { count, goOn, inBatch, inLanes, type Attempt } from './attempt.ts';
import type { OrderBatch } from './order-staging.ts';
import type { PeopleBatch } from './people-staging.ts';

/** Measured on two cores: two lanes post in 60 % of the time of one, for one waits on the disk while the other works. */
const LANES = 2;

/**
 * Makes the people who are staged, each batch with its counts in one transaction. What is posted twice changes nothing,
 * so an import that was cut short is simply run again.
 */
export const postPeople = (attempt: Attempt, batches: readonly PeopleBatch[]): Promise<void> =>
  inLanes(LANES, batches, (batch) => postCustomerBatch(attempt, batch));

/** Records the orders that are staged, each batch with its counts and its event in one transaction. The people are made. */
export const postOrders = (attempt: Attempt, batches: readonly OrderBatch[]): Promise<void> =>
  inLanes(LANES, batches, (batch) => postOrderBatch(attempt, batch));

async function postCustomerBatch(attempt: Attempt, { batchNo, unknown }: PeopleBatch): Promise<void> {
  goOn(attempt);
  await inBatch(attempt.ctx, async (tx) => {
    const made = await postStagedCustomers(tx, { loadId: attempt.run.runnerId, batchNo, unknown });
    await count(tx, attempt, { customersNew: made });
  });
}

async function postOrderBatch(attempt: Attempt, batch: OrderBatch): Promise<void> {
  goOn(attempt);
  const { importId, runnerId: loadId } = attempt.run;
  const { batchNo, firstRow, lastRow } = batch;
  await inBatch(attempt.ctx, async (tx) => {
    const posted = await postStagedOrders(tx, { loadId, importId, batchNo });
    const left = posted.orders < batch.orders ? await countUnposted(tx, attempt, batchNo) : NOTHING;
    if (posted.orders > 0) await appendEvents(tx, [importPosted({ importId, firstRow, lastRow, ...posted })]);
    // Last, because the row of the import is what the two lanes have in common: it is locked until the commit alone.
    await count(tx, attempt, { ordersNew: posted.orders, ordersKnown: left.known, rowsRejected: left.rejected });
  });
}

const NOTHING = { known: 0, rejected: 0 };

async function countUnposted(tx: Tx, attempt: Attempt, batchNo: number): Promise<typeof NOTHING> {
  const { importId, runnerId: loadId } = attempt.run;
  const left = await unpostedOrders(tx, { loadId, importId, batchNo });
  const known = left.find(({ why }) => why === 'known')?.orders ?? 0;
  if (!left.some(({ why }) => why === 'order_changed' || why === 'return_order')) return { known, rejected: 0 };
  const column = listOf(attempt.reading.mapping.columns.orderRef).join(' + ') || attempt.reading.shape.columns[0]!;
  const orders = await rejectedOrders(tx, { loadId, batchNo });
  const rejects: Reject[] = orders.flatMap(({ why, rows }) => rows.map((row) => ({ row, column, reason: why })));
  return { known, rejected: await insertRejects(tx, importId, rejects) };
}
