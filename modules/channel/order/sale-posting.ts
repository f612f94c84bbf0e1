import type { Posting, Step } from '@shuke/ledger';
import { subsidyOf, type OrderAmounts } from '../amounts.ts';

export const SALE_PURPOSE = 'channel.order';

interface Posted {
  readonly merchantId: string;
  readonly transactionId: string;
  /** The order of the sale. */
  readonly orderId: string;
  readonly storeId: string;
  readonly currency: string;
}

/** What of a sale is moved: the sale itself, the platform's part of it, and what the platform keeps. */
export interface Moved {
  readonly salesMinor: number;
  readonly subsidyMinor: number;
  readonly commissionMinor: number;
}

export const movedBySale = (amounts: OrderAmounts): Moved => ({
  salesMinor: amounts.payableMinor,
  subsidyMinor: subsidyOf(amounts),
  commissionMinor: amounts.commissionMinor,
});

/** Guests' money that the platform holds and what it bears of discounts become the store's sales; what it keeps comes off. */
export const salePosting = (posted: Posted, moved: Moved): Posting => ({
  merchantId: posted.merchantId,
  transactionId: posted.transactionId,
  purpose: SALE_PURPOSE,
  referenceId: posted.orderId,
  steps: stepsOf(posted, moved),
});

/** The same back again, as a refund of the sale. */
export const refundPosting = (posted: Posted, moved: Moved): Posting => ({
  merchantId: posted.merchantId,
  transactionId: posted.transactionId,
  purpose: 'order.refunded',
  referenceId: posted.orderId,
  steps: stepsOf(posted, moved).map(({ debit, credit, ...rest }) => ({ ...rest, debit: credit, credit: debit })),
});

function stepsOf({ merchantId, storeId, currency: asset }: Posted, moved: Moved): Step[] {
  const of = (account: 'channel_receivable' | 'channel_subsidy' | 'channel_commission') => ({
    account,
    owner: merchantId,
  });
  const sales = { account: 'sales' as const, owner: storeId };
  const steps: Step[] = [
    { debit: of('channel_receivable'), credit: sales, asset, amount: moved.salesMinor - moved.subsidyMinor },
    { debit: of('channel_subsidy'), credit: sales, asset, amount: moved.subsidyMinor },
    { debit: of('channel_commission'), credit: of('channel_receivable'), asset, amount: moved.commissionMinor },
  ];
  return steps.filter(({ amount }) => amount > 0);
}
