import { inRead, type Ctx } from '@shuke/db';
import { DAY_MS, HOUR_MS } from '@shuke/kernel';
import { accountsToBill } from './bill-store.ts';
import { reconcileDay } from './reconcile-day.ts';

/** A bill that was not there, or a day on which this server stood still, is caught up with for so long. */
const LOOKS_BACK_DAYS = 7;
// Ten o'clock in Shanghai of the day after it; before that no provider has a bill.
const READY_AFTER_MS = 34 * HOUR_MS - 8 * HOUR_MS;

/** The days whose bills should be there by now, the oldest first. */
export function daysDue(now: Date): string[] {
  const last = new Date(now.getTime() - READY_AFTER_MS);
  const startOf = Date.parse(`${last.toISOString().slice(0, 10)}T00:00:00Z`);
  return Array.from({ length: LOOKS_BACK_DAYS }, (_, i) =>
    new Date(startOf - (LOOKS_BACK_DAYS - 1 - i) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Reads the bills that are due and were not read yet. Answers how many differences were found. */
export async function reconcile(ctx: Ctx, stopping?: AbortSignal): Promise<number> {
  const days = daysDue(ctx.clock.now());
  const accounts = await inRead(ctx, (tx) => accountsToBill(tx, days[0]!));
  let found = 0;
  for (const { accountId, read } of accounts) {
    for (const day of days.filter((one) => !read.includes(one))) {
      if (stopping?.aborted) return found;
      const done = await reconcileDay(ctx, { accountId, day });
      if (done.ok) found += done.value.differences;
    }
  }
  return found;
}
