import { inTx, type Ctx } from '@shuke/db';
import { assert, ok } from '@shuke/kernel';
import * as store from './reservation-store.ts';

const CHUNK = 5000;

/** Marks the merchant's holds past their time as lapsed, and answers how many. They have not blocked anybody since then. */
export async function lapseReservations(ctx: Ctx): Promise<number> {
  for (let lapsed = 0; ;) {
    const result = await inTx(ctx, {}, async (tx) => ok(await store.lapseHolds(tx, CHUNK)));
    assert(result.ok, 'a job without a key is not refused');
    lapsed += result.value;
    if (result.value < CHUNK) return lapsed;
  }
}
