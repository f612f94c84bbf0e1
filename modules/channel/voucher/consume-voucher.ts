import type { VoucherConsumed } from '@shuke/contract';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { formatMinor, must, ok, refuse, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import { adapters } from '../adapter/adapters.ts';
import type { ChannelAccount } from '../channel.ts';
import type { KeyReused } from '../errors.ts';
import { orderIdOf } from '../order/order-queries.ts';
import { isYours } from '../store-of.ts';
import { beginConsumption, type BeginConsumption, type BeginRefusal } from './begin-consumption.ts';
import { takeOutcome } from './take-outcome.ts';
import * as store from './voucher-store.ts';

/**
 * Spends a voucher at its platform, once, whatever times out: first the intention is written, then the platform is asked
 * outside of any transaction, then its answer is written. Without an answer the consumption stands as `asking`, the job asks
 * on, and a repeat of this call with its key answers what is known by then, without asking the platform again.
 */
export async function consumeVoucher(
  ctx: Ctx,
  begin: BeginConsumption,
): Promise<Result<VoucherConsumed, BeginRefusal | KeyReused>> {
  const begun = await beginConsumption(ctx, begin);
  if (!begun.ok) return begun;
  const { consumptionId } = begun.value;
  const first = await takeFirstAsk(ctx, consumptionId);
  if (first) {
    const { voucher, secret, account } = first;
    const desk = must(adapters[voucher.channel].vouchers, 'a platform of vouchers has a desk for them');
    const use = { ...secret, uses: voucher.uses, attempt: 0 };
    const outcome = await desk.consume({ account, now: ctx.clock.now() }, use);
    await takeOutcome(ctx, { consumptionId, outcome });
  }
  return ok(await consumedView(ctx, consumptionId));
}

interface FirstAsk {
  readonly voucher: store.Voucher;
  readonly secret: store.VoucherSecret;
  readonly account: ChannelAccount;
}

/** Longer than a platform is waited for. */
const HELD_MS = 15 * SECOND_MS;

/** What is needed to ask the platform; null where somebody asks or has asked already. */
async function takeFirstAsk(ctx: Ctx, consumptionId: string): Promise<FirstAsk | null> {
  const taken = await inTx(ctx, {}, async (tx) => {
    const heldUntil = new Date(tx.now.getTime() + HELD_MS);
    if (!(await store.takeFirstAsk(tx, { consumptionId, heldUntil }))) return ok(null);
    const voucher = must(await store.voucherById(tx, consumptionId), 'a consumption that was begun is there');
    const secret = must((await store.secretsOf(tx, [consumptionId])).get(consumptionId), 'a consumption has its code');
    const { accountId } = voucher;
    const account = must((await accountsById(tx, [accountId])).get(accountId), 'a consumption has its account');
    return ok({ voucher, secret, account });
  });
  return taken.ok ? taken.value : null;
}

const CURRENCY = 'CNY';

async function consumedView(ctx: Ctx, consumptionId: string): Promise<VoucherConsumed> {
  return inRead(ctx, async (tx) => {
    const voucher = must(await store.voucherById(tx, consumptionId), 'a consumption is never taken away');
    const { status, refusedFor, payableMinor, channelOrderId } = voucher;
    const orderId = channelOrderId === null ? null : await orderIdOf(tx, channelOrderId);
    return { consumptionId, status, refusedFor, orderId, payable: formatMinor(payableMinor, CURRENCY) };
  });
}

/** How a consumption stands. Staff of one store see those of that store. */
export async function getConsumption(
  ctx: Ctx,
  consumptionId: string,
): Promise<Result<VoucherConsumed, Refusal<'voucher_consumption_not_found'>>> {
  const voucher = await inRead(ctx, (tx) => store.voucherById(tx, consumptionId));
  if (!voucher || !isYours(ctx.actor, voucher.storeId))
    return refuse('voucher_consumption_not_found', { consumptionId });
  return ok(await consumedView(ctx, consumptionId));
}
