import type { Refusal } from '@shuke/kernel';

/** What a step that needs a product can meet. `facts.sku` names the one that is not known. */
export type UnknownSku = Refusal<'unknown_sku'>;

export type ProductNotFound = Refusal<'product_not_found'>;

/** Why the store that is named cannot be meant. */
export type PlaceRefusal = Refusal<'catalog_store_unknown' | 'catalog_store_not_yours'>;

/** Why rows of prices or stock are refused, all of them. `facts` name the row. */
export type RowsRefusal = PlaceRefusal | UnknownSku | Refusal<'catalog_row_duplicate'>;

export type StockRefusal = Refusal<'stock_not_tracked' | 'stock_insufficient' | 'stock_too_large'>;

/** What every command that takes a key can answer as well. */
export type KeyReused = Refusal<'idempotency_key_reused'>;
