import { appendEvents, inTx, relayOnce, sql, type Ctx, type Services } from '@shuke/db';
import { withReader } from '@shuke/insight';
import { must, newId, ok } from '@shuke/kernel';
import { LAST_DAY, storeId } from './town.ts';

const STORE_ID = storeId(7);

/** Sells to known customers of the town, other ones each time: orders of two lines, written and told as the till's are, but without the till. */
export function salesOf(services: Services, ctx: Ctx): (count: number) => Promise<void> {
  let lastBuyer = '00000000-0000-0000-0000-000000000000';
  return async (count) => {
    const buyers = await customersAfter(ctx, lastBuyer, count);
    lastBuyer = must(buyers.at(-1), 'the town has customers');
    await sellTo(ctx, buyers);
    while ((await relayOnce(services)) > 0);
  };
}

async function customersAfter(ctx: Ctx, customerId: string, count: number): Promise<string[]> {
  const rows = await withReader(ctx, (reader) =>
    reader.many<{ customer_id: string }>(sql`
      select customer_id from pub_customer
       where merchant_id = ${reader.merchantId}::uuid and customer_id > ${customerId}::uuid
       order by customer_id limit ${count}`),
  );
  return rows.map((row) => row.customer_id);
}

const sellTo = (ctx: Ctx, buyers: readonly string[]) =>
  inTx(ctx, {}, async (tx) => {
    const ids = buyers.map(() => newId());
    await tx.run(sql`
      insert into sales_order
        (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day, gross_minor,
         discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor, line_discount_minor, created_at)
      select ${tx.merchantId}, n.order_id, ${STORE_ID}, n.customer_id, 'till', n.order_id::text, '\\x00', ${tx.now}, ${LAST_DAY}::date, 2000, 0,
             2000, array[n.order_id, n.order_id], '{1000,1000}', '{1000,1000}', '{0,0}', ${tx.now}
        from unnest(${ids}::uuid[], ${buyers}::uuid[]) as n (order_id, customer_id)`);
    const told = { touchpointId: null, storeId: STORE_ID, payableMinor: 2000, orderedAt: tx.now.toISOString() };
    await appendEvents(
      tx,
      ids.map((orderId, i) => ({ type: 'order.recorded', payload: { ...told, orderId, customerId: buyers[i]! } })),
    );
    return ok(null);
  });
