import { inTx, rowsChanged, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { forgetSightings } from './footfall/footfall-store.ts';
import { forgetEvidence } from './interest/interest-store.ts';
import { MEMORY_DAYS } from './interest/interest.ts';
import { deleteEntriesBefore } from './near/fence-store.ts';

const SIGHTINGS_KEPT_DAYS = 90;
/** An entry tells of a jump and of the day's cap only. */
const ENTRIES_KEPT_DAYS = 2;

async function forgetOf(ctx: Ctx): Promise<number> {
  const forgotten = await inTx(ctx, {}, async (tx) => {
    const ago = (days: number): Date => new Date(tx.now.getTime() - days * DAY_MS);
    const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
    const sightings = await forgetSightings(tx, ago(SIGHTINGS_KEPT_DAYS));
    if (sightings > 0) await rowsChanged(tx, 'pub_footfall', null);
    await deleteEntriesBefore(tx, dayOf(ago(ENTRIES_KEPT_DAYS)));
    await forgetEvidence(tx, dayOf(ago(MEMORY_DAYS)));
    return ok(sightings);
  });
  return forgotten.ok ? forgotten.value : 0;
}

/** Forgets every night where devices were, after 90 days, and what no longer counts. */
export const touchpointJobs: readonly Job[] = [
  merchantRound({ name: 'touchpoint:forget', schedule: '41 3 * * *', work: forgetOf }),
];
