import { inTx, systemCtx, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { agreeToOverdue } from './order/decide-refund.ts';
import { forgetMiniPrograms } from './mini-program/forget-mini-programs.ts';
import { forgetGuests, forgetNotices, forgetOldGuests } from './order/order-store.ts';
import { TELL_JOB } from './order/task-store.ts';
import { tellPlatforms } from './order/tell-platforms.ts';
import { tellStockRound } from './order/tell-stock.ts';
import { settleVouchers } from './voucher/settle-vouchers.ts';

/** Long enough to answer a guest who complains. */
const GUESTS_KEPT_DAYS = 7;
const OLD_GUESTS_KEPT_DAYS = 30;
/** No platform tells anything again after so long. */
const NOTICES_KEPT_DAYS = 30;

export async function forgetChannelGuests(ctx: Ctx): Promise<number> {
  const forgotten = await inTx(ctx, {}, async (tx) => {
    const ago = (days: number): Date => new Date(tx.now.getTime() - days * DAY_MS);
    await forgetNotices(tx, ago(NOTICES_KEPT_DAYS));
    const gone = await forgetGuests(tx, ago(GUESTS_KEPT_DAYS));
    return ok(gone + (await forgetOldGuests(tx, ago(OLD_GUESTS_KEPT_DAYS))));
  });
  return forgotten.ok ? forgotten.value : 0;
}

const tellOne: Job<{ readonly merchantId: string }> = {
  name: TELL_JOB,
  run: async (services, { merchantId }) => void (await tellPlatforms(systemCtx(services, merchantId))),
};

/** Platforms are told at once, and again by the minute; what has no answer is asked for; guests are forgotten. */
export const channelJobs: readonly Job<never>[] = [
  tellOne,
  merchantRound({ name: 'channel:tell-again', schedule: '* * * * *', work: tellPlatforms }),
  merchantRound({ name: 'channel:vouchers', schedule: '* * * * *', work: settleVouchers }),
  merchantRound({ name: 'channel:stock', schedule: '*/5 * * * *', work: tellStockRound }),
  merchantRound({ name: 'channel:overdue', schedule: '*/10 * * * *', work: agreeToOverdue }),
  merchantRound({ name: 'channel:forget', schedule: '53 3 * * *', work: forgetChannelGuests }),
  merchantRound({ name: 'channel:mini-programs', schedule: '41 3 * * *', work: forgetMiniPrograms }),
];
