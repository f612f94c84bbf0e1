import type { Tx } from '@shuke/db';
import { MINUTE_MS, type LatLon } from '@shuke/kernel';
import { readStore } from '@shuke/merchant';

/** A store, and where it stands if that is known. */
export interface StorePoint {
  readonly storeId: string;
  readonly point: LatLon | null;
}

/** A till asks for the same store all day. A store that moved is noticed after a minute; one that is not there is asked for again. */
const REMEMBERED_MS = MINUTE_MS;
const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, StorePoint & { readonly readAtMs: number }>();

/** A store of the merchant; null where there is none. */
export async function storePoint(tx: Tx, storeId: string): Promise<StorePoint | null> {
  const key = `${tx.merchantId} ${storeId}`;
  const readAtMs = tx.now.getTime();
  const known = remembered.get(key);
  if (known && Math.abs(readAtMs - known.readAtMs) < REMEMBERED_MS) return known;
  const store = await readStore(tx, storeId);
  if (!store) return null;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const point = { storeId, point: store.location ?? null, readAtMs };
  remembered.set(key, point);
  return point;
}
