import type { OrderPostings } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { formatMinor, isCurrency, ok, refuse, type Result } from '@shuke/kernel';
import { postingsAbout, type ExplainedTransfer } from '@shuke/ledger';
import { paymentOfOrder, refundsOfPayment } from '@shuke/payment';
import type { OrderNotFound } from '../errors.ts';
import { readReferences } from '../order-queries.ts';
import { refundsOfOrder } from '../refund/refund-store.ts';

/**
 * What moved in the ledger for an order, or `order_not_found`: what was posted with the order under its own number or that
 * of its coupons, the payment that came before it, its refunds, and what the provider paid back.
 */
export function orderPostings(ctx: Ctx, orderId: string): Promise<Result<OrderPostings, OrderNotFound>> {
  return inRead<Result<OrderPostings, OrderNotFound>>(ctx, async (tx) => {
    const about = await readReferences(tx, orderId);
    if (!about) return refuse('order_not_found', { orderId });
    const refunds = await refundsOfOrder(tx, orderId);
    const payment = await paymentOfOrder(tx, orderId);
    const paidBack = payment ? await refundsOfPayment(tx, payment.paymentId) : [];
    const transfers = await postingsAbout(tx, {
      transactionIds: [
        orderId,
        ...[...refunds, ...paidBack].map(({ refundId }) => refundId),
        ...(payment ? [payment.paymentId] : []),
      ],
      references: { ids: [orderId, ...about.redemptionIds], at: about.createdAt },
    });
    const transactions = Map.groupBy(transfers, ({ transactionId }) => transactionId);
    return ok({ items: [...transactions.values()].map(postingView) });
  });
}

function postingView(transfers: readonly ExplainedTransfer[]): OrderPostings['items'][number] {
  const { transactionId, purpose, postedAt } = transfers[0]!;
  return {
    transactionId,
    purpose,
    postedAt: postedAt.toISOString(),
    transfers: transfers.map(({ asset, amount, debit, credit }) => ({
      asset,
      amount: isCurrency(asset) ? formatMinor(amount, asset) : String(amount),
      debit: { account: debit.account, owner: debit.owner },
      credit: { account: credit.account, owner: credit.owner },
    })),
  };
}
