import type { StoreChange, StoreView } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { orRefused, type KeyReused, type PlaceRefusal } from './errors.ts';
import { isPlaceTimeZone } from './merchant.ts';
import { lockStore, writeStore } from './place-store.ts';
import { storesChanged } from './stores-changed.ts';

/** Changes a store. Its code stays: receipts are known by it. A new time zone counts for later receipts only. */
export async function updateStore(
  ctx: Ctx,
  { storeId, ...change }: StoreChange & { storeId: string },
): Promise<Result<StoreView, PlaceRefusal | KeyReused>> {
  if (change.timeZone && !isPlaceTimeZone(change.timeZone)) return refuse('time_zone_unknown');
  return inTx(ctx, {}, async (tx) => {
    const before = await lockStore(tx, storeId);
    if (!before) return refuse('not_found');
    const after = { ...before, ...change };
    const written = await orRefused(writeStore(tx, after));
    if (!written.ok) return written;
    await storesChanged(tx);
    return ok(after);
  });
}
