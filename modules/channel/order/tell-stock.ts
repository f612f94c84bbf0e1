import { stockOf } from '@shuke/catalog';
import { inTx, type Ctx, type Follower, type Tx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import * as items from './item-store.ts';
import { addTasks } from './task-store.ts';

/**
 * Has the platforms told of goods that ran out, or are there again, where that is not what they were told last. What is not
 * counted is always there. Answers how many items changed.
 */
export async function tellStock(tx: Tx): Promise<number> {
  const listed = await items.listedItems(tx, null);
  if (listed.length === 0) return 0;
  const stock = await stockOf(tx, listed);
  const left = new Map(stock.map((row) => [`${row.storeId} ${row.productId}`, row.quantityMilli]));
  const changed = listed
    .map((item) => ({ ...item, available: (left.get(`${item.storeId} ${item.productId}`) ?? 1) > 0 }))
    .filter(({ available, told }) => available !== (told ?? true));
  if (changed.length === 0) return 0;
  await items.noteTold(tx, changed);
  const byAccount = Map.groupBy(changed, ({ accountId }) => accountId);
  await addTasks(
    tx,
    [...byAccount].map(([accountId, rows]) => ({
      accountId,
      referenceId: accountId,
      telling: { kind: 'stock', items: rows.map(({ itemRef, available }) => ({ itemRef, available })) } as const,
    })),
  );
  return changed.length;
}

/** After sales at a till or a platform: what they took may have been the last. */
export const stockFollower: Follower = {
  name: 'channel stock',
  types: ['order.paid', 'order.recorded', 'order.refunded'],
  handle: async (tx) => void (await tellStock(tx)),
};

/** Counts and deliveries say no event, so they are looked for. */
export async function tellStockRound(ctx: Ctx): Promise<number> {
  const told = await inTx(ctx, {}, async (tx) => ok(await tellStock(tx)));
  return told.ok ? told.value : 0;
}
