import { X509Certificate, type KeyObject } from 'node:crypto';
import type { GatewayAccount } from '../gateway.ts';
import { call, FOR_A_FILE } from '../shared/call.ts';
import { onceOf, pemsIn, privateKeyOf, publicKeyOf } from '../shared/keys.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { answerFields } from './read-answer.ts';
import { holds, methodOf, RSA_METHOD, signed, type Certificate, type Form } from './sign.ts';

/** What UnionPay said and signed; `respCode` is about the request, `origRespCode` about what was asked for. */
export type Said = { readonly state: 'said'; readonly code: string; readonly form: Form } | Unknown;

export const signMethodOf = ({ settings }: GatewayAccount): string => settings['signMethod'] || RSA_METHOD;

export const privateKeyIn = (account: GatewayAccount): KeyObject | null =>
  onceOf(account.secrets, `privateKey ${signMethodOf(account)}`, () => {
    const key = privateKeyOf(account.secrets['privateKey']);
    return key && methodOf(key) === signMethodOf(account) ? key : null;
  });

/** What it may sign with: its certificates one after the other, so that a new one can be held before the old one ends. */
export const unionpayCertificates = (account: GatewayAccount): Certificate[] =>
  onceOf(account.secrets, `certificates ${signMethodOf(account)}`, () =>
    pemsIn(account.secrets['unionpayCertificate'])
      .flatMap((pem) => {
        const key = publicKeyOf(pem);
        return key ? { key, signMethod: methodOf(key), certId: certIdOf(pem) } : [];
      })
      .filter(
        ({ signMethod, certId }) => signMethod === signMethodOf(account) && (certId || signMethod === RSA_METHOD),
      ),
  );

/** The serial of a certificate in decimal; empty for a bare key, which is enough for RSA and nobody in SM2. */
const certIdOf = (pem: string): string =>
  pem.includes('BEGIN CERTIFICATE') ? BigInt(`0x${new X509Certificate(pem).serialNumber}`).toString() : '';

const PATHS = { trade: 'gateway/api/backTransReq.do', query: 'gateway/api/queryTrans.do' } as const;
type Address = keyof typeof PATHS | 'file';

/** Where a call goes. Files are at a host of their own, `filedownload.95516.com` beside `gateway.95516.com`. */
export function addressOf({ baseUrl, settings }: Pick<GatewayAccount, 'baseUrl' | 'settings'>, to: Address): string {
  if (to !== 'file') return `${baseUrl.replace(/\/+$/, '')}/${PATHS[to]}`;
  return settings['fileUrl'] || new URL('/', baseUrl.replace('://gateway.', '://filedownload.')).href;
}

/** What stands in every request. `accessType` 0: a merchant of its own; `channelType` 08: a mobile phone (both assumed). */
const shared = (account: GatewayAccount): Form => ({
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: signMethodOf(account),
  certId: account.settings['certId'] ?? '',
  merId: account.settings['merId'] ?? '',
  bizType: '000000',
  accessType: '0',
  channelType: '08',
});

/** What an answer tells back of what was asked: its signature does not say to which question it is the answer. */
const ECHOED = ['merId', 'orderId', 'settleDate'] as const;

/** Calls UnionPay in the merchant's name and verifies what it answers. */
export async function ask(account: GatewayAccount, to: Address, fields: Form): Promise<Said> {
  const key = privateKeyIn(account);
  if (!key) return unknown('private_key_unusable');
  const asked: Form = { ...shared(account), ...fields };
  const answer = await call({
    url: addressOf(account, to),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: new URLSearchParams(signed(asked, key)).toString(),
    ...(to === 'file' ? FOR_A_FILE : {}),
  });
  if (answer.state === 'unknown') return answer;
  if (answer.status !== 200) return unknown(`http_${answer.status}`);
  const form = answerFields(answer.body.toString('utf8'));
  if (!form || !holds(form, unionpayCertificates(account))) return unknown('unsigned');
  const isIts = ECHOED.every((name) => asked[name] === undefined || form[name] === asked[name]);
  return isIts
    ? { state: 'said', code: form['respCode'] ?? '', form }
    : unknown(form['respCode'] ?? 'answer_about_another');
}
