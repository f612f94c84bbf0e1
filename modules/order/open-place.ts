import type { Actor, Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { findStores, placesOf, type Place } from '@shuke/merchant';

type PlaceRefusal = Refusal<'order_store_unknown' | 'order_store_not_yours'>;

/** Where something is begun: a store that is open for business, and that of the staff who work in one store only. */
export async function openPlaceOf(
  tx: Tx,
  actor: Actor,
  storeCode: string,
): Promise<Result<Place, PlaceRefusal | Refusal<'store_closed'>>> {
  const [place] = await placesOf(tx, [{ merchantId: tx.merchantId, storeCode }]);
  if (!place) return refuse('order_store_unknown', { storeCode });
  if (actor.storeId !== null && actor.storeId !== place.storeId) return refuse('order_store_not_yours', { storeCode });
  return place.active ? ok(place) : refuse('store_closed', { storeCode });
}

/** The store that a list is of; null is all of them, which staff of one store do not see. */
export async function listedStoreOf(
  tx: Tx,
  actor: Actor,
  storeCode: string | undefined,
): Promise<Result<string | null, PlaceRefusal>> {
  if (storeCode === undefined) return ok(actor.storeId);
  const store = (await findStores(tx, [storeCode])).get(storeCode);
  if (!store) return refuse('order_store_unknown', { storeCode });
  const isElsewhere = actor.storeId !== null && actor.storeId !== store.storeId;
  return isElsewhere ? refuse('order_store_not_yours', { storeCode }) : ok(store.storeId);
}
