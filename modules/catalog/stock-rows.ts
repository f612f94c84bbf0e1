import type { Actor, Tx } from '@shuke/db';
import { assert, must, ok, refuse, type Result } from '@shuke/kernel';
import type { RowsRefusal } from './errors.ts';
import { namedTwice, productsFor, storesFor } from './place.ts';
import type { StockKey } from './stock-rules.ts';

const MAX_STOCK_ROWS = 1000;
/** So much can lie in a store: far beyond any shop, and far below where sums would no longer be exact. */
export const MAX_STOCK_MILLI = 1_000_000_000_000;

type Named<Row> = Omit<Row, 'storeCode'> & StockKey;

/** Rows with the ids of what they name, or the first that names what is not there, not yours or there already. */
export async function stockRowsOf<Row extends { readonly sku: string; readonly storeCode: string }>(
  tx: Tx,
  actor: Actor,
  rows: readonly Row[],
): Promise<Result<Named<Row>[], RowsRefusal>> {
  assert(rows.length <= MAX_STOCK_ROWS, 'stock is changed at most 1,000 rows at once');
  const twice = namedTwice(rows);
  if (twice) return refuse('catalog_row_duplicate', { sku: twice.sku, storeCode: twice.storeCode });
  const storeIds = await storesFor(
    tx,
    actor,
    rows.map((row) => row.storeCode),
  );
  if (!storeIds.ok) return storeIds;
  const productIds = await productsFor(
    tx,
    rows.map((row) => row.sku),
  );
  if (!productIds.ok) return productIds;
  return ok(
    rows.map(({ storeCode, ...row }) => ({
      ...row,
      merchantId: tx.merchantId,
      storeId: must(storeIds.value.get(storeCode), 'each store was found'),
      productId: must(productIds.value.get(row.sku), 'each SKU was found'),
    })),
  );
}
