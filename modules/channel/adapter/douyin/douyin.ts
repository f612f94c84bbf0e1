import { refuse, type Result } from '@shuke/kernel';
import type { CallbackFate, CallbackRefusal, ChannelAdapter, ChannelCallback, Notice } from '../adapter.ts';
import type { ChannelAccount } from '../../channel.ts';
import { fieldsFrom, instantOf, optionalText, textOf, type Fields } from '../fields.ts';
import { reading } from '../reading.ts';
import { ampersanded, sameSignature, sha256 } from '../sign.ts';
import { DAY_MS } from '@shuke/kernel';
import { douyinVouchers } from './vouchers.ts';

/**
 * Douyin's group-buy vouchers, and its question whether a guest gets the money of a spent one back. That is asked within 8
 * seconds and again every hour; after a day without a decision the platform gives it back by itself.
 */
export const douyin: ChannelAdapter = {
  asks: { settings: ['clientKey', 'poiId'], secrets: ['clientSecret'] },
  read,
  answer: (fate: CallbackFate) => ({
    status: fate === 'refused' ? 401 : 200,
    contentType: 'application/json',
    body: JSON.stringify({ data: ANSWERS[fate] }),
  }),
  vouchers: douyinVouchers,
};

// assumed: 1 agrees, 2 declines, and any error has the platform ask again in an hour.
const ANSWERS: Readonly<Record<CallbackFate, object>> = {
  taken: { error_code: 0, description: 'success' },
  agreed: { error_code: 0, description: 'success', audit_result: 1 },
  declined: { error_code: 0, description: 'success', audit_result: 2 },
  pending: { error_code: 9999, description: 'the shop has not decided yet' },
  refused: { error_code: 2190004, description: 'signature' },
};

/** SHA-256 over the secret, the sorted fields of the address and the very bytes of the body. */
export function signatureOf(secret: string, query: Readonly<Record<string, string>>, body: Buffer): string {
  const fields = ampersanded(query);
  const head = [secret, ...(fields === '' ? [] : [fields]), 'http_body='].join('&');
  return sha256(Buffer.concat([Buffer.from(head, 'utf8'), body]));
}

function read(account: ChannelAccount, callback: ChannelCallback): Result<Notice, CallbackRefusal> {
  const { query, body, headers } = callback;
  const expected = signatureOf(account.secrets.clientSecret ?? '', query, body);
  if (!sameSignature(expected, headers['x-life-sign'] ?? '')) {
    return refuse('channel_callback_forged', { why: 'signature' });
  }
  return reading(() => noticeOf(callback.topic, fieldsFrom(body.toString('utf8'), 'body')));
}

const REFUND = 'refund';

function noticeOf(topic: string, fields: Fields): Notice {
  const refundRef = textOf(fields, 'after_sale_id');
  const stage = optionalText(fields, 'status') ?? 'apply';
  const noticeId = `${topic} ${refundRef} ${stage}`;
  if (topic !== REFUND) return { about: 'other', noticeId };
  const isAsked = stage === 'apply';
  const decideBy = isAsked ? new Date(instantOf(fields, 'apply_time').getTime() + DAY_MS) : null;
  const reason = optionalText(fields, 'reason') ?? '';
  const none = { items: [], salesMinor: null, commissionMinor: null };
  const refund = {
    refundRef,
    status: isAsked ? ('asked' as const) : ('done' as const),
    whole: true,
    ...none,
    reason,
    decideBy,
  };
  return { about: 'voucher_refund', noticeId, voucherRef: textOf(fields, 'verify_id'), refund };
}
