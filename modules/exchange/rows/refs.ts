import type { RejectReason } from '@shuke/contract';
import { boundedCache, detached } from './bounded-cache.ts';
import { betterSpelling, skuOfName, tidyText } from './product-name.ts';

/** A store that the file names. `id` is there once the store is known or made. */
export interface StoreRef {
  readonly code: string;
  readonly name: string;
  id: Uint8Array | null;
}

/** A product that the file names, with the texts of its first row. */
export interface ProductRef {
  readonly sku: string;
  /** Of several spellings the best one met before the product was made. */
  name: string;
  readonly category: string | null;
  readonly brand: string | null;
  id: Uint8Array | null;
}

/** A person by an identifier as the file writes it. Its keyed hash, or why it is none, is there once it was looked at. */
export interface CustomerRef {
  readonly text: string;
  hash: Uint8Array | null;
  fault: RejectReason | null;
}

/** What the rows of a file point to, each met once however often it is named. Memory stays bounded. */
export interface Refs {
  store(code: string, name: string): StoreRef | RejectReason;
  /** `texts` is asked only for a product that is new. */
  productBySku(sku: string, texts: () => Pick<ProductRef, 'name' | 'category' | 'brand'>): ProductRef | RejectReason;
  productByName(name: string, texts: () => Pick<ProductRef, 'category' | 'brand'>): ProductRef | RejectReason;
  customer(text: string): CustomerRef | RejectReason;
  /** What was met since it was last taken, and has neither id nor hash yet. */
  readonly fresh: FreshRefs;
  takeFresh(): FreshRefs;
}

export interface FreshRefs {
  readonly stores: readonly StoreRef[];
  readonly products: readonly ProductRef[];
  readonly people: readonly CustomerRef[];
}

const MAX_CODE_CHARS = 64;
const MAX_SKU_CHARS = 100;
const MAX_NAME_CHARS = 200;
const MAX_LABEL_CHARS = 100;
const MAX_IDENTIFIER_CHARS = 254;
// A chain has thousands of stores and tens of thousands of products; people come again mostly within some weeks.
const CACHED_STORES = 10_000;
const CACHED_PRODUCTS = 50_000;
const CACHED_CUSTOMERS = 50_000;

const textFault = (text: string, most: number): RejectReason | null =>
  text.includes('\uFFFD') || text.includes('\0') ? 'bad_encoding' : text.length > most ? 'text_too_long' : null;

export function createRefs(): Refs {
  const met: Met = { fresh: nothingFresh() };
  return {
    store: storeRefs(met),
    ...productRefs(met),
    customer: customerRefs(met),
    get fresh() {
      return met.fresh;
    },
    takeFresh: () => {
      const taken = met.fresh;
      met.fresh = nothingFresh();
      return taken;
    },
  };
}

interface Met {
  fresh: { stores: StoreRef[]; products: ProductRef[]; people: CustomerRef[] };
}

const nothingFresh = (): Met['fresh'] => ({ stores: [], products: [], people: [] });

function storeRefs(met: Met): Refs['store'] {
  const stores = boundedCache<string, StoreRef | RejectReason>(CACHED_STORES);
  return (code, name) => {
    const known = stores.get(code);
    if (known !== undefined) return known;
    const key = detached(code);
    const fault = textFault(key, MAX_CODE_CHARS) ?? textFault(name, MAX_NAME_CHARS);
    const ref = fault ?? { code: key, name: detached(name), id: null };
    if (typeof ref === 'object') met.fresh.stores.push(ref);
    stores.set(key, ref);
    return ref;
  };
}

function productRefs(met: Met): Pick<Refs, 'productBySku' | 'productByName'> {
  const skus = boundedCache<string, ProductRef | RejectReason>(CACHED_PRODUCTS);
  const names = boundedCache<string, ProductRef | RejectReason>(CACHED_PRODUCTS);
  const productBySku: Refs['productBySku'] = (sku, texts) => {
    const known = skus.get(sku);
    if (known !== undefined) return known;
    const key = detached(sku);
    const ref = productOf(key, texts());
    if (typeof ref === 'object') met.fresh.products.push(ref);
    skus.set(key, ref);
    return ref;
  };
  const productByName: Refs['productByName'] = (name, texts) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const key = detached(name);
    const ref = textFault(key, MAX_NAME_CHARS) ?? productBySku(skuOfName(key), () => ({ name: key, ...texts() }));
    if (typeof ref === 'object' && ref.id === null) ref.name = betterSpelling(ref.name, tidyText(key));
    names.set(key, ref);
    return ref;
  };
  return { productBySku, productByName };
}

type ProductTexts = Pick<ProductRef, 'name' | 'category' | 'brand'>;

function productOf(sku: string, { name, category, brand }: ProductTexts): ProductRef | RejectReason {
  const labels = textFault(category ?? '', MAX_LABEL_CHARS) ?? textFault(brand ?? '', MAX_LABEL_CHARS);
  const fault = textFault(sku, MAX_SKU_CHARS) ?? textFault(name, MAX_NAME_CHARS) ?? labels;
  return fault ?? { sku, name: detached(tidyText(name)), category: tidy(category), brand: tidy(brand), id: null };
}

const tidy = (text: string | null): string | null => (text === null || text === '' ? null : detached(tidyText(text)));

function customerRefs(met: Met): Refs['customer'] {
  const customers = boundedCache<string, CustomerRef | RejectReason>(CACHED_CUSTOMERS);
  return (text) => {
    const known = customers.get(text);
    if (known !== undefined) return known;
    const key = detached(text);
    const ref = textFault(key, MAX_IDENTIFIER_CHARS) ?? { text: key, hash: null, fault: null };
    if (typeof ref === 'object') met.fresh.people.push(ref);
    customers.set(key, ref);
    return ref;
  };
}
