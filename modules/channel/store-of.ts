import type { Actor, Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { findStores } from '@shuke/merchant';

type StoreRefusal = Refusal<'channel_store_unknown' | 'channel_store_not_yours'>;

/** The store of a code; staff of one store use that one only. */
export async function storeOf(tx: Tx, actor: Actor, storeCode: string): Promise<Result<string, StoreRefusal>> {
  const store = (await findStores(tx, [storeCode])).get(storeCode);
  if (!store) return refuse('channel_store_unknown', { storeCode });
  const isElsewhere = actor.storeId !== null && actor.storeId !== store.storeId;
  return isElsewhere ? refuse('channel_store_not_yours', { storeCode }) : ok(store.storeId);
}

/** Whether somebody may see and change what is of a store. */
export const isYours = (actor: Actor, storeId: string): boolean => actor.storeId === null || actor.storeId === storeId;
