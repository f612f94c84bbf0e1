import { inTx, type Ctx, type Job } from '@shuke/db';
import { DAY_MS, ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { reconcile } from './bill/reconcile.ts';
import { forgetContents } from './charge/settle-store.ts';
import { askPayments } from './sweep/ask-payments.ts';
import { askRefunds } from './sweep/ask-refunds.ts';

/** No provider captures anything so long after it was closed. */
const CONTENT_KEPT_DAYS = 30;

export async function forgetOldContents(ctx: Ctx): Promise<number> {
  const forgotten = await inTx(ctx, {}, async (tx) =>
    ok(await forgetContents(tx, new Date(tx.now.getTime() - CONTENT_KEPT_DAYS * DAY_MS))),
  );
  return forgotten.ok ? forgotten.value : 0;
}

/** Asks for what is due, even where no server asks each second; reads bills, again until they are there; forgets. */
export const paymentJobs: readonly Job<never>[] = [
  merchantRound({
    name: 'payment:sweep',
    schedule: '* * * * *',
    work: async (ctx) => (await askPayments(ctx)) + (await askRefunds(ctx)),
  }),
  merchantRound({ name: 'payment:reconcile', schedule: '13 * * * *', work: reconcile }),
  merchantRound({ name: 'payment:forget', schedule: '41 3 * * *', work: forgetOldContents }),
];
