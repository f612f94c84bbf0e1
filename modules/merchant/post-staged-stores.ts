import { sql, type Tx } from '@shuke/db';
import { assert, newId } from '@shuke/kernel';
import { storesByCode } from './place-store.ts';
import { storesChanged } from './stores-changed.ts';

/** A store as a file of receipts names it. */
export interface StagedStore {
  /** 1 to 64 characters. */
  readonly code: string;
  readonly name: string;
}

export interface PostedStores {
  /** The id of every store, by code. */
  readonly ids: ReadonlyMap<string, string>;
  /** How many of them were made. */
  readonly created: number;
}

/** Finds the stores of an import by their codes, and makes those that are missing. A store that is known keeps its name. */
export async function postStagedStores(tx: Tx, stores: readonly StagedStore[]): Promise<PostedStores> {
  assert(
    stores.every(({ code }) => code.length >= 1 && code.length <= 64),
    'a store code is 1 to 64 characters',
  );
  // In the order of codes, so that two imports that make the same stores wait for each other rather than deadlock.
  const sorted = stores.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const created = await insertStores(tx, sorted);
  if (created > 0) await storesChanged(tx);
  const known = await storesByCode(
    tx,
    sorted.map(({ code }) => code),
  );
  return { ids: new Map(known.map(({ code, storeId }) => [code, storeId])), created };
}

const insertStores = (tx: Tx, stores: readonly StagedStore[]): Promise<number> =>
  tx.run(sql`
    insert into store (merchant_id, store_id, code, name, active, created_at)
    select ${tx.merchantId}, staged.store_id, staged.code, staged.name, true, ${tx.now}
      from unnest(${stores.map(() => newId())}::uuid[], ${stores.map((s) => s.code)}::text[],
                  ${stores.map((s) => s.name)}::text[]) as staged (store_id, code, name)
    on conflict (merchant_id, code) do nothing`);
