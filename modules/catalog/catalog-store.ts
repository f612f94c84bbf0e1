import { sql, type Tx } from '@shuke/db';

export interface ProductKey {
  readonly product_id: string;
  readonly sku: string;
}

export interface ProductText {
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly brand: string | null;
}

/** The products of these SKUs; unknown ones are left out. */
export const findBySku = (tx: Tx, skus: readonly string[]): Promise<ProductKey[]> =>
  tx.many<ProductKey>(sql`
    select product_id, sku from product
     where merchant_id = ${tx.merchantId} and sku = any (${skus}::text[])`);

/**
 * Adds products and answers those that were added. Waits for a transaction that adds the same SKU and leaves it to that
 * one. Give the rows in the order of their SKUs, or two batches could each wait for the other.
 */
export const insertProducts = (tx: Tx, rows: readonly (ProductText & { productId: string })[]): Promise<ProductKey[]> =>
  tx.many<ProductKey>(sql`
    insert into product (merchant_id, product_id, sku, name, category, brand, created_at, updated_at)
    select ${tx.merchantId}, n.product_id, n.sku, n.name, n.category, n.brand, ${tx.now}, ${tx.now}
      from unnest(${rows.map((r) => r.productId)}::uuid[], ${rows.map((r) => r.sku)}::text[],
                  ${rows.map((r) => r.name)}::text[], ${rows.map((r) => r.category)}::text[],
                  ${rows.map((r) => r.brand)}::text[]) as n (product_id, sku, name, category, brand)
    on conflict (merchant_id, sku) do nothing
    returning product_id, sku`);

/**
 * Takes over names, and categories and brands where they are told; rows that say nothing new are not written.
 * Answers which products changed.
 */
export const updateProducts = (tx: Tx, rows: readonly ProductText[]): Promise<ProductKey[]> =>
  tx.many<ProductKey>(sql`
    update product p
       set name = n.name, category = coalesce(n.category, p.category), brand = coalesce(n.brand, p.brand),
           updated_at = ${tx.now}
      from unnest(${rows.map((r) => r.sku)}::text[], ${rows.map((r) => r.name)}::text[],
                  ${rows.map((r) => r.category)}::text[], ${rows.map((r) => r.brand)}::text[])
             as n (sku, name, category, brand)
     where p.merchant_id = ${tx.merchantId} and p.sku = n.sku
       and (p.name, p.category, p.brand)
           is distinct from (n.name, coalesce(n.category, p.category), coalesce(n.brand, p.brand))
    returning p.product_id, p.sku`);
