import type { VoucherConsumed } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import { adapters } from '../adapter/adapters.ts';
import { isYours } from '../store-of.ts';
import { getConsumption } from './consume-voucher.ts';
import { settleVouchers } from './settle-vouchers.ts';
import * as store from './voucher-store.ts';

type CancelRefusal = Refusal<'voucher_consumption_not_found' | 'voucher_not_cancellable'>;

/** Takes a consumption back while the platform allows it, such as one of the wrong voucher. The guest can spend it again. */
export async function cancelVoucher(ctx: Ctx, consumptionId: string): Promise<Result<VoucherConsumed, CancelRefusal>> {
  const asked = (await inTx(ctx, {}, async (tx): Promise<Result<null, CancelRefusal>> => {
    const voucher = await store.holdVoucher(tx, consumptionId);
    if (!voucher || !isYours(ctx.actor, voucher.storeId)) {
      return refuse('voucher_consumption_not_found', { consumptionId });
    }
    if (voucher.status === 'cancelled' || voucher.status === 'cancelling') return ok(null);
    const { patience } = must(adapters[voucher.channel].vouchers, 'a platform of vouchers has a desk for them');
    const until = (voucher.consumedAt?.getTime() ?? 0) + patience.cancelWithinS * SECOND_MS;
    if (voucher.status !== 'consumed' || tx.now.getTime() > until) {
      return refuse('voucher_not_cancellable', { status: voucher.status, until: new Date(until).toISOString() });
    }
    await store.moveVoucher(tx, { consumptionId, status: 'cancelling', nextAskAt: tx.now });
    return ok(null);
  })) as Result<null, CancelRefusal>;
  if (!asked.ok) return asked;
  await settleVouchers(ctx);
  return getConsumption(ctx, consumptionId);
}
