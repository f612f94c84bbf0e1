import { appendEvents, inTx, relayOnce, sql, type Services } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { record, type Receipt, type Shop } from '../../test/shop.ts';

/** Records receipts by the step of orders, and tells of them as the command does; the events are stamped. */
export async function recordTold(services: Services, shop: Shop, receipts: readonly Receipt[]): Promise<void> {
  const before = new Set(await orderIds(shop));
  await record(shop, receipts);
  const made = (await orderIds(shop)).filter((id) => !before.has(id));
  await inTx(shop.ctx, {}, async (tx) => {
    const told = { touchpointId: null, storeId: [...shop.stores.values()][0]!, customerId: null, payableMinor: 0 };
    const payload = (orderId: string) => ({ ...told, orderId, orderedAt: tx.now.toISOString() });
    await appendEvents(
      tx,
      made.map((orderId) => ({ type: 'order.recorded', payload: payload(orderId) })),
    );
    return ok(null);
  });
  await relayOnce(services);
}

async function orderIds({ ctx }: Shop): Promise<string[]> {
  const rows = await inTx(ctx, {}, async (tx) =>
    ok(await tx.many<{ id: string }>(sql`select order_id as id from pub_order where merchant_id = ${tx.merchantId}`)),
  );
  return rows.ok ? rows.value.map(({ id }) => id) : [];
}
