import { rowsChanged, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import * as store from './catalog-store.ts';
import type { UnknownSku } from './errors.ts';
import { lockPrices, touchPrices } from './price-store.ts';

export interface ProductRow {
  readonly sku: string;
  /** Without a name a product can be found but not added. */
  readonly name?: string | null;
  readonly category?: string | null;
  readonly brand?: string | null;
}

export interface EnsuredProduct {
  readonly productId: string;
  /** True on the first row of a SKU that was not known. */
  readonly created: boolean;
}

export interface EnsureOptions {
  /** Known products take over the names, categories and brands of the rows; else what is known stays. */
  readonly update?: boolean;
}

/**
 * Finds the product of each SKU, or adds it where a name is given. Set-based, with the answers in the order of the
 * rows. Of several rows with one SKU the last text counts. Refuses a row with `unknown_sku`.
 */
export async function ensureProducts(
  tx: Tx,
  rows: readonly ProductRow[],
  options: EnsureOptions = {},
): Promise<Result<EnsuredProduct, UnknownSku>[]> {
  const texts = new Map(rows.filter(hasName).map((row) => [row.sku, textOf(row)]));
  const known = new Map<string, string>();
  const learn = (found: readonly store.ProductKey[]): void => {
    for (const row of found) known.set(row.sku, row.product_id);
  };
  if (rows.length > 0) learn(await store.findBySku(tx, [...new Set(rows.map((row) => row.sku))]));
  const old = new Set(known.keys());
  const missing = [...texts.values()].filter(({ sku }) => !known.has(sku)).toSorted(bySku);
  const fresh = new Set<string>();
  if (missing.length > 0) {
    const added = await store.insertProducts(
      tx,
      missing.map((text) => ({ ...text, productId: newId() })),
    );
    learn(added);
    for (const { sku } of added) fresh.add(sku);
    await tellChanged(tx, added);
    const lost = missing.filter(({ sku }) => !known.has(sku)).map(({ sku }) => sku);
    // Another transaction added these in between and has committed, so a new statement sees them.
    if (lost.length > 0) learn(await store.findBySku(tx, lost));
  }
  const changed = options.update ? [...texts.values()].filter(({ sku }) => old.has(sku)).toSorted(bySku) : [];
  if (changed.length > 0) await rename(tx, changed);
  return rows.map(({ sku }) => {
    const productId = known.get(sku);
    return productId === undefined ? refuse('unknown_sku', { sku }) : ok({ productId, created: fresh.delete(sku) });
  });
}

// Books of prices hold names and categories too, so they have to learn of these as of a new price.
async function rename(tx: Tx, texts: readonly store.ProductText[]): Promise<void> {
  const renamed = await store.updateProducts(tx, texts);
  if (renamed.length === 0) return;
  await tellChanged(tx, renamed);
  const head = await lockPrices(tx);
  await touchPrices(
    tx,
    head,
    renamed.map((row) => row.product_id),
  );
}

const tellChanged = (tx: Tx, products: readonly store.ProductKey[]): Promise<void> =>
  rowsChanged(
    tx,
    'pub_product',
    products.map((row) => row.product_id),
  );

type NamedRow = ProductRow & { name: string };

const hasName = (row: ProductRow): row is NamedRow => typeof row.name === 'string' && row.name !== '';

const textOf = ({ sku, name, category, brand }: NamedRow): store.ProductText => ({
  sku,
  name,
  category: category || null,
  brand: brand || null,
});

const bySku = (a: store.ProductText, b: store.ProductText): number => (a.sku < b.sku ? -1 : 1);
