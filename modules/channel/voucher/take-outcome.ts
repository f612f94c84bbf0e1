import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { must, newId, ok, SECOND_MS } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import type { CancelOutcome, VoucherOutcome } from '../adapter/adapter.ts';
import { adapters } from '../adapter/adapters.ts';
import type { ChannelOrder } from '../channel.ts';
import { voucherConsumed } from '../events.ts';
import { holdOrder, holdOrderById, learnOrder } from '../order/order-store.ts';
import { settleOrder } from '../order/settle-order.ts';
import { knownOf, movedOn } from '../order/take-notice.ts';
import * as store from './voucher-store.ts';

/**
 * Writes what the platform said of a consumption. Under the row's lock and only while it is open, so that of two answers to one
 * question the first counts; a spent voucher becomes an order in the same transaction.
 */
export async function takeOutcome(
  ctx: Ctx,
  { consumptionId, outcome }: { readonly consumptionId: string; readonly outcome: VoucherOutcome },
): Promise<void> {
  await inTx(ctx, {}, async (tx) => {
    const voucher = must(await store.holdVoucher(tx, consumptionId), 'a consumption is never taken away');
    if (voucher.status !== 'asking') return ok(null);
    if (outcome.state === 'consumed') await spend(tx, voucher, outcome);
    else if (outcome.state === 'refused') {
      await store.moveVoucher(tx, { consumptionId, status: 'refused', refusedFor: outcome.why });
    } else await store.moveVoucher(tx, { consumptionId, status: 'asking', nextAskAt: nextAskOf(tx, voucher) });
    return ok(null);
  });
}

/** When to ask again: by the platform's own table, whose last gap then goes on. */
export function nextAskOf(tx: Pick<Tx, 'now'>, { channel, attempts }: store.Voucher): Date {
  const { asksAfterS } = must(adapters[channel].vouchers, 'a platform of vouchers has a desk for them').patience;
  const waitS = asksAfterS[Math.max(0, attempts - 1)] ?? must(asksAfterS.at(-1), 'a table of waits has one');
  return new Date(tx.now.getTime() + waitS * SECOND_MS);
}

async function spend(
  tx: Tx,
  voucher: store.Voucher,
  { voucherRef, tokens }: Extract<VoucherOutcome, { state: 'consumed' }>,
): Promise<void> {
  const { consumptionId, accountId, storeId, channel, customerId } = voucher;
  const account = must((await accountsById(tx, [accountId])).get(accountId), 'a consumption has its account');
  const before = await holdOrder(tx, {
    channelOrderId: newId(),
    accountId,
    storeId,
    channel,
    platformNo: consumptionId,
  });
  const known = must(knownOf(orderOf(tx, voucher), account.commissionBps), 'what a voucher is worth makes an order');
  await learnOrder(tx, before.channelOrderId, { known, guest: null });
  const after = { ...before, known, status: 'done' as const };
  const order = await settleOrder(tx, { account, before, after, customerId });
  const secret = must((await store.secretsOf(tx, [consumptionId])).get(consumptionId), 'a consumption has its code');
  const kept = { code: secret.code, tokens: { ...secret.tokens, ...tokens } };
  await store.noteSpent(tx, { consumptionId, voucherRef, channelOrderId: order.channelOrderId, secret: kept });
  const orderId = must(order.orderId, 'a voucher that is spent is sold');
  await appendEvents(tx, [voucherConsumed({ consumptionId, storeId, orderId, customerId })]);
}

const ONE_MILLI = 1000;

/** The order of a voucher: its deal, at what the shop sells it for, less what it was sold under that. */
function orderOf(tx: Tx, voucher: store.Voucher): ChannelOrder {
  const { dealRef, dealName, uses, listMinor, payableMinor, guestPaidMinor, commissionMinor } = voucher;
  // A deal can be dearer than what it is made of; then it is sold at its own price.
  const gross = Math.max(listMinor, payableMinor);
  return {
    platformNo: voucher.consumptionId,
    dayNo: null,
    source: 'group_buy',
    placedAt: tx.now,
    wantedAt: null,
    lines: [
      { itemRef: dealRef, sku: null, name: dealName, quantityMilli: uses * ONE_MILLI, listMinor: gross, choices: null },
    ],
    packingMinor: 0,
    deliveryMinor: 0,
    platformDeliveryMinor: 0,
    discounts: [
      {
        label: dealName,
        merchantMinor: gross - payableMinor,
        platformMinor: Math.max(0, payableMinor - guestPaidMinor),
      },
    ],
    guestPaidMinor,
    commissionMinor,
    statedIncomeMinor: null,
    guest: null,
  };
}

/** Writes what the platform said of taking a consumption back. What is taken back leaves the books in the same transaction. */
export async function takeCancelOutcome(
  ctx: Ctx,
  { consumptionId, outcome }: { readonly consumptionId: string; readonly outcome: CancelOutcome },
): Promise<void> {
  await inTx(ctx, {}, async (tx) => {
    const voucher = must(await store.holdVoucher(tx, consumptionId), 'a consumption is never taken away');
    if (voucher.status !== 'cancelling') return ok(null);
    if (outcome.state === 'cancelled') await takeBack(tx, voucher);
    else if (outcome.state === 'refused')
      await store.moveVoucher(tx, { consumptionId, status: 'consumed', refusedFor: outcome.why });
    else await store.moveVoucher(tx, { consumptionId, status: 'cancelling', nextAskAt: nextAskOf(tx, voucher) });
    return ok(null);
  });
}

async function takeBack(tx: Tx, { consumptionId, channelOrderId, accountId }: store.Voucher): Promise<void> {
  const before = must(
    await holdOrderById(tx, must(channelOrderId, 'a spent voucher is an order')),
    'an order is there',
  );
  const account = must((await accountsById(tx, [accountId])).get(accountId), 'a consumption has its account');
  const after = movedOn(before, { status: 'cancelled', reason: 'voucher' });
  await settleOrder(tx, { account, before, after });
  await store.moveVoucher(tx, { consumptionId, status: 'cancelled' });
}
