import type { Result } from '@shuke/kernel';
import type { CallbackRefusal, GatewayAccount, Notice, RawCallback } from '../gateway.ts';
import { formFields, mustText } from '../shared/fields.ts';
import { forged, noticeFrom, unreadable } from '../shared/refused.ts';
import { unionpayCertificates } from './ask.ts';
import { outcomeOf, refundOutcomeOf } from './read-words.ts';
import { holds, type Form } from './sign.ts';

/** Verifies and reads a notice. It says nothing of when it was sent, so that none is too old: a repeat changes nothing. */
export async function readCallback(
  account: GatewayAccount,
  { body }: RawCallback,
): Promise<Result<Notice, CallbackRefusal>> {
  const form = formFields(body.toString('utf8'));
  if (!form) return unreadable('body');
  if (!holds(form, unionpayCertificates(account))) return forged('signature');
  if (form['merId'] !== account.settings['merId']) return forged('merId');
  return noticeFrom(() => noticeOf(form));
}

function noticeOf(form: Form): Notice {
  const number = mustText(form, 'orderId');
  const [type, code, orderedAt] = [form['txnType'], mustText(form, 'respCode'), mustText(form, 'txnTime')];
  // It gives a notice no number: what it is about and how that ended is one.
  const noticeId = `${type}-${number}-${orderedAt}-${code}`;
  if (type === '01')
    return { about: 'charge', noticeId, outTradeNo: number, outcome: outcomeOf(code, form, orderedAt) };
  if (type !== '04') return { about: 'other', noticeId };
  return { about: 'refund', noticeId, outRefundNo: number, outcome: refundOutcomeOf(code, form, orderedAt) };
}
