import { inTx, type Ctx } from '@shuke/db';
import { assert, ok } from '@shuke/kernel';
import { lastSnapshotDay } from './balance-queries.ts';
import { lastSettledDay, utcDayEnd } from './calendar.ts';
import { accountsThat } from './chart.ts';
import { insertSnapshots } from './snapshot-store.ts';

/**
 * Writes down the balances of the merchant's accounts without a floor as of the newest day to which nothing more can be
 * added, and answers how many moved. A balance is then a snapshot and few transfers, however old the shop is.
 */
export async function takeSnapshot(ctx: Ctx): Promise<number> {
  const result = await inTx(ctx, {}, async (tx) => {
    const day = lastSettledDay(tx.now);
    const before = await lastSnapshotDay(tx);
    if (before !== null && before >= day) return ok(0);
    const since = before === null ? new Date(0) : utcDayEnd(before);
    const accounts = accountsThat(({ floored }) => !floored);
    return ok(await insertSnapshots(tx, { accounts, before, since, day, until: utcDayEnd(day) }));
  });
  assert(result.ok, 'a job without a key is not refused');
  return result.value;
}
