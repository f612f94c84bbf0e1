import { inTx, type Ctx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { addIncidents } from './incident-store.ts';

/**
 * Counts what was refused or flagged, in a transaction of its own: it is called after the one whose refusal would undo the count.
 * What happens rarely may wait for its day's row; what happens always is not counted here.
 */
export async function countIncidents(ctx: Ctx, kinds: readonly string[]): Promise<void> {
  if (kinds.length === 0) return;
  await inTx(ctx, {}, async (tx) => ok(await addIncidents(tx, [...new Set(kinds)].toSorted())));
}
