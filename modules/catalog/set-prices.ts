import { inTx, type Ctx } from '@shuke/db';
import { assert, must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { KeyReused, RowsRefusal } from './errors.ts';
import { namedTwice, productsFor, storesFor } from './place.ts';
import { lockPrices, writePrices } from './price-store.ts';

export interface PriceChange {
  readonly sku: string;
  /** Left out, it is the price in all stores that have none of their own. */
  readonly storeCode?: string | undefined;
  /** Null removes the price. */
  readonly priceMinor: number | null;
}

export interface SetPrices {
  readonly key: string;
  readonly rows: readonly PriceChange[];
}

export interface PricesSet {
  /** How many rows said something new. */
  readonly changed: number;
  /** The version of the merchant's prices after it. */
  readonly version: number;
}

/** The dearest price: what the pricing engine takes. */
export const MAX_PRICE_MINOR = 100_000_000_000;
export const MAX_ROWS = 1000;

type PriceRefusal = RowsRefusal | Refusal<'price_too_high'>;

/** Sets and removes prices, at most 1,000 at once, all or none. */
export function setPrices(ctx: Ctx, cmd: SetPrices): Promise<Result<PricesSet, PriceRefusal | KeyReused>> {
  const { key, rows } = cmd;
  assert(rows.length <= MAX_ROWS, 'prices are set at most 1,000 at once');
  return inTx<PricesSet, PriceRefusal>(ctx, { key, input: rows, storeRefusals: true }, async (tx) => {
    const twice = namedTwice(rows);
    if (twice) return refuse('catalog_row_duplicate', { sku: twice.sku, storeCode: twice.storeCode ?? null });
    const tooHigh = rows.find(({ priceMinor }) => priceMinor !== null && priceMinor > MAX_PRICE_MINOR);
    if (tooHigh) return refuse('price_too_high', { sku: tooHigh.sku });
    const storeIds = await storesFor(
      tx,
      ctx.actor,
      rows.map((row) => row.storeCode),
    );
    if (!storeIds.ok) return storeIds;
    const productIds = await productsFor(
      tx,
      rows.map((row) => row.sku),
    );
    if (!productIds.ok) return productIds;
    const prices = rows.map(({ sku, storeCode, priceMinor }) => ({
      productId: must(productIds.value.get(sku), 'each SKU was found'),
      storeId: storeCode === undefined ? tx.merchantId : must(storeIds.value.get(storeCode), 'each store was found'),
      priceMinor,
    }));
    const head = await lockPrices(tx);
    const changed = await writePrices(tx, head, prices);
    return ok({ changed, version: changed > 0 ? head + 1 : head });
  });
}
