import { expect, test } from 'vitest';
import { appendEvents, followOnce, inTx, relayOnce, type Ctx } from '@shuke/db';
import { idFloor, idTimeMs, must, newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { newCustomer } from '../../consent/test/model.ts';
import { tagFollower } from '../follow-orders.ts';
import type { LearnableOrder } from '../learn-from-orders.ts';
import { LEARN_IMPORTED, learnImported, type Orders } from '../learn-imported.ts';
import { order, rowsNow, tagsNow } from './people.ts';

const services = testServices();

const SPAN = { after: idFloor(0), upTo: idFloor(2 ** 47) };

/** Orders that stand somewhere else, and how many pages of them were asked for. */
function kept(all: readonly LearnableOrder[], onPage?: () => void): Orders & { pages(): number } {
  const byId = new Map(all.map((one) => [one.orderId, one]));
  const ids = [...byId.keys()].toSorted();
  let pages = 0;
  return {
    pages: () => pages,
    ordersOf: async (_tx, orderIds) => orderIds.flatMap((id) => byId.get(id) ?? []),
    importedOrders: async (_tx, { after, upTo, limit }) => {
      pages += 1;
      onPage?.();
      return ids.filter((id) => id > after && id <= upTo).slice(0, limit);
    },
  };
}

const jobs = async (): Promise<{ key: string | null; payload: Record<string, string> }[]> => {
  const { rows } = await services.db.jobs.query(
    `select j.key, j.payload
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = $1 order by j.id`,
    [LEARN_IMPORTED],
  );
  return rows;
};

const teas = (customerId: string, count: number): LearnableOrder[] =>
  Array.from({ length: count }, () => order(customerId, 'tea'));

const learnt = async (ctx: Ctx, customerId: string) =>
  (await tagsNow(ctx, customerId)).find(({ value }) => value === 'tea')?.evidenceCount ?? 0;

test('imported orders teach, page by page, each once however often they are read', async () => {
  const ctx = actAs(services);
  const [ann, bob] = [await newCustomer(ctx), await newCustomer(ctx)];
  const orders = kept([...teas(ann, 700), ...teas(bob, 301)]);
  await learnImported(ctx, { span: SPAN, orders });
  expect([await learnt(ctx, ann), await learnt(ctx, bob), orders.pages()]).toEqual([700, 301, 3]);
  const before = await rowsNow(ctx, [ann, bob]);
  await learnImported(ctx, { span: SPAN, orders });
  expect(await rowsNow(ctx, [ann, bob])).toEqual(before);
});

test('what a server that goes down leaves is learned by the job that it leaves behind', async () => {
  const ctx = actAs(services);
  const customerId = await newCustomer(ctx);
  const all = teas(customerId, 1200);
  const down = new AbortController();
  const orders = kept(all, () => down.abort());
  await learnImported(ctx, { span: SPAN, orders, stopping: down.signal });
  expect([await learnt(ctx, customerId), orders.pages()]).toEqual([500, 1]);
  const { merchantId, ...span } = must((await jobs()).at(-1), 'a job is left').payload;
  expect([merchantId, span.after]).toEqual([ctx.actor.merchantId, all[499]!.orderId]);
  await learnImported(ctx, { span: { after: span.after!, upTo: span.upTo! }, orders });
  expect(await learnt(ctx, customerId)).toBe(1200);
});

test('the batches of an import make one job, of all orders between the import and its last batch', async () => {
  const ctx = actAs(services);
  const importId = newId();
  const follower = tagFollower(async () => []);
  for (const firstRow of [2, 5002, 10_002]) {
    const batch = { importId, firstRow, lastRow: firstRow + 4999, orders: 5000, customers: 7 };
    await inTx(ctx, {}, async (tx) => ok(await appendEvents(tx, [{ type: 'import.posted', payload: batch }])));
    await relayOnce(services);
    await followOnce(services, ctx.actor.merchantId, follower);
  }
  const made = (await jobs()).filter(({ key }) => key?.endsWith(importId));
  expect(made).toHaveLength(1);
  const { after = '', upTo = '' } = made[0]!.payload;
  // An order that a clock a little behind gave its id is still in; one of after the import is not.
  const late = idFloor(idTimeMs(importId) - 59_000);
  expect([after < late, importId < upTo, upTo < newId()]).toEqual([true, true, true]);
});
