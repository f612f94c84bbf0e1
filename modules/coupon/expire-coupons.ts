import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, ok } from '@shuke/kernel';
import { onExpiry } from './accounts.ts';
import * as store from './coupon-store.ts';
import { couponsExpired } from './events.ts';
import { postAll } from './posting.ts';

const CHUNK = 5000;

/**
 * Gives back what the expired coupons of the merchant still commit or hold back, chunk by chunk, and answers how many
 * coupons that were. Nobody can spend an expired coupon before this either: it only makes the balances say so.
 */
export async function expireCoupons(ctx: Ctx): Promise<number> {
  for (let expired = 0; ;) {
    const result = await inTx(ctx, {}, async (tx) => ok(await expireChunk(tx)));
    assert(result.ok, 'a job without a key is not refused');
    expired += result.value;
    if (result.value < CHUNK) return expired;
  }
}

async function expireChunk(tx: Tx): Promise<number> {
  const sums = await store.settleExpired(tx, CHUNK);
  await postAll(
    tx,
    sums.map((sum) => ({
      purpose: 'coupon.expired' as const,
      referenceId: sum.templateId,
      funds: sum,
      steps: onExpiry(sum),
    })),
  );
  await appendEvents(tx, sums.filter((sum) => sum.unused > 0).map(couponsExpired));
  return sums.reduce((total, sum) => total + sum.coupons, 0);
}
