import { createDecipheriv, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import type { Fields } from '../shared/fields.ts';
import { textIn } from '../shared/fields.ts';

/** Each part on a line of its own, the last one too. */
const lines = (...parts: readonly string[]): Buffer => Buffer.from(parts.map((part) => `${part}\n`).join(''));

const signed = (text: Buffer, key: KeyObject): string => sign('sha256', text, key).toString('base64');

export interface Signer {
  readonly mchId: string;
  readonly serialNo: string;
  readonly privateKey: KeyObject;
}

export interface SignedRequest {
  readonly method: string;
  /** With the query, without the host. */
  readonly path: string;
  readonly body: string;
}

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';

/** The header `Authorization` of a request. */
export function authorization(request: SignedRequest, { mchId, serialNo, privateKey }: Signer, at: Date): string {
  const timestamp = secondsOf(at);
  const nonce = randomBytes(16).toString('hex');
  const signature = signed(lines(request.method, request.path, timestamp, nonce, request.body), privateKey);
  const parts = { mchid: mchId, nonce_str: nonce, timestamp, serial_no: serialNo, signature };
  const written = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
  return `${SCHEME} ${written.join(',')}`;
}

const secondsOf = (at: Date): string => String(Math.floor(at.getTime() / 1000));

/** What WeChat's script in its app is given to open the payment. */
export function invokeParameters(
  { appId, prepayId }: { readonly appId: string; readonly prepayId: string },
  privateKey: KeyObject,
  at: Date,
): Readonly<Record<string, string>> {
  const timeStamp = secondsOf(at);
  const nonceStr = randomBytes(16).toString('hex');
  const packed = `prepay_id=${prepayId}`;
  const paySign = signed(lines(appId, timeStamp, nonceStr, packed), privateKey);
  return { appId, timeStamp, nonceStr, package: packed, signType: 'RSA', paySign };
}

/** How an answer or a callback of WeChat is signed. */
export interface Seal {
  readonly serial: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

/** The seal in these headers, or null where one of its four is missing. */
export function sealOf(header: (name: string) => string | null | undefined): Seal | null {
  const part = (name: string): string => header(`wechatpay-${name}`) ?? '';
  const seal = {
    serial: part('serial'),
    timestamp: part('timestamp'),
    nonce: part('nonce'),
    signature: part('signature'),
  };
  return Object.values(seal).every((value) => value !== '') && /^\d{1,12}$/.test(seal.timestamp) ? seal : null;
}

export const holds = (seal: Seal, body: Buffer, key: KeyObject): boolean =>
  verify(
    'sha256',
    Buffer.concat([lines(seal.timestamp, seal.nonce), body, Buffer.from('\n')]),
    key,
    Buffer.from(seal.signature, 'base64'),
  );

/** How long ago, or ahead, a seal was made; WeChat signs each try anew, so that old ones are no call of WeChat's. */
export const ageS = (seal: Seal, now: Date): number => Math.abs(now.getTime() / 1000 - Number(seal.timestamp));
export const FRESH_S = 300;

const TAG_BYTES = 16;

/** Opens what is sealed with the key of the interface (AEAD_AES_256_GCM, the tag behind the text); null where it does not open. */
export function openResource(resource: Fields, apiV3Key: string): string | null {
  const sealed = Buffer.from(textIn(resource, 'ciphertext'), 'base64');
  if (textIn(resource, 'algorithm') !== 'AEAD_AES_256_GCM' || sealed.length <= TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), textIn(resource, 'nonce'));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    decipher.setAAD(Buffer.from(textIn(resource, 'associated_data')));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
