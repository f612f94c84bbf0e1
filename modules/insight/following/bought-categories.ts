import { sql, type Tx } from '@shuke/db';

/** A known customer bought something of a category. */
export interface BoughtCategory {
  readonly orderId: string;
  readonly customerId: string;
  readonly category: string;
  readonly orderedAt: Date;
}

/** The categories of what was bought with these orders, each once an order; orders of nobody known are left out. */
export const boughtCategories = (tx: Tx, orderIds: readonly string[]): Promise<BoughtCategory[]> =>
  tx.many<BoughtCategory>(sql`
    select distinct l.order_id as "orderId", l.customer_id as "customerId", p.category, l.ordered_at as "orderedAt"
      from pub_order_line l
      join pub_product p on p.merchant_id = l.merchant_id and p.product_id = l.product_id
     where l.merchant_id = ${tx.merchantId} and l.order_id = any(${orderIds}::uuid[])
       and l.customer_id is not null and p.category <> ''`);
