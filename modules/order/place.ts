import type { Actor, Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { findStores, merchantSettings } from '@shuke/merchant';
import type { ReceiptRefusal } from './errors.ts';

/** Where a receipt is from, and by what its money and days are read. */
export interface Place {
  readonly storeId: string;
  readonly timeZone: string;
  readonly dayStartMinute: number;
  readonly currency: string;
}

/** The store of a code, closed ones too, for tills upload late. Staff of one store record for that store only. */
export async function placeOf(tx: Tx, actor: Actor, storeCode: string): Promise<Result<Place, ReceiptRefusal>> {
  const [{ currency, dayStartMinute }, stores] = await Promise.all([merchantSettings(tx), findStores(tx, [storeCode])]);
  const store = stores.get(storeCode);
  if (!store) return refuse('order_store_unknown', { storeCode });
  if (actor.storeId !== null && actor.storeId !== store.storeId) return refuse('order_store_not_yours', { storeCode });
  return ok({ storeId: store.storeId, timeZone: store.timeZone, dayStartMinute, currency });
}
