import { openPersonal, type LearnableOrder } from '@shuke/customer';
import { sql, type Tx } from '@shuke/db';
import { NOTE_PURPOSE } from '@shuke/order';

type Row = Omit<LearnableOrder, 'note'> & { readonly customerId: string; readonly sealed: Buffer | null };

/** Orders as far as they teach what a guest likes, for `customerFollowers`: the goods that they hold now. Ids of nothing are left out. */
export async function learnableOrders(tx: Tx, orderIds: readonly string[]): Promise<LearnableOrder[]> {
  const orders = await tx.many<Row>(sql`
    select o.order_id as "orderId", o.customer_id as "customerId", o.ordered_at as "orderedAt", o.note as sealed,
           (select json_agg(json_build_object('lineNo', l.line_no, 'sku', p.sku, 'name', p.name, 'category', p.category,
                              'quantityMilli', l.quantity_milli, 'returnedMilli', coalesce(r.quantity_milli, 0))
                            order by l.line_no)
              from pub_order_line l
              left join pub_order_return r
                on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_no = l.line_no
              join pub_product p on p.merchant_id = l.merchant_id and p.product_id = l.product_id
             where l.merchant_id = ${tx.merchantId} and l.order_id = o.order_id) as lines
      from pub_order o
     where o.merchant_id = ${tx.merchantId} and o.order_id = any (${orderIds}::uuid[])
       and o.customer_id is not null and o.line_count > 0`);
  const noted = orders.flatMap(({ orderId, customerId, sealed }) =>
    sealed === null ? [] : [{ orderId, customerId, purpose: NOTE_PURPOSE, sealed }],
  );
  const texts = await openPersonal(tx, noted);
  const notes = new Map(noted.map(({ orderId }, i) => [orderId, texts[i] ?? null]));
  return orders.map(({ orderId, customerId, orderedAt, lines }) => ({
    orderId,
    customerId,
    orderedAt,
    note: notes.get(orderId) ?? null,
    lines,
  }));
}

/** The first imported orders of people between two ids, ascending, up to `limit`: whom an import brought. */
export async function importedOrders(
  tx: Tx,
  { after, upTo, limit }: { after: string; upTo: string; limit: number },
): Promise<string[]> {
  const rows = await tx.many<{ orderId: string }>(sql`
    select order_id as "orderId" from pub_order
     where merchant_id = ${tx.merchantId} and order_id > ${after} and order_id <= ${upTo}
       and source = 'import' and customer_id is not null and line_count > 0
     order by order_id
     limit ${limit}`);
  return rows.map(({ orderId }) => orderId);
}
