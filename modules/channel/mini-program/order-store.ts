import { sql, type Tx } from '@shuke/db';

/** Notes whose an order is that is begun; said again it changes nothing. */
export const noteOrder = (
  tx: Tx,
  { orderRef, customerId }: { readonly orderRef: string; readonly customerId: string },
): Promise<number> =>
  tx.run(sql`
    insert into mini_program_order (merchant_id, order_ref, customer_id, created_at)
    values (${tx.merchantId}, ${orderRef}, ${customerId}, ${tx.now})
    on conflict (merchant_id, order_ref) do nothing`);

/** Whether one of these customers began an order of this number on a phone. */
export const isOrderOf = async (
  tx: Tx,
  { orderRef, customerIds }: { readonly orderRef: string; readonly customerIds: readonly string[] },
): Promise<boolean> =>
  (await tx.maybeOne(sql`
    select order_ref from mini_program_order
     where merchant_id = ${tx.merchantId} and order_ref = ${orderRef}
       and customer_id = any (${customerIds}::uuid[])`)) !== null;
