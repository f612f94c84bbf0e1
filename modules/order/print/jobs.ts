import { inTx, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { deleteJobsBefore } from './print-store.ts';

/** Nobody cooks what was ordered so long ago. */
const KEPT_MS = 3 * DAY_MS;

export async function forgetTickets(ctx: Ctx): Promise<number> {
  const forgotten = await inTx(ctx, {}, async (tx) =>
    ok(await deleteJobsBefore(tx, new Date(tx.now.getTime() - KEPT_MS))),
  );
  return forgotten.ok ? forgotten.value : 0;
}

/** Forgets tickets after three days, printed or not. */
export const printJobs: readonly Job[] = [
  merchantRound({ name: 'print:forget', schedule: '23 3 * * *', work: forgetTickets }),
];
