import { systemClock } from '@shuke/kernel';
import type { GatewayAccount } from '../gateway.ts';
import type { Answered } from '../shared/call.ts';
import { parsedFields, textIn, type Fields } from '../shared/fields.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { platformKey } from './platform-keys.ts';
import { ageS, FRESH_S, holds, sealOf } from './sign.ts';
import { signedCall, type Asked } from './signed-call.ts';

/** What WeChat said and signed: done, or refused with a code. */
export type Said =
  { readonly state: 'said'; readonly fields: Fields } | { readonly state: 'refused'; readonly code: string } | Unknown;

/** Calls WeChat and verifies what it answers; what is unsigned, signed wrongly or long ago is not its word. */
export async function ask(account: GatewayAccount, asked: Asked): Promise<Said> {
  const answer = await signedCall(account, asked);
  if (answer.state === 'unknown') return answer;
  if (answer.status >= 500) return unknown(`http_${answer.status}`);
  const doubt = await doubtOf(account, answer);
  if (doubt) return unknown(doubt);
  const text = answer.body.toString('utf8');
  const fields = text === '' ? {} : parsedFields(text);
  if (!fields) return unknown('answer_unreadable');
  if (answer.status < 300) return { state: 'said', fields };
  return { state: 'refused', code: textIn(fields, 'code') || `http_${answer.status}` };
}

async function doubtOf(account: GatewayAccount, answer: Answered): Promise<string | null> {
  const seal = sealOf((name) => answer.headers.get(name));
  if (!seal) return `unsigned_${answer.status}`;
  const key = await platformKey(account, seal.serial);
  if (!key) return 'serial_unknown';
  if (!holds(seal, answer.body, key)) return 'signature_wrong';
  return ageS(seal, systemClock.now()) > FRESH_S ? 'signed_long_ago' : null;
}
