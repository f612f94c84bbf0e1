import { DAY_MS, type Result } from '@shuke/kernel';
import type { CallbackRefusal, GatewayAccount, Notice, RawCallback } from '../gateway.ts';
import { formFields, mustText, textIn } from '../shared/fields.ts';
import { forged, noticeFrom, stale, unreadable } from '../shared/refused.ts';
import { instantOf } from '../shared/shanghai.ts';
import { unknown } from '../shared/unknown.ts';
import { outcomeIn } from './read-words.ts';
import { sdkOf } from './sdk.ts';

type Form = Readonly<Record<string, string>>;
type Read = Result<Notice, CallbackRefusal>;

/** Alipay tries for a day and 24 minutes under one number; whether it signs each try anew is not said, so that all of it is fresh. */
const FRESH_MS = 2 * DAY_MS;

export async function readCallback(account: GatewayAccount, { body }: RawCallback, now: Date): Promise<Read> {
  const form = formFields(body.toString('utf8'));
  if (!form) return unreadable('body');
  // The library would take an older signature (SHA-1) if the notice asked for it.
  if (form['sign_type'] !== 'RSA2' || !verifies(account, form)) return forged('signature');
  if (form['app_id'] !== account.settings['appId']) return forged('app_id');
  if (form['seller_id'] !== account.settings['sellerId']) return forged('seller_id');
  return noticeFrom(() => noticeOf(form, now));
}

function verifies(account: GatewayAccount, form: Form): boolean {
  try {
    return sdkOf(account)?.checkNotifySignV2(form) ?? false;
  } catch {
    return false;
  }
}

/** The names of a notice in the way that answers are read. */
const camelCased = (form: Form): Form =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

function noticeOf(form: Form, now: Date): Notice | Read {
  const ageMs = now.getTime() - instantOf(mustText(form, 'notify_time'), 'notify_time').getTime();
  if (ageMs > FRESH_MS) return stale(ageMs / 1000);
  const noticeId = mustText(form, 'notify_id');
  if (form['notify_type'] !== 'trade_status_sync') return { about: 'other', noticeId };
  const outRefundNo = textIn(form, 'out_biz_no');
  if (outRefundNo !== '') {
    // It tells the sum of all refunds of the trade, not what this one came to.
    return { about: 'refund', noticeId, outRefundNo, outcome: unknown('told_without_amount') };
  }
  const outcome = outcomeIn(camelCased(form), 'gmtPayment');
  return { about: 'charge', noticeId, outTradeNo: mustText(form, 'out_trade_no'), outcome };
}
