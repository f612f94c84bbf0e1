import type { NewEvent } from '@shuke/db';
import type { Payment, Suspicion } from './payment.ts';
import type { Refund } from './refund/refund.ts';

export const paymentCaptured = ({ paymentId, accountId, storeId, amountMinor }: Payment): NewEvent => ({
  type: 'payment.captured',
  payload: { paymentId, accountId, storeId, amountMinor },
});

export interface Ended {
  readonly status: 'failed' | 'closed';
  readonly failReason: string | null;
}

export const paymentEnded = ({ paymentId, storeId }: Payment, { status, failReason }: Ended): NewEvent => ({
  type: 'payment.ended',
  payload: { paymentId, storeId, status, reason: failReason },
});

export const paymentSettled = (paymentId: string, orderId: string): NewEvent => ({
  type: 'payment.settled',
  payload: { paymentId, orderId },
});

export const paymentUnsettled = (refund: { paymentId: string; refundId: string; reason: string }): NewEvent => ({
  type: 'payment.unsettled',
  payload: { paymentId: refund.paymentId, refundId: refund.refundId, reason: refund.reason },
});

export const paymentSuspicious = (alert: {
  readonly accountId: string;
  readonly paymentId: string | null;
  readonly why: Suspicion;
}): NewEvent => ({
  type: 'payment.doubted',
  payload: { accountId: alert.accountId, paymentId: alert.paymentId, why: alert.why },
});

export const refundPaid = ({ refundId, paymentId, amountMinor }: Refund): NewEvent => ({
  type: 'payment.refunded',
  payload: { refundId, paymentId, amountMinor },
});

export const refundFailed = ({ refundId, paymentId, amountMinor }: Refund, code: string): NewEvent => ({
  type: 'payment.refund_failed',
  payload: { refundId, paymentId, amountMinor, code },
});
