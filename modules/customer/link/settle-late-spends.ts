import { inTx, type Ctx, type Job } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { personsOf } from './circles.ts';
import { openPairs } from './cross-spend-store.ts';
import { settleSpends } from './settle-spends.ts';

const PAIRS_AT_ONCE = 1000;

/**
 * Settles what was spent across two people after they had been un-merged: a checkout that had looked at the circle just
 * before could still draw on it. Answers how many pairs of customers were settled.
 */
export async function settleLateSpends(ctx: Ctx): Promise<number> {
  const settled = await inTx(ctx, {}, async (tx) => {
    const pairs = await openPairs(tx, PAIRS_AT_ONCE);
    const persons = await personsOf(tx, [...new Set(pairs.flatMap(({ shown, holder }) => [shown, holder]))]);
    const late = pairs.filter(({ shown, holder }) => persons.get(shown) !== persons.get(holder));
    for (const { shown, holder } of late) {
      await settleSpends(tx, { settlementId: newId(), ours: [shown], theirs: [holder] });
    }
    return ok(late.length);
  });
  return settled.ok ? settled.value : 0;
}

export const linkJobs: readonly Job[] = [
  merchantRound({ name: 'customer.settle_late_spends', schedule: '41 3 * * *', work: settleLateSpends }),
];
