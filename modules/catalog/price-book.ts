/** A price of a product, for all stores or for one, as of one version of the merchant's prices. */
export interface PriceRow {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  /** Null is the price in all stores that have none of their own. */
  readonly storeId: string | null;
  /** Null is a price that was removed. */
  readonly priceMinor: number | null;
  readonly version: number;
}

/** A product with what it costs in one store. */
export interface PricedProduct {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Empty where the product has none. */
  readonly category: string;
  readonly unitPriceMinor: number;
}

interface Entry {
  readonly productId: string;
  readonly sku: string;
  name: string;
  category: string;
  /** The newest version that told name and category. */
  version: number;
  readonly rows: Map<string | null, PriceRow>;
}

/**
 * A merchant's prices in memory: filled with all rows once, then brought up to date with the rows of later versions. Rows
 * may come twice and in any order; of one price the newest version stays.
 */
export class PriceBook {
  readonly #entries = new Map<string, Entry>();
  #version = 0;

  /** The newest version that the book has seen; what to read next is after it. */
  get version(): number {
    return this.#version;
  }

  apply(rows: readonly PriceRow[]): void {
    for (const row of rows) {
      const entry = this.#entryOf(row);
      if (row.version >= entry.version) {
        entry.name = row.name;
        entry.category = row.category ?? '';
        entry.version = row.version;
      }
      if (row.version >= (entry.rows.get(row.storeId)?.version ?? 0)) entry.rows.set(row.storeId, row);
      this.#version = Math.max(this.#version, row.version);
    }
  }

  /** What a SKU costs in a store: by the store's own price, or else the general one. Null where it has no price there. */
  find(sku: string, storeId: string): PricedProduct | null {
    const entry = this.#entries.get(sku);
    if (!entry) return null;
    const unitPriceMinor = entry.rows.get(storeId)?.priceMinor ?? entry.rows.get(null)?.priceMinor ?? null;
    if (unitPriceMinor === null) return null;
    const { productId, name, category } = entry;
    return { productId, sku, name, category, unitPriceMinor };
  }

  #entryOf({ productId, sku }: PriceRow): Entry {
    const known = this.#entries.get(sku);
    if (known) return known;
    const entry: Entry = { productId, sku, name: '', category: '', version: 0, rows: new Map() };
    this.#entries.set(sku, entry);
    return entry;
  }
}
