import { ok, refuse, type Result } from '@shuke/kernel';
import type { CallbackFate, CallbackRefusal, ChannelAdapter, ChannelCallback, Notice } from '../adapter.ts';
import type { ChannelAccount } from '../../channel.ts';
import { fieldsFrom, optionalText, rawText, type Fields } from '../fields.ts';
import { reading } from '../reading.ts';
import { joined, md5, sameSignature } from '../sign.ts';
import { noticeOf } from './messages.ts';
import { tellEleme } from './tell.ts';

/**
 * Ele.me's takeaway pushes: one address, a `type` and a `message` that is JSON in a string. Signed by MD5 over the sorted
 * fields and the secret. Every push has a `requestId`, which is the same when it comes again.
 */
export const eleme: ChannelAdapter = {
  asks: { settings: ['appId', 'appKey', 'shopId'], secrets: ['secret', 'token'] },
  read,
  answer: (fate: CallbackFate) =>
    // assumed: that anything but ok is pushed again.
    fate === 'refused'
      ? { status: 400, contentType: 'application/json', body: '{"message":"error"}' }
      : { status: 200, contentType: 'application/json', body: '{"message":"ok"}' },
  tell: tellEleme,
};

const SIGNED = ['appId', 'message', 'requestId', 'shopId', 'timestamp', 'type', 'userId'] as const;

function read(account: ChannelAccount, callback: ChannelCallback): Result<Notice, CallbackRefusal> {
  // The platform looks by GET whether the address is there.
  if (callback.method === 'GET') return ok({ about: 'other', noticeId: 'probe' });
  const push = reading(() => fieldsFrom(callback.body.toString('utf8'), 'body'));
  if (!push.ok) return push;
  const signature = reading(() => signatureOf(push.value, account.secrets.secret ?? ''));
  if (!signature.ok) return signature;
  const isOurs = optionalText(push.value, 'shopId') === account.settings.shopId;
  const isSigned = sameSignature(signature.value, optionalText(push.value, 'signature') ?? '');
  if (!isSigned || !isOurs) return refuse('channel_callback_forged', { why: isSigned ? 'shop' : 'signature' });
  return reading(() => noticeOf(push.value));
}

/** The signature of a push: `k=v` in the order of the names, without anything between, and the secret. */
export const signatureOf = (push: Fields, secret: string): string =>
  md5(joined(Object.fromEntries(SIGNED.map((name) => [name, rawText(push, name)]))) + secret).toUpperCase();
