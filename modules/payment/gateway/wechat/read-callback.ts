import type { Result } from '@shuke/kernel';
import type { CallbackRefusal, GatewayAccount, Notice, RawCallback } from '../gateway.ts';
import { mustText, parsedFields, textIn, within, type Fields } from '../shared/fields.ts';
import { forged, noticeFrom, stale, unreadable } from '../shared/refused.ts';
import { platformKey } from './platform-keys.ts';
import { outcomeIn, refundOutcomeIn } from './read-words.ts';
import { ageS, FRESH_S, holds, openResource, sealOf } from './sign.ts';

type Read = Result<Notice, CallbackRefusal>;

/** Verifies a callback by the key that its serial names, then opens it. A late retry is signed anew and hence fresh. */
export async function readCallback(account: GatewayAccount, { body, headers }: RawCallback, now: Date): Promise<Read> {
  const seal = sealOf((name) => headers[name]);
  if (!seal) return forged('headers');
  const key = await platformKey(account, seal.serial);
  if (!key) return forged('serial');
  if (!holds(seal, body, key)) return forged('signature');
  const age = ageS(seal, now);
  if (age > FRESH_S) return stale(age);
  const event = parsedFields(body.toString('utf8'));
  return event ? noticeFrom(() => noticeOf(account, event)) : unreadable('body');
}

function noticeOf(account: GatewayAccount, event: Fields): Notice | Read {
  const noticeId = mustText(event, 'id');
  const [about] = textIn(event, 'event_type').split('.');
  if (about !== 'TRANSACTION' && about !== 'REFUND') return { about: 'other', noticeId };
  const text = openResource(within(event, 'resource'), account.secrets['apiV3Key'] ?? '');
  const fields = text === null ? null : parsedFields(text);
  if (!fields) return unreadable('resource');
  if (textIn(fields, 'mchid') !== account.settings['mchId']) return forged('mchid');
  if (about === 'REFUND') {
    const outcome = refundOutcomeIn(fields, 'refund_status');
    return { about: 'refund', noticeId, outRefundNo: mustText(fields, 'out_refund_no'), outcome };
  }
  if (textIn(fields, 'appid') !== account.settings['appId']) return forged('appid');
  const outcome = outcomeIn(account, fields);
  return { about: 'charge', noticeId, outTradeNo: mustText(fields, 'out_trade_no'), outcome };
}
