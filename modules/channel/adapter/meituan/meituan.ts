import { ok, refuse, type Result } from '@shuke/kernel';
import type { CallbackFate, CallbackRefusal, ChannelAdapter, ChannelCallback, Notice } from '../adapter.ts';
import type { ChannelAccount } from '../../channel.ts';
import { reading } from '../reading.ts';
import { sameSignature } from '../sign.ts';
import { noticeOf } from './messages.ts';
import { signatureOf } from './signature.ts';
import { tellMeituan } from './tell.ts';

/**
 * Meituan's takeaway pushes: an address a kind of telling, form fields, signed by MD5 over the address, the sorted fields and
 * the secret. It has no number of its pushes, so one is made of what it says.
 */
export const meituan: ChannelAdapter = {
  asks: { settings: ['appId', 'appPoiCode', 'publicUrl'], secrets: ['secret'] },
  read,
  answer: (fate: CallbackFate) => ({
    status: fate === 'refused' ? 400 : 200,
    contentType: 'application/json',
    // assumed: whatever is not ok is pushed again.
    body: fate === 'refused' ? '{"data":"ng"}' : '{"data":"ok"}',
  }),
  tell: tellMeituan,
};

function read(account: ChannelAccount, callback: ChannelCallback): Result<Notice, CallbackRefusal> {
  const params = { ...callback.query, ...formOf(callback) };
  // The platform looks by GET, without fields, whether the address is there.
  if (Object.keys(params).length === 0) return ok({ about: 'other', noticeId: 'probe' });
  const { sig = '', ...signed } = params;
  // What was registered there is signed, which a proxy in front of this server may have written otherwise.
  const url = `${account.settings.publicUrl}/v1/callbacks/channels/meituan/${account.accountId}/${callback.topic}`;
  const isSigned = sameSignature(signatureOf(url, signed, account.secrets.secret ?? ''), sig);
  const isOurs = (signed.app_poi_code ?? account.settings.appPoiCode) === account.settings.appPoiCode;
  if (!isSigned || !isOurs) return refuse('channel_callback_forged', { why: isSigned ? 'shop' : 'signature' });
  return reading(() => noticeOf(callback.topic, signed));
}

function formOf({ method, body }: ChannelCallback): Record<string, string> {
  return method === 'GET' ? {} : Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}
