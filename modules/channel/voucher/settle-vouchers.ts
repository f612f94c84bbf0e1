import { inRead, inTx, type Ctx } from '@shuke/db';
import { must, ok, SECOND_MS } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import { adapters } from '../adapter/adapters.ts';
import type { ChannelAccount } from '../channel.ts';
import { takeCancelOutcome, takeOutcome } from './take-outcome.ts';
import * as store from './voucher-store.ts';

const AT_ONCE = 20;
/** Longer than a platform is waited for. */
const HELD_MS = 15 * SECOND_MS;

/**
 * Asks the platforms what became of vouchers without an answer, and tells them on of those that are taken back. A claim keeps
 * two processes from asking at once. Answers how many it asked about.
 */
export async function settleVouchers(ctx: Ctx): Promise<number> {
  for (let asked = 0; ;) {
    const due = await claim(ctx);
    if (due.length === 0) return asked;
    const [accounts, secrets] = await inRead(ctx, async (tx) => [
      await accountsById(tx, [...new Set(due.map((voucher) => voucher.accountId))]),
      await store.secretsOf(
        tx,
        due.map((voucher) => voucher.consumptionId),
      ),
    ]);
    await Promise.all(
      due.map((voucher) =>
        settle(ctx, voucher, {
          account: must(accounts.get(voucher.accountId), 'a consumption has its account'),
          secret: must(secrets.get(voucher.consumptionId), 'a consumption has its code'),
        }),
      ),
    );
    asked += due.length;
  }
}

async function claim(ctx: Ctx): Promise<store.Voucher[]> {
  const claimed = await inTx(ctx, {}, async (tx) => {
    const heldUntil = new Date(tx.now.getTime() + HELD_MS);
    return ok(await store.claimVouchers(tx, { heldUntil, most: AT_ONCE }));
  });
  return claimed.ok ? claimed.value : [];
}

interface Known {
  readonly account: ChannelAccount;
  readonly secret: store.VoucherSecret;
}

async function settle(ctx: Ctx, voucher: store.Voucher, { account, secret }: Known): Promise<void> {
  const { consumptionId, uses, channel, attempts } = voucher;
  const desk = must(adapters[channel].vouchers, 'a platform of vouchers has a desk for them');
  const caller = { account, now: ctx.clock.now() };
  // The attempt that the claim has counted is this one.
  const use = { ...secret, uses, attempt: Math.max(0, attempts - 1) };
  if (voucher.status === 'cancelling') {
    await takeCancelOutcome(ctx, { consumptionId, outcome: await desk.cancel(caller, use) });
  } else await takeOutcome(ctx, { consumptionId, outcome: await desk.settle(caller, use) });
}
