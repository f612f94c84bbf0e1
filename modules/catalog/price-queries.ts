import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { findStores } from '@shuke/merchant';
import type { PlaceRefusal } from './errors.ts';

export interface PlaceQuery {
  /** Of one store; left out, what holds for all. */
  readonly storeCode?: string | undefined;
  /** The last product of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface PlacePage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface ListedPrice {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly version: number;
}

export interface ListedStock {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantityMilli: number;
}

const PAGE = 50;

/** A page of general prices, or of the own prices of one store, by product id. */
export async function listPrices(ctx: Ctx, query: PlaceQuery): Promise<Result<PlacePage<ListedPrice>, PlaceRefusal>> {
  const { after = null, limit = PAGE } = query;
  return inRead(ctx, async (tx) => {
    const storeId = await storeOf(tx, query);
    if (!storeId.ok) return storeId;
    const rows = await tx.many<ListedPrice>(sql`
      select r.product_id as "productId", p.sku, p.name, r.price_minor as "priceMinor", r.price_version as version
        from product_price r
        join product p on p.merchant_id = r.merchant_id and p.product_id = r.product_id
       where r.merchant_id = ${tx.merchantId} and r.store_id = ${storeId.value ?? tx.merchantId}
         and r.price_minor is not null and (${after}::uuid is null or r.product_id > ${after}::uuid)
       order by r.product_id
       limit ${limit + 1}`);
    return ok(pageOf(rows, limit));
  });
}

/** A page of what is in one store, or in all stores together, by product id. */
export async function listStock(ctx: Ctx, query: PlaceQuery): Promise<Result<PlacePage<ListedStock>, PlaceRefusal>> {
  const { after = null, limit = PAGE } = query;
  return inRead(ctx, async (tx) => {
    const storeId = await storeOf(tx, query);
    if (!storeId.ok) return storeId;
    const rows = await tx.many<ListedStock>(sql`
      select s.product_id as "productId", p.sku, p.name, sum(s.quantity_milli) as "quantityMilli"
        from product_stock s
        join product p on p.merchant_id = s.merchant_id and p.product_id = s.product_id
       where s.merchant_id = ${tx.merchantId} and (${storeId.value}::uuid is null or s.store_id = ${storeId.value})
         and (${after}::uuid is null or s.product_id > ${after}::uuid)
       group by s.product_id, p.sku, p.name
       order by s.product_id
       limit ${limit + 1}`);
    return ok(pageOf(rows, limit));
  });
}

async function storeOf(tx: Tx, { storeCode }: PlaceQuery): Promise<Result<string | null, PlaceRefusal>> {
  if (storeCode === undefined) return ok(null);
  const store = (await findStores(tx, [storeCode])).get(storeCode);
  return store ? ok(store.storeId) : refuse('catalog_store_unknown', { storeCode });
}

// One row more than the page was read, to know whether there is a next one.
function pageOf<Item extends { readonly productId: string }>(rows: readonly Item[], limit: number): PlacePage<Item> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.productId : null };
}
