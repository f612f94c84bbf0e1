import { sql, type BatchTx, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { PriceRow } from './price-book.ts';

/** Locks the merchant's prices against other changes and gives their version; 0 where there never was a price. */
export async function lockPrices(tx: Tx): Promise<number> {
  const head = await tx.one<{ price_version: number }>(sql`
    insert into catalog_head (merchant_id, price_version) values (${tx.merchantId}, 0)
    on conflict (merchant_id) do update set price_version = catalog_head.price_version
    returning price_version`);
  return head.price_version;
}

export interface NewPrice {
  readonly productId: string;
  /** The merchant's own id for the general price. */
  readonly storeId: string;
  readonly priceMinor: number | null;
}

/** Writes what is new under the version after the locked one, which is taken only if something is. Answers how many. */
export async function writePrices(tx: Tx, head: number, prices: readonly NewPrice[]): Promise<number> {
  const written = await tx.run(sql`
    insert into product_price (merchant_id, product_id, store_id, price_minor, price_version)
    select ${tx.merchantId}, n.product_id, n.store_id, n.price_minor, ${head + 1}
      from unnest(${prices.map((p) => p.productId)}::uuid[], ${prices.map((p) => p.storeId)}::uuid[],
                  ${prices.map((p) => p.priceMinor)}::bigint[]) as n (product_id, store_id, price_minor)
     where n.price_minor is not null
        or exists (select from product_price p
                    where p.merchant_id = ${tx.merchantId} and p.product_id = n.product_id and p.store_id = n.store_id)
    on conflict (merchant_id, product_id, store_id)
    do update set price_minor = excluded.price_minor, price_version = excluded.price_version
     where product_price.price_minor is distinct from excluded.price_minor`);
  if (written > 0) await advancePrices(tx, head);
  return written;
}

/**
 * Gives the prices of renamed products the next version, so that books of prices learn the new text. Lock the prices
 * after the products were changed: a price that another transaction set in between is then seen here.
 */
export async function touchPrices(tx: Tx, head: number, productIds: readonly string[]): Promise<void> {
  const touched = await tx.run(sql`
    update product_price set price_version = ${head + 1}
     where merchant_id = ${tx.merchantId} and product_id = any(${productIds}::uuid[])`);
  if (touched > 0) await advancePrices(tx, head);
}

async function advancePrices(tx: Tx, head: number): Promise<void> {
  const moved = await tx.run(sql`
    update catalog_head set price_version = ${head + 1}
     where merchant_id = ${tx.merchantId} and price_version = ${head}`);
  assert(moved === 1, 'versions of prices are taken one by one under the lock of the head');
}

export interface PriceHead {
  readonly merchantId: string;
  readonly version: number;
}

export const readPriceHeads = (tx: BatchTx, merchantIds: readonly string[]): Promise<PriceHead[]> =>
  tx.many(sql`
    select merchant_id as "merchantId", price_version as version
      from catalog_head where merchant_id = any(${merchantIds}::uuid[])`);

export const readPricesSince = (tx: BatchTx, merchantId: string, afterVersion: number): Promise<PriceRow[]> =>
  tx.many(sql`
    select r.product_id as "productId", p.sku, p.name, p.category, nullif(r.store_id, r.merchant_id) as "storeId",
           r.price_minor as "priceMinor", r.price_version as version
      from product_price r
      join product p on p.merchant_id = r.merchant_id and p.product_id = r.product_id
     where r.merchant_id = ${merchantId} and r.price_version > ${afterVersion}`);
