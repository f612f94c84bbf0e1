import { createHash } from 'node:crypto';
import type { Desk } from '../core/desk.ts';
import type { NoticeDraft, Teller } from '../core/courier.ts';
import { refundedMinor } from '../core/trade.ts';
import { signNotice } from './sign.ts';
import { alipayTime, statusOf, yuan } from './trades.ts';

const MINUTE_S = 60;
const HOUR_S = 3600;

/** 4 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h. */
export const ALIPAY_RETRIES_S: readonly number[] = [
  4 * MINUTE_S,
  10 * MINUTE_S,
  10 * MINUTE_S,
  HOUR_S,
  2 * HOUR_S,
  6 * HOUR_S,
  15 * HOUR_S,
];

export const platformKeys = (desk: Desk) => desk.accounts.keyRing.keys('alipay platform');

function fieldsOf(desk: Desk, { noticeId, trade, refund, spoilt }: NoticeDraft): Record<string, string> {
  const total = yuan(trade.amountMinor + (spoilt === 'wrong_amount' ? 1 : 0));
  return {
    notify_time: alipayTime(desk.clock.signingTime().toISOString()),
    notify_type: 'trade_status_sync',
    // The same over all retries.
    notify_id: createHash('sha256').update(noticeId).digest('hex').slice(0, 34),
    app_id: trade.extra['appId'] ?? '',
    charset: 'utf-8',
    version: '1.0',
    trade_no: trade.providerRef,
    out_trade_no: trade.outTradeNo,
    buyer_id: trade.payer,
    buyer_open_id: `open-${trade.payer}`,
    seller_id: trade.merchantNo,
    trade_status: statusOf(trade),
    total_amount: total,
    receipt_amount: total,
    buyer_pay_amount: total,
    subject: trade.subject,
    gmt_create: alipayTime(trade.startedAt),
    gmt_payment: trade.paidAt === null ? '' : alipayTime(trade.paidAt),
    ...(refund
      ? {
          out_biz_no: refund.outRefundNo,
          refund_fee: yuan(refundedMinor(trade)),
          gmt_refund: alipayTime(refund.refundedAt ?? refund.dueAt),
        }
      : {}),
  };
}

/** Tells by a signed form until the shop answers exactly `success`. */
export function alipayTeller(desk: Desk): Teller {
  return {
    retryAfterS: ALIPAY_RETRIES_S,
    tellsOfRefunds: true,
    isTaken: (status, body) => status === 200 && body === 'success',
    compose(notice) {
      const fields = fieldsOf(desk, notice);
      const { privateKey } =
        notice.spoilt === 'forged' ? desk.accounts.keyRing.keys('alipay stranger') : platformKeys(desk);
      const body = new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: signNotice(fields, privateKey) });
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: body.toString(),
      };
    },
  };
}
