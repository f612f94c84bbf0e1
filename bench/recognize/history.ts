import type pg from 'pg';
import type { Shop } from './town.ts';

/** What each of those regulars has ordered of whom the card is asked for: so many orders of so many goods, of a list of so many. */
export const HISTORY = { orders: 12, lines: 3, products: 200 } as const;
/** One in so many of those who come. */
const ONE_IN = 4;

/** The shops with those regulars only who have ordered before, as those have of whom a card is shown. */
export const withHistory = (shops: readonly Shop[]): Shop[] =>
  shops.map((shop) => ({ ...shop, regulars: shop.regulars.filter((_, i) => i % ONE_IN === 0) }));

/** Gives goods to the shops, and orders to a quarter of the regulars: a few goods again and again, in the last months. */
export async function loadHistory(lane: pg.Client, shops: readonly Shop[]): Promise<void> {
  const buyers = withHistory(shops).flatMap(({ merchantId, storeId, regulars }) =>
    regulars.map(({ customerId }) => ({ merchantId, storeId, customerId })),
  );
  await lane.query(
    `insert into product (merchant_id, product_id, sku, name, category, created_at, updated_at)
     select m, md5(m::text || i)::uuid, 'SKU' || i, 'Dish ' || i, 'Dishes', now(), now()
       from unnest($1::uuid[]) as m, generate_series(0, $2::integer - 1) as i`,
    [shops.map(({ merchantId }) => merchantId), HISTORY.products],
  );
  await lane.query(
    `insert into sales_order (merchant_id, order_id, store_id, customer_id, source, order_ref, content_hash, ordered_at,
            business_day, gross_minor, discount_minor, payable_minor, line_product_id, line_quantity_milli,
            line_amount_minor, line_discount_minor, created_at)
     select b.merchant_id, uuidv7(-interval '4 days' * (a.i + 1)), b.store_id, b.customer_id, 'till', b.n || '-' || a.i, '\\x00',
            now() - interval '4 days' * (a.i + 1), current_date - 4 * (a.i + 1), 100 * $5::integer, 0, 100 * $5::integer,
            array(select md5(b.merchant_id::text || (b.n * 7 + j * (1 + a.i % 2)) % $6::integer)::uuid
                    from generate_series(1, $5::integer) as j),
            array_fill(1000, array[$5::integer]), array_fill(100, array[$5::integer]), array_fill(0, array[$5::integer]), now()
       from generate_series($4::integer - 1, 0, -1) as a (i),
            unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as b (merchant_id, store_id, customer_id, n)`,
    [
      buyers.map(({ merchantId }) => merchantId),
      buyers.map(({ storeId }) => storeId),
      buyers.map(({ customerId }) => customerId),
      HISTORY.orders,
      HISTORY.lines,
      HISTORY.products,
    ],
  );
}
