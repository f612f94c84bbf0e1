import { createHash } from 'node:crypto';
import type { Desk } from '../core/desk.ts';
import type { NoticeDraft, Teller } from '../core/courier.ts';
import { apiV3Key, type Platform } from './merchant.ts';
import { sealResource, signedHeaders } from './sign.ts';
import { refundNoticeOf, transactionOf, wechatTime } from './words.ts';

const MINUTE_S = 60;
const HOUR_S = 3600;

/** 15 s, 15 s, 30 s, 3 m, 10 m, 20 m, 30 m three times, 60 m, 3 h three times, 6 h twice. */
export const WECHAT_RETRIES_S: readonly number[] = [
  15,
  15,
  30,
  3 * MINUTE_S,
  10 * MINUTE_S,
  20 * MINUTE_S,
  ...Array.from({ length: 3 }, () => 30 * MINUTE_S),
  HOUR_S,
  ...Array.from({ length: 3 }, () => 3 * HOUR_S),
  ...Array.from({ length: 2 }, () => 6 * HOUR_S),
];

/** Tells of charges and refunds in sealed callbacks, each try signed anew and by another of the platform's keys. */
export function wechatTeller(desk: Desk, platform: Platform): Teller {
  const contentOf = ({ trade, refund, spoilt }: NoticeDraft): Record<string, unknown> => {
    const wrong = spoilt === 'wrong_amount' ? { ...trade, amountMinor: trade.amountMinor + 1 } : trade;
    return refund ? refundNoticeOf(wrong, refund) : transactionOf(wrong);
  };
  return {
    retryAfterS: WECHAT_RETRIES_S,
    tellsOfRefunds: true,
    isTaken: (status) => status === 200 || status === 204,
    compose(notice) {
      const { trade, refund, noticeId, attempt, spoilt } = notice;
      const merchant = desk.accounts.find('wechat', trade.merchantNo)!;
      const seed = createHash('sha256').update(`${noticeId} ${attempt}`).digest().readUInt16BE(0);
      const { keys, serial } = platform.signerOf(seed);
      const kind = refund ? 'refund' : 'transaction';
      const id = createHash('sha256').update(noticeId).digest('hex').slice(0, 32);
      const body = JSON.stringify({
        id,
        create_time: wechatTime(refund?.refundedAt ?? trade.paidAt ?? trade.startedAt),
        resource_type: 'encrypt-resource',
        event_type: refund ? 'REFUND.SUCCESS' : 'TRANSACTION.SUCCESS',
        summary: refund ? '退款成功' : '支付成功',
        resource: {
          original_type: kind,
          ...sealResource(JSON.stringify(contentOf(notice)), apiV3Key(desk, merchant), kind),
        },
      });
      const headers = signedHeaders(body, { privateKey: keys.privateKey, serial, at: desk.clock.signingTime() });
      if (spoilt !== 'forged') return { headers, body };
      // A signature by somebody who is not WeChat, over the right text.
      const { privateKey } = desk.accounts.merchantKeys(merchant);
      return { headers: signedHeaders(body, { privateKey, serial, at: desk.clock.signingTime() }), body };
    },
  };
}
