import { expect, test } from 'vitest';
import { openPersonal } from '@shuke/customer';
import { eventsAfter, inRead, relayOnce, sql, type Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { NOTE_PURPOSE } from '../index.ts';
import { member, receipt, recorded } from './shop.ts';
import { joins, openTill, sale, sells } from './till.ts';

const services = testServices();
const NOTE = '不要香菜, 少辣';

interface Kept {
  readonly customerId: string | null;
  readonly touchpointId: string | null;
  readonly note: Buffer | null;
}

const kept = (ctx: Ctx, orderId: string): Promise<Kept> =>
  inRead(ctx, (tx) =>
    tx.one<Kept>(sql`
      select customer_id as "customerId", touchpoint_id as "touchpointId", note
        from sales_order where merchant_id = ${tx.merchantId} and order_id = ${orderId}`),
  );

const opened = (ctx: Ctx, { customerId, note }: Kept): Promise<(string | null)[]> =>
  inRead(ctx, (tx) => openPersonal(tx, [{ customerId: customerId!, purpose: NOTE_PURPOSE, sealed: note! }]));

test('what a member asks for is kept sealed with the order, and the event tells its touchpoint', async () => {
  const { ctx } = await openTill(services);
  const [customerId, touchpointId] = [await joins(ctx), newId()];
  const { orderId } = await sells(ctx, sale({ NOODLE: 1 }, '22.00', { customerId, touchpointId, note: NOTE }));
  const order = await kept(ctx, orderId);
  expect(order.touchpointId).toBe(touchpointId);
  expect(order.note!.includes(Buffer.from('香菜'))).toBe(false);
  expect(await opened(ctx, order)).toEqual([NOTE]);
  while ((await relayOnce(services)) > 0);
  const events = await eventsAfter(ctx, 0);
  const paid = events.find(({ type }) => type === 'order.paid');
  expect(paid!.payload).toMatchObject({ orderId, touchpointId });
  expect(JSON.stringify(events)).not.toContain('香菜');
});

test('a receipt keeps both too', async () => {
  const { ctx } = await openTill(services);
  const touchpointId = newId();
  const { orderId } = await recorded(ctx, receipt({ customer: member('M1'), touchpointId, note: NOTE }));
  const order = await kept(ctx, orderId);
  expect(order.touchpointId).toBe(touchpointId);
  expect(await opened(ctx, order)).toEqual([NOTE]);
});

test('a stranger leaves no words', async () => {
  const { ctx } = await openTill(services);
  const { orderId } = await sells(ctx, sale({ NOODLE: 1 }, '22.00', { note: NOTE }));
  expect((await kept(ctx, orderId)).note).toBeNull();
});

test('a repeat with other words is another checkout', async () => {
  const { ctx } = await openTill(services);
  const request = sale({ NOODLE: 1 }, '22.00', { customerId: await joins(ctx), note: NOTE });
  const first = await sells(ctx, request);
  expect(await sells(ctx, request)).toEqual(first);
  await expect(sells(ctx, { ...request, note: '多放醋' })).rejects.toThrow('order_ref_reused');
});
