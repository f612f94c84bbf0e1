import type { Tx } from '@shuke/db';
import { businessDay, newId } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import { merchantSettings, readStore } from '@shuke/merchant';
import { recordRefund } from '@shuke/order';
import { saleLinesOf, type SaleLine } from '../amounts.ts';
import { isRefunded } from '../progress.ts';
import { backWith, nothingBack, type BackToDate, type RefundClaim, type RefundedSale } from '../refund-amounts.ts';
import type { KnownOrder, StoredOrder } from './order-store.ts';
import { notePosted, refundsOf, type StoredRefund } from './refund-store.ts';
import { movedBySale, refundPosting } from './sale-posting.ts';

/** What is to be refunded of a sale: the order, with the id of its sale. */
export type SoldOrder = StoredOrder & { readonly known: KnownOrder; readonly orderId: string };

/**
 * Posts the refunds of a sale that are decided and not yet in the books, each by what is left of the sale after the ones
 * before. The order's row is held, so that they go one by one.
 */
export async function postRefunds(tx: Tx, order: SoldOrder): Promise<void> {
  const refunds = await refundsOf(tx, order.channelOrderId);
  const due = refunds.filter((one) => isRefunded(one.status) && one.posted === null);
  if (due.length === 0) return;
  const { known } = order;
  const lines = saleLinesOf({ ...known.content, guestPaidMinor: known.guestPaidMinor }, known.amounts);
  const { salesMinor: payableMinor, ...moved } = movedBySale(known.amounts);
  const sale: RefundedSale = { payableMinor, ...moved, lines };
  let before = refunds
    .filter((one) => one.posted !== null)
    .reduce((sum, one) => postedOnto(sum, { sale, lines, refund: one }), nothingBack(sale));
  for (const refund of due) {
    const after = backWith(sale, before, claimOf(refund, lines));
    await postOne(tx, { order, refund, before, after });
    before = after;
  }
}

// What was posted stands, whatever the platform may say of it later.
function postedOnto(
  sum: BackToDate,
  { sale, lines, refund }: { sale: RefundedSale; lines: readonly SaleLine[]; refund: StoredRefund },
): BackToDate {
  const { returnedMilli } = backWith(sale, sum, claimOf(refund, lines));
  const { salesMinor = 0, commissionMinor = 0, subsidyMinor = 0 } = refund.posted ?? {};
  return {
    returnedMilli,
    salesMinor: sum.salesMinor + salesMinor,
    commissionMinor: sum.commissionMinor + commissionMinor,
    subsidyMinor: sum.subsidyMinor + subsidyMinor,
  };
}

/** The goods of a refund by their place on the sale; what the sale does not have is left out. */
export const claimOf = (
  { whole, content }: Pick<StoredRefund, 'whole' | 'content'>,
  lines: readonly SaleLine[],
): RefundClaim => ({
  whole,
  salesMinor: content.salesMinor,
  commissionMinor: content.commissionMinor,
  lines: content.items.flatMap(({ itemRef, quantityMilli }) => {
    const at = lines.findIndex(({ line }) => line?.itemRef === itemRef);
    return at < 0 ? [] : [{ at, quantityMilli }];
  }),
});

interface One {
  readonly order: SoldOrder;
  readonly refund: StoredRefund;
  readonly before: BackToDate;
  readonly after: BackToDate;
}

async function postOne(tx: Tx, { order, refund, before, after }: One): Promise<void> {
  const refundId = newId();
  const moved = {
    salesMinor: after.salesMinor - before.salesMinor,
    subsidyMinor: after.subsidyMinor - before.subsidyMinor,
    commissionMinor: after.commissionMinor - before.commissionMinor,
  };
  await notePosted(tx, { channelRefundId: refund.channelRefundId, refundId, ...moved });
  const isNothing =
    moved.salesMinor === 0 && after.returnedMilli.every((milli, i) => milli === before.returnedMilli[i]);
  if (isNothing) return;
  const [{ currency, timeZone, dayStartMinute }, store] = await Promise.all([
    merchantSettings(tx),
    readStore(tx, order.storeId),
  ]);
  const { storeId, orderId } = order;
  await recordRefund(tx, {
    refundId,
    orderId,
    storeId,
    lineQuantityMilli: after.returnedMilli.map((milli, i) => milli - before.returnedMilli[i]!),
    amountMinor: moved.salesMinor,
    toDate: { returnedMilli: after.returnedMilli, amountMinor: after.salesMinor },
    reason: refund.reason === '' ? order.channel : refund.reason,
    businessDay: businessDay(tx.now.getTime(), store?.timeZone ?? timeZone, dayStartMinute),
  });
  const posted = { merchantId: tx.merchantId, transactionId: refundId, orderId, storeId, currency };
  await postMany(tx, [refundPosting(posted, moved)]);
}
