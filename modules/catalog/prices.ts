import type { BatchTx } from '@shuke/db';
import type { PriceRow } from './price-book.ts';
import { readPriceHeads, readPricesSince } from './price-store.ts';

/** The version of each merchant's prices; 0 for one that has none. One statement. */
export async function priceHeads(tx: BatchTx, merchantIds: readonly string[]): Promise<Map<string, number>> {
  const heads = new Map(merchantIds.map((merchantId) => [merchantId, 0]));
  for (const { merchantId, version } of await readPriceHeads(tx, merchantIds)) heads.set(merchantId, version);
  return heads;
}

/** The prices of a merchant that changed after a version, removed ones and those of renamed products among them. */
export const pricesSince = (tx: BatchTx, merchantId: string, afterVersion: number): Promise<PriceRow[]> =>
  readPricesSince(tx, merchantId, afterVersion);
