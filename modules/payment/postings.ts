import type { Posting } from '@shuke/ledger';
import type { Payment } from './payment.ts';

export const CAPTURE_PURPOSE = 'payment.captured';
export const UNSETTLED_PURPOSE = 'payment.unsettled';
export const REFUND_PURPOSE = 'payment.refunded';
export const FEES_PURPOSE = 'payment.fees';

interface Moved {
  readonly merchantId: string;
  readonly transactionId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly amountMinor: number;
}

/** The provider owes what it took; the guest's money waits at the store for its order. */
export const capturePosting = (merchantId: string, payment: Payment): Posting => ({
  merchantId,
  transactionId: payment.paymentId,
  purpose: CAPTURE_PURPOSE,
  referenceId: payment.paymentId,
  steps: [
    {
      debit: { account: 'gateway_receivable', owner: payment.accountId },
      credit: { account: 'guest_funds', owner: payment.storeId },
      asset: payment.currency,
      amount: payment.amountMinor,
    },
  ],
});

/** The guest's money came to no order: all of it is due back. */
export const unsettledPosting = (moved: Moved & { readonly paymentId: string; readonly storeId: string }): Posting => ({
  merchantId: moved.merchantId,
  transactionId: moved.transactionId,
  purpose: UNSETTLED_PURPOSE,
  referenceId: moved.paymentId,
  steps: [
    {
      debit: { account: 'guest_funds', owner: moved.storeId },
      credit: { account: 'refunds_due', owner: moved.accountId },
      asset: moved.currency,
      amount: moved.amountMinor,
    },
  ],
});

/** The provider paid back what was due, and owes so much less. */
export const refundPosting = (moved: Moved & { readonly refundId: string }): Posting => ({
  merchantId: moved.merchantId,
  transactionId: moved.transactionId,
  purpose: REFUND_PURPOSE,
  referenceId: moved.refundId,
  steps: [
    {
      debit: { account: 'refunds_due', owner: moved.accountId },
      credit: { account: 'gateway_receivable', owner: moved.accountId },
      asset: moved.currency,
      amount: moved.amountMinor,
    },
  ],
});

/** What a provider kept of a day, or below zero gave back of it. */
export function feesPosting(moved: Moved): Posting {
  const fees = { account: 'gateway_fees', owner: moved.accountId } as const;
  const receivable = { account: 'gateway_receivable', owner: moved.accountId } as const;
  const isKept = moved.amountMinor > 0;
  return {
    merchantId: moved.merchantId,
    transactionId: moved.transactionId,
    purpose: FEES_PURPOSE,
    referenceId: moved.accountId,
    steps: [
      {
        debit: isKept ? fees : receivable,
        credit: isKept ? receivable : fees,
        asset: moved.currency,
        amount: Math.abs(moved.amountMinor),
      },
    ],
  };
}
