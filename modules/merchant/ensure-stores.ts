import type { Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { StoreRef } from './merchant.ts';
import { insertMissingStores, storesByCode } from './place-store.ts';
import { storesChanged } from './stores-changed.ts';

/** The stores of some codes, by code; a code without a store is not in it. A step of a bigger process. */
export async function findStores(tx: Tx, codes: readonly string[]): Promise<Map<string, StoreRef>> {
  const stores = codes.length === 0 ? [] : await storesByCode(tx, [...new Set(codes)]);
  return new Map(stores.map((store) => [store.code, store]));
}

/** The same, after making a store for each code that has none. A code is 1 to 64 characters. */
export async function ensureStores(tx: Tx, codes: readonly string[]): Promise<Map<string, StoreRef>> {
  const found = await findStores(tx, codes);
  // In the order of codes, so that two imports that make the same stores wait for each other rather than deadlock.
  const missing = [...new Set(codes)].filter((code) => !found.has(code)).toSorted();
  if (missing.length === 0) return found;
  assert(
    missing.every((code) => code.length >= 1 && code.length <= 64),
    'a store code is 1 to 64 characters',
  );
  if ((await insertMissingStores(tx, missing)) > 0) await storesChanged(tx);
  return findStores(tx, codes);
}
