import { appendEvents, type Tx } from '@shuke/db';
import type { ChannelAccount } from '../channel.ts';
import { orderChanged } from '../events.ts';
import { isOver, isTaken } from '../progress.ts';
import { moveOrder, type StoredOrder } from './order-store.ts';
import { postRefunds } from './post-refunds.ts';
import { learnRefund } from './refund-store.ts';
import { takeSale } from './take-sale.ts';
import { addTasks } from './task-store.ts';

export interface Settle {
  readonly account: ChannelAccount;
  /** As it was before this transaction's telling, and as it is with it. */
  readonly before: StoredOrder;
  readonly after: StoredOrder;
  readonly customerId?: string | null;
}

/**
 * Makes true what follows from where an order stands: the sale once it is taken on, what goes back, what the platform is to be
 * told. It looks at the state and not at what was told, so that any sequence of tellings comes to the same.
 */
export async function settleOrder(tx: Tx, { account, before, after, customerId = null }: Settle): Promise<StoredOrder> {
  const order = await taken(tx, { account, order: after, customerId });
  if (order.status === 'cancelled' && order.orderId !== null) await takeAllBack(tx, order);
  if (order.known && order.orderId !== null) {
    await postRefunds(tx, { ...order, known: order.known, orderId: order.orderId });
  }
  await moveOrder(tx, order, isOver(order.status));
  const isNews = order.status !== before.status || (before.known === null && order.known !== null);
  if (isNews && order.known) await appendEvents(tx, [orderChanged(order)]);
  return order;
}

interface Taking {
  readonly account: ChannelAccount;
  readonly order: StoredOrder;
  readonly customerId: string | null;
}

async function taken(tx: Tx, { account, order, customerId }: Taking): Promise<StoredOrder> {
  const isSure = isTaken(order.status);
  const isWanted = isSure || (order.status === 'new' && account.autoAccept && account.active && order.heldFor === null);
  if (!isWanted || order.orderId !== null || order.known === null) return order;
  const needsKitchen = order.known.source !== 'group_buy';
  const sale = { order: { ...order, known: order.known }, isSure, customerId, needsKitchen };
  const { orderId } = await takeSale(tx, sale);
  if (orderId === null) return { ...order, heldFor: 'out_of_stock' };
  if (isSure) return { ...order, orderId, heldFor: null };
  const { accountId, channelOrderId, platformNo } = order;
  await addTasks(tx, [{ accountId, referenceId: channelOrderId, telling: { kind: 'accept', platformNo } }]);
  return { ...order, orderId, status: 'accepted', heldFor: null };
}

const CANCELLED = 'cancelled';

const takeAllBack = (tx: Tx, { channelOrderId, cancelReason }: StoredOrder) =>
  learnRefund(tx, channelOrderId, {
    refundRef: CANCELLED,
    status: 'done',
    whole: true,
    items: [],
    salesMinor: null,
    commissionMinor: null,
    reason: cancelReason ?? '',
    decideBy: null,
  });
