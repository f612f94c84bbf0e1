import type { Actor, Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { findStores } from '@shuke/merchant';
import { findBySku } from './catalog-store.ts';
import type { PlaceRefusal, UnknownSku } from './errors.ts';

/**
 * The ids of stores by their codes. Staff who work in one store may name only that one, and may not leave the store out:
 * what they did would be done in all stores.
 */
export async function storesFor(
  tx: Tx,
  actor: Actor,
  codes: readonly (string | undefined)[],
): Promise<Result<Map<string, string>, PlaceRefusal>> {
  const named = codes.filter((code) => code !== undefined);
  const stores = await findStores(tx, named);
  for (const code of codes) {
    const storeId = code === undefined ? null : stores.get(code)?.storeId;
    if (storeId === undefined) return refuse('catalog_store_unknown', { storeCode: code ?? null });
    if (actor.storeId !== null && storeId !== actor.storeId)
      return refuse('catalog_store_not_yours', { storeCode: code ?? null });
  }
  return ok(new Map([...stores].map(([code, { storeId }]) => [code, storeId])));
}

/** The ids of products by SKU; the first SKU that is not known is refused by name. */
export async function productsFor(tx: Tx, skus: readonly string[]): Promise<Result<Map<string, string>, UnknownSku>> {
  const found = new Map((await findBySku(tx, [...new Set(skus)])).map((row) => [row.sku, row.product_id]));
  const unknown = skus.find((sku) => !found.has(sku));
  return unknown === undefined ? ok(found) : refuse('unknown_sku', { sku: unknown });
}

/** The first SKU that is named twice for one store. */
export function namedTwice<T extends { readonly sku: string; readonly storeCode?: string | undefined }>(
  rows: readonly T[],
): T | undefined {
  const seen = new Set<string>();
  return rows.find((row) => {
    const key = JSON.stringify([row.sku, row.storeCode]);
    return seen.has(key) || !seen.add(key);
  });
}
