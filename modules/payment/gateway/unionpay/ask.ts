import type { KeyObject } from 'node:crypto';
import type { GatewayAccount } from '../gateway.ts';
import { call } from '../shared/call.ts';
import { formFields } from '../shared/fields.ts';
import { onceOf, pemsIn, privateKeyOf, publicKeyOf } from '../shared/keys.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { holds, signed, type Form } from './sign.ts';

/** What UnionPay said and signed; `respCode` is about the request, `origRespCode` about what was asked for. */
export type Said = { readonly state: 'said'; readonly code: string; readonly form: Form } | Unknown;

/** What it may sign with: its certificates one after the other, so that a new one can be held before the old one ends. */
export const unionpayKeys = ({ secrets }: GatewayAccount): KeyObject[] =>
  onceOf(secrets, 'certificates', () =>
    pemsIn(secrets['unionpayCertificate']).flatMap((pem) => publicKeyOf(pem) ?? []),
  );

const ADDRESSES = { trade: 'gateway/api/backTransReq.do', query: 'gateway/api/queryTrans.do' } as const;

/** What stands in every request. `accessType` 0: a merchant of its own; `channelType` 08: a mobile phone (both assumed). */
const shared = ({ settings }: GatewayAccount): Form => ({
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: '01',
  certId: settings['certId'] ?? '',
  merId: settings['merId'] ?? '',
  bizType: '000000',
  accessType: '0',
  channelType: '08',
});

/** Calls UnionPay in the merchant's name and verifies what it answers. */
export async function ask(account: GatewayAccount, to: keyof typeof ADDRESSES, fields: Form): Promise<Said> {
  const { secrets } = account;
  const key = onceOf(secrets, 'privateKey', () => privateKeyOf(secrets['privateKey']));
  if (!key) return unknown('private_key_unusable');
  const body = new URLSearchParams(signed({ ...shared(account), ...fields }, key)).toString();
  const url = `${account.baseUrl.replace(/\/+$/, '')}/${ADDRESSES[to]}`;
  const answer = await call({
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body,
  });
  if (answer.state === 'unknown') return answer;
  if (answer.status !== 200) return unknown(`http_${answer.status}`);
  const form = formFields(answer.body.toString('utf8'));
  if (!form || !holds(form, unionpayKeys(account))) return unknown('unsigned');
  // The signature does not say to which question it is the answer.
  const isIts = form['merId'] === account.settings['merId'] && form['orderId'] === fields['orderId'];
  return isIts
    ? { state: 'said', code: form['respCode'] ?? '', form }
    : unknown(form['respCode'] ?? 'answer_about_another');
}
