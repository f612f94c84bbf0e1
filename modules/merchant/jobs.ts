import { forgetOldKeys, IDEMPOTENCY_TTL_MS, inLookup, inTx, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, Fault, ok } from '@shuke/kernel';
import { forEachAgency, forEachMerchant } from './merchant-queries.ts';
import { deleteEndedSessions } from './session-store.ts';
import { LIMIT_WINDOW_MS } from './sign-in-limits.ts';
import { forgetStaleAttempts } from './sign-in-store.ts';

/** How long an ended session is kept, so that one can still be asked who was signed in. */
const SESSION_KEPT_MS = 30 * DAY_MS;

/** Forgets what has served its time: attempts to sign in, ended sessions, and idempotency keys after 30 days. */
export const forgetOld: Job = {
  name: 'merchant.forget_old',
  schedule: '23 3 * * *',
  async run(services) {
    const now = services.clock.now().getTime();
    await inLookup(services, (db) => forgetStaleAttempts(db, new Date(now - LIMIT_WINDOW_MS)));
    let failed = 0;
    const forget = async (ctx: Ctx): Promise<void> => {
      // One merchant's trouble must not keep the data of all that come after it.
      await forgetOf(ctx, now).catch((error: Error) => {
        failed += 1;
        services.log.error({ merchantId: ctx.actor.merchantId, error: error.message }, 'forgetting failed');
      });
    };
    // Agencies first: a key by which an agency set up a merchant must not outlive what that merchant remembers of it.
    await forEachAgency(services, forget);
    await forEachMerchant(services, forget);
    if (failed > 0) throw new Fault(`old data of ${failed} merchants could not be forgotten`);
  },
};

async function forgetOf(ctx: Ctx, nowMs: number): Promise<void> {
  const sessionsBefore = new Date(nowMs - SESSION_KEPT_MS);
  const keysBefore = new Date(nowMs - IDEMPOTENCY_TTL_MS);
  for (let went = 1; went > 0;) {
    const chunk = await inTx(ctx, {}, async (tx) => {
      const sessions = await deleteEndedSessions(tx, sessionsBefore);
      return ok(sessions + (await forgetOldKeys(tx, tx.merchantId, keysBefore)));
    });
    went = chunk.ok ? chunk.value : 0;
  }
}

export const merchantJobs: readonly Job[] = [forgetOld];
