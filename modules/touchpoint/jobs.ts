import { inTx, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, Fault, ok } from '@shuke/kernel';
import { forEachMerchant } from '@shuke/merchant';
import { forgetSightings } from './footfall/footfall-store.ts';
import { forgetEvidence } from './interest/interest-store.ts';
import { MEMORY_DAYS } from './interest/interest.ts';
import { deleteEntriesBefore } from './near/fence-store.ts';

const SIGHTINGS_KEPT_DAYS = 90;
/** An entry tells of a jump and of the day's cap only. */
const ENTRIES_KEPT_DAYS = 2;

const forget: Job = {
  name: 'touchpoint:forget',
  schedule: '41 3 * * *',
  async run(services) {
    let failed = 0;
    await forEachMerchant(services, async (ctx) => {
      // What fails at one merchant must not keep the others waiting; the job as a whole then fails and is tried again.
      await forgetOf(ctx).catch((error: Error) => {
        failed += 1;
        services.log.error({ merchantId: ctx.actor.merchantId, error: error.message }, 'forgetting sightings failed');
      });
    });
    if (failed > 0) throw new Fault(`sightings of ${failed} merchants could not be forgotten`);
  },
};

const forgetOf = (ctx: Ctx) =>
  inTx(ctx, {}, async (tx) => {
    const ago = (days: number): Date => new Date(tx.now.getTime() - days * DAY_MS);
    const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
    const sightings = await forgetSightings(tx, ago(SIGHTINGS_KEPT_DAYS));
    await deleteEntriesBefore(tx, dayOf(ago(ENTRIES_KEPT_DAYS)));
    await forgetEvidence(tx, dayOf(ago(MEMORY_DAYS)));
    return ok(sightings);
  });

/** Forgets every night where devices were, after 90 days, and what no longer counts. */
export const touchpointJobs: readonly Job[] = [forget];
