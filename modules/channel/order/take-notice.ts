import { appendEvents, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { CallbackFate, Notice, RefundTold } from '../adapter/adapter.ts';
import { amountsOf } from '../amounts.ts';
import { MAX_CHANNEL_LINES, type ChannelAccount, type ChannelOrder } from '../channel.ts';
import { refundAsked } from '../events.ts';
import { further, type OrderStatus } from '../progress.ts';
import { voucherOrderOf } from '../voucher/voucher-store.ts';
import { holdOrder, holdOrderById, learnOrder, noteNotice, type KnownOrder, type StoredOrder } from './order-store.ts';
import { learnRefund } from './refund-store.ts';
import { settleOrder } from './settle-order.ts';

type Unreadable = Refusal<'channel_callback_unreadable'>;

/**
 * Takes in what a platform has told: once by its number, and in any sequence. The row of the order is held from before it is
 * looked at until everything that follows is written.
 */
export async function takeNotice(
  tx: Tx,
  account: ChannelAccount,
  notice: Notice,
): Promise<Result<CallbackFate, Unreadable>> {
  if (notice.about === 'other') return ok('taken');
  // A question is asked under one number until it is answered, so the answer is looked up also of one that was heard before.
  const isFresh = await noteNotice(tx, { accountId: account.accountId, noticeId: notice.noticeId });
  if (notice.about === 'voucher_refund') return takeVoucherRefund(tx, account, notice);
  if (!isFresh) return ok('taken');
  if (notice.about === 'order') return takeOrder(tx, account, notice);
  const before = await hold(tx, account, notice.platformNo);
  if (notice.about === 'refund') {
    await takeRefund(tx, before, notice.refund);
    await settleOrder(tx, { account, before, after: before });
    return ok('taken');
  }
  const { status, reason } = notice;
  await settleOrder(tx, { account, before, after: movedOn(before, { status, reason }) });
  return ok('taken');
}

const hold = (tx: Tx, { accountId, storeId, channel }: ChannelAccount, platformNo: string): Promise<StoredOrder> =>
  holdOrder(tx, { channelOrderId: newId(), accountId, storeId, channel, platformNo });

export const movedOn = (
  order: StoredOrder,
  { status, reason }: { readonly status: OrderStatus; readonly reason: string | null },
): StoredOrder => ({
  ...order,
  status: further(order.status, status),
  cancelReason: order.cancelReason ?? (status === 'cancelled' ? (reason ?? '') : null),
});

async function takeOrder(
  tx: Tx,
  account: ChannelAccount,
  { order, status }: Extract<Notice, { about: 'order' }>,
): Promise<Result<CallbackFate, Unreadable>> {
  const known = knownOf(order, account.commissionBps);
  if (!known) return refuse('channel_callback_unreadable', { field: 'amounts' });
  const before = await hold(tx, account, order.platformNo);
  if (before.known === null) await learnOrder(tx, before.channelOrderId, { known, guest: order.guest });
  const after = { ...before, known: before.known ?? known, status: further(before.status, status) };
  await settleOrder(tx, { account, before, after });
  return ok('taken');
}

/** An order with what it comes to; null where its amounts cannot be an order's. */
export function knownOf(order: ChannelOrder, commissionBps: number): KnownOrder | null {
  if (order.lines.length > MAX_CHANNEL_LINES) return null;
  const amounts = amountsOf(order, commissionBps);
  if (!amounts) return null;
  const { guest: _, placedAt, wantedAt, ...content } = order;
  const { source, dayNo, guestPaidMinor, statedIncomeMinor } = order;
  const told = { ...content, wantedAt: wantedAt?.toISOString() ?? null };
  return { source, dayNo, placedAt, content: told, amounts, guestPaidMinor, statedIncomeMinor };
}

async function takeRefund(tx: Tx, order: StoredOrder, told: RefundTold) {
  const learned = await learnRefund(tx, order.channelOrderId, told);
  if (learned.isNew && learned.status === 'asked') {
    const { channelOrderId, storeId } = order;
    await appendEvents(tx, [refundAsked({ channelOrderId, channelRefundId: learned.channelRefundId, storeId })]);
  }
  return learned;
}

async function takeVoucherRefund(
  tx: Tx,
  account: ChannelAccount,
  { voucherRef, refund }: Extract<Notice, { about: 'voucher_refund' }>,
): Promise<Result<CallbackFate, Unreadable>> {
  const channelOrderId = await voucherOrderOf(tx, { channel: account.channel, voucherRef });
  const before = channelOrderId === null ? null : await holdOrderById(tx, channelOrderId);
  // A voucher that was not spent here is none of ours to decide: it is asked again, by when it may be known.
  if (!before) return ok('pending');
  const { status } = await takeRefund(tx, before, refund);
  await settleOrder(tx, { account, before, after: before });
  if (status === 'asked') return ok('pending');
  if (status === 'done') return ok('taken');
  return ok(status === 'agreed' ? 'agreed' : 'declined');
}
