import type { Outcome, RefundOutcome } from '../gateway.ts';
import { mustText, mustYuan, textIn, type Fields } from '../shared/fields.ts';
import { instantOf } from '../shared/shanghai.ts';
import { unknown } from '../shared/unknown.ts';

/** A trade that is paid; each of Alipay's tellings has its own name for when. Throws `Unreadable` where a field is missing. */
export function capturedIn(fields: Fields, timeField: 'gmtPayment' | 'sendPayDate'): Outcome {
  const payer = textIn(fields, 'buyerUserId') || textIn(fields, 'buyerId') || textIn(fields, 'buyerOpenId');
  return {
    state: 'captured',
    providerRef: mustText(fields, 'tradeNo'),
    amountMinor: mustYuan(fields, 'totalAmount'),
    currency: 'CNY',
    paidAt: instantOf(mustText(fields, timeField), timeField),
    payer: payer === '' ? [] : [{ kind: 'alipay_id', value: payer }],
  };
}

/** What a trade comes to when it is asked for. */
export function outcomeIn(fields: Fields, timeField: 'gmtPayment' | 'sendPayDate' = 'sendPayDate'): Outcome {
  const status = mustText(fields, 'tradeStatus');
  if (status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED') return capturedIn(fields, timeField);
  if (status === 'WAIT_BUYER_PAY') return { state: 'waiting' };
  // Closed unpaid, or all of it was paid back.
  return status === 'TRADE_CLOSED' ? { state: 'closed' } : unknown(`trade_status_${status}`);
}

/** What a refund comes to when it is asked for: Alipay answers without a status while it knows of none. */
export function refundOutcomeIn(fields: Fields): RefundOutcome {
  const status = textIn(fields, 'refundStatus');
  if (status !== 'REFUND_SUCCESS') return unknown(status === '' ? 'not_there' : `refund_status_${status}`);
  return {
    state: 'refunded',
    providerRef: mustText(fields, 'tradeNo'),
    amountMinor: mustYuan(fields, 'refundAmount'),
    refundedAt: instantOf(mustText(fields, 'gmtRefundPay'), 'gmtRefundPay'),
  };
}
