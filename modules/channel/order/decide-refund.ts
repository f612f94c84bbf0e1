import type { ChannelRefundDecision } from '@shuke/contract';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import { adapters } from '../adapter/adapters.ts';
import type { RefundDecisionRefusal } from '../errors.ts';
import type { RefundStatus } from '../progress.ts';
import { isYours } from '../store-of.ts';
import { holdOrderById, type StoredOrder } from './order-store.ts';
import * as store from './refund-store.ts';
import { settleOrder } from './settle-order.ts';
import { addTasks } from './task-store.ts';

type Decided = Result<null, RefundDecisionRefusal>;

/**
 * Says whether a guest gets the money back that they ask the platform for. Agreeing is in the books at once; a platform that is
 * not told, but asks, is answered the next time.
 */
export async function decideRefund(
  ctx: Ctx,
  channelRefundId: string,
  { agree, reason = '' }: ChannelRefundDecision,
): Promise<Decided> {
  const decided = await inTx(ctx, {}, async (tx): Promise<Decided> => {
    const found = await store.refundById(tx, channelRefundId);
    const order = found && (await holdOrderById(tx, found.channelOrderId));
    if (!found || !order || !isYours(ctx.actor, order.storeId)) {
      return refuse('channel_refund_not_found', { channelRefundId });
    }
    // Read again under the order's lock: the platform may have decided meanwhile.
    const refund = must(await store.refundById(tx, channelRefundId), 'a refund is not taken away');
    const status: RefundStatus = agree ? 'agreed' : 'declined';
    if (refund.status === status) return ok(null);
    if (refund.status !== 'asked') return refuse('channel_refund_decided', { status: refund.status });
    await store.moveRefund(tx, channelRefundId, status);
    await follow(tx, { order, refund, agree, reason });
    return ok(null);
  });
  return decided as Decided;
}

interface Followed {
  readonly order: StoredOrder;
  readonly refund: store.StoredRefund;
  readonly agree: boolean;
  readonly reason: string;
}

async function follow(tx: Tx, { order, refund, agree, reason }: Followed): Promise<void> {
  const { accountId, channelOrderId, platformNo, channel } = order;
  const account = must((await accountsById(tx, [accountId])).get(accountId), 'an order has its account');
  await settleOrder(tx, { account, before: order, after: order });
  if (!adapters[channel].tell) return;
  const { refundRef } = refund;
  const telling = agree
    ? ({ kind: 'agree_refund', platformNo, refundRef } as const)
    : ({ kind: 'decline_refund', platformNo, refundRef, reason } as const);
  await addTasks(tx, [{ accountId, referenceId: channelOrderId, telling }]);
}

const AT_ONCE = 100;

/** Takes refunds on which nobody has decided in time for agreed to, as the platform does. Answers how many. */
export async function agreeToOverdue(ctx: Ctx): Promise<number> {
  const agreed = await inTx(ctx, {}, async (tx) => {
    const overdue = await store.overdueRefunds(tx, AT_ONCE);
    for (const { channelOrderId, channelRefundId } of overdue) {
      const order = must(await holdOrderById(tx, channelOrderId), 'a refund has its order');
      const refund = await store.refundById(tx, channelRefundId);
      if (refund?.status !== 'asked') continue;
      await store.moveRefund(tx, channelRefundId, 'done');
      const account = must(
        (await accountsById(tx, [order.accountId])).get(order.accountId),
        'an order has its account',
      );
      await settleOrder(tx, { account, before: order, after: order });
    }
    return ok(overdue.length);
  });
  return agreed.ok ? agreed.value : 0;
}
