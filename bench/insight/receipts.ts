import type pg from 'pg';

/** A shop's receipts as they stand in PostgreSQL. */
export const SHOP = { lines: 1_000_000, orders: 400_000, customers: 50_000, products: 2_000, stores: 20, days: 730 };

const id = (kind: number, number: string): string =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const drawn = (salt: string, below: number): string => `(hashtextextended(i::text, ${salt}) & 2147483647) % ${below}`;

/** Writes a merchant with two years of receipts straight into the tables, as the owner of the database. */
export async function seedReceipts(owner: pg.Client, merchantId: string): Promise<void> {
  const { customers, products, stores, orders, days } = SHOP;
  await owner.query(`
    insert into customer (merchant_id, customer_id, source, created_at)
    select '${merchantId}', ${id(1, 'i')}, 'till', now() from generate_series(0, ${customers - 1}) as g (i)`);
  await owner.query(`
    insert into product (merchant_id, product_id, sku, name, category, created_at, updated_at)
    select '${merchantId}', ${id(3, 'i')}, 'P' || i, 'Product ' || i, 'C' || i % 40, now(), now()
      from generate_series(0, ${products - 1}) as g (i)`);
  await owner.query(`
    insert into store (merchant_id, store_id, code, name, active, created_at)
    select '${merchantId}', ${id(4, 'i')}, 'S' || i, 'Store ' || i, true, now() from generate_series(0, ${stores - 1}) as g (i)`);
  await owner.query(`
    insert into sales_order
      (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at, business_day, gross_minor,
       discount_minor, payable_minor, line_product_id, line_quantity_milli, line_amount_minor, line_discount_minor, created_at)
    select '${merchantId}', ${id(2, 'i')}, ${id(4, drawn('1', stores))},
           case when i % 10 > 2 then ${id(1, drawn('2', customers))} end, 'till', 'R' || i, '\\x00',
           date '2024-03-11' + i * ${days} / ${orders} + interval '9 hours', date '2024-03-11' + i * ${days} / ${orders},
           1000 * (2 + i % 2), 0, 1000 * (2 + i % 2), l.products, l.quantities, l.amounts, l.discounts, now()
      from generate_series(0, ${orders - 1}) as g (i),
           lateral (select array_agg(${id(3, `(hashtextextended(i::text, n) & 2147483647) % ${products}`)}) as products,
                           array_agg(1000::bigint) as quantities, array_agg(1000::bigint) as amounts, array_agg(0::bigint) as discounts
                      from generate_series(1, 2 + i % 2) as n) as l`);
  await owner.query('analyze sales_order, customer, product, store');
}
