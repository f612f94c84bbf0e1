import { inTx, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { forgetCodeUses } from './member-card-store.ts';
import { forgetVerifications } from './verification-store.ts';

/** Removes uses of member codes and codes of phones that are over: each is good for minutes, and none is history. */
export async function forgetOldCodes(ctx: Ctx): Promise<void> {
  await inTx(ctx, {}, async (tx) => {
    const before = new Date(tx.now.getTime() - DAY_MS);
    await forgetCodeUses(tx, before);
    await forgetVerifications(tx, before);
    return ok(null);
  });
}

export const identityJobs: readonly Job[] = [
  merchantRound({
    name: 'customer:forget-codes',
    schedule: '19 * * * *',
    work: (ctx) => forgetOldCodes(ctx).then(() => 0),
  }),
];
