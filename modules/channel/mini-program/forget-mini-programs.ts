import { inTx, type Ctx, type Tx } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { forgetOrders, forgetSessions } from './session-store.ts';

const CHUNK = 1000;

/** Takes away sessions that are over, and what is known of orders that were begun long ago; answers how many rows went. */
export async function forgetMiniPrograms(ctx: Ctx): Promise<number> {
  let gone = 0;
  for (const forget of [forgetSessions, forgetOrders]) gone += await inChunks(ctx, forget);
  return gone;
}

/** A transaction a chunk, so that none holds many rows for long. */
async function inChunks(ctx: Ctx, forget: (tx: Tx) => Promise<number>): Promise<number> {
  for (let gone = 0; ;) {
    const chunk = await inTx<number, never>(ctx, {}, async (tx) => ok(await forget(tx)));
    const rows = chunk.ok ? chunk.value : 0;
    gone += rows;
    if (rows < CHUNK) return gone;
  }
}
