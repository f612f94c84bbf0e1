import type { ChannelOrderStep } from '@shuke/contract';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import type { Telling } from '../adapter/adapter.ts';
import type { StepRefusal } from '../errors.ts';
import { isPast, type OrderStatus } from '../progress.ts';
import { isYours } from '../store-of.ts';
import { holdOrderById, type StoredOrder } from './order-store.ts';
import { settleOrder } from './settle-order.ts';
import { movedOn } from './take-notice.ts';
import { addTasks } from './task-store.ts';

type Step = Result<ChannelOrderStep, StepRefusal>;

/** Takes an order on, also where the stock says that goods are missing: whoever stands in the shop knows better. */
export const acceptOrder = (ctx: Ctx, channelOrderId: string): Promise<Step> =>
  decide(ctx, channelOrderId, {
    to: 'accepted',
    from: ['new'],
    telling: ({ platformNo }) => ({ kind: 'accept', platformNo }),
  });

/** The goods are packed: the platform sends its rider, or tells the guest. */
export const readyOrder = (ctx: Ctx, channelOrderId: string): Promise<Step> =>
  decide(ctx, channelOrderId, {
    to: 'ready',
    from: ['accepted'],
    telling: ({ platformNo }) => ({ kind: 'ready', platformNo }),
  });

/** Turns an order down, or gives up one that was taken on; the platform pays the guest back. */
export const rejectOrder = (ctx: Ctx, channelOrderId: string, reason: string): Promise<Step> =>
  decide(ctx, channelOrderId, {
    to: 'cancelled',
    from: ['new', 'accepted', 'ready'],
    reason,
    telling: ({ platformNo }) => ({ kind: 'reject', platformNo, reason }),
  });

interface Decision {
  readonly to: OrderStatus;
  readonly from: readonly OrderStatus[];
  readonly reason?: string;
  readonly telling: (order: StoredOrder) => Telling;
}

/** One step of a person. Taken again it answers where the order stands and says nothing more to the platform. */
async function decide(ctx: Ctx, channelOrderId: string, { to, from, reason = '', telling }: Decision): Promise<Step> {
  const decided = await inTx(ctx, {}, async (tx): Promise<Step> => {
    const before = await yoursToDecide(ctx, tx, channelOrderId);
    if (!before) return refuse('channel_order_not_found', { channelOrderId });
    const isThere = before.status === to || (before.status !== 'cancelled' && isPast(before.status, to));
    if (isThere) return ok(stepOf(before));
    if (!from.includes(before.status)) return refuse('channel_order_moved_on', { status: before.status });
    const account = must(
      (await accountsById(tx, [before.accountId])).get(before.accountId),
      'an order has its account',
    );
    const after = movedOn(before, { status: to, reason });
    const order = await settleOrder(tx, { account, before, after });
    await addTasks(tx, [{ accountId: order.accountId, referenceId: channelOrderId, telling: telling(order) }]);
    return ok(stepOf(order));
  });
  return decided as Step;
}

async function yoursToDecide(ctx: Ctx, tx: Tx, channelOrderId: string): Promise<StoredOrder | null> {
  const order = await holdOrderById(tx, channelOrderId);
  return order?.known && isYours(ctx.actor, order.storeId) ? order : null;
}

const stepOf = ({ channelOrderId, status, orderId }: StoredOrder): ChannelOrderStep => ({
  channelOrderId,
  status,
  orderId,
});
