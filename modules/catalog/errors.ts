import type { Refusal } from '@shuke/kernel';

/** What a step that needs a product can meet. `facts.sku` names the one that is not known. */
export type UnknownSku = Refusal<'unknown_sku'>;

export type ProductNotFound = Refusal<'product_not_found'>;
