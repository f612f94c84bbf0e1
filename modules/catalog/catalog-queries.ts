import type { ProductView } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { ProductNotFound } from './errors.ts';

interface ProductRow {
  product_id: string;
  sku: string;
  name: string;
  category: string | null;
  brand: string | null;
  created_at: Date;
  updated_at: Date;
}

const viewOf = (row: ProductRow): ProductView => ({
  productId: row.product_id,
  sku: row.sku,
  name: row.name,
  category: row.category,
  brand: row.brand,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** These products by id; ids of nothing are left out. */
export async function productsById(tx: Tx, productIds: readonly string[]): Promise<Map<string, ProductView>> {
  const rows = await tx.many<ProductRow>(sql`
    select product_id, sku, name, category, brand, created_at, updated_at
      from product
     where merchant_id = ${tx.merchantId} and product_id = any (${productIds}::uuid[])`);
  return new Map(rows.map((row) => [row.product_id, viewOf(row)]));
}

/** One product, or `product_not_found`. */
export async function getProduct(ctx: Ctx, productId: string): Promise<Result<ProductView, ProductNotFound>> {
  const found = (await inRead(ctx, (tx) => productsById(tx, [productId]))).get(productId);
  return found ? ok(found) : refuse('product_not_found', { productId });
}

export interface ProductsQuery {
  /** Part of the SKU, the name or the category, in any case. */
  readonly search?: string | undefined;
  /** The last product of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface ProductPage {
  readonly items: ProductView[];
  readonly next: string | null;
}

const PAGE = 50;

/** A page of the catalogue by SKU. */
export async function listProducts(ctx: Ctx, query: ProductsQuery): Promise<ProductPage> {
  const limit = query.limit ?? PAGE;
  const search = query.search?.toLowerCase() ?? null;
  const after = query.after ?? null;
  const rows = await inRead(ctx, (tx) =>
    tx.many<ProductRow>(sql`
      select product_id, sku, name, category, brand, created_at, updated_at
        from product
       where merchant_id = ${tx.merchantId}
         and (${after}::uuid is null
              or sku > (select sku from product where merchant_id = ${tx.merchantId} and product_id = ${after}::uuid))
         and (${search}::text is null
              or strpos(lower(sku), ${search}) > 0 or strpos(lower(name), ${search}) > 0
              or strpos(lower(category), ${search}) > 0)
       order by sku
       limit ${limit + 1}`),
  );
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? items.at(-1)!.productId : null };
}
