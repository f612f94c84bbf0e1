import { createCipheriv, createSign, createVerify, randomBytes, type KeyObject } from 'node:crypto';

// Written from the provider's pages and not shared with the adapter, so that an error of one shows against the other.

export interface Authorization {
  readonly mchid: string;
  readonly nonce_str: string;
  readonly timestamp: string;
  readonly serial_no: string;
  readonly signature: string;
}

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 ';

/** The parts of the header `Authorization`, or null where it is not one. */
export function readAuthorization(header: string | undefined): Authorization | null {
  if (!header?.startsWith(SCHEME)) return null;
  const found = [...header.slice(SCHEME.length).matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const parts = Object.fromEntries(found) as Partial<Authorization>;
  const { mchid, nonce_str, timestamp, serial_no, signature } = parts;
  return mchid && nonce_str && timestamp && serial_no && signature
    ? { mchid, nonce_str, timestamp, serial_no, signature }
    : null;
}

const lines = (...parts: readonly string[]): string => parts.map((part) => `${part}\n`).join('');

export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

export const verifiesRequest = (request: SignedRequest, authorization: Authorization, publicKey: KeyObject): boolean =>
  createVerify('sha256')
    .update(lines(request.method, request.url, authorization.timestamp, authorization.nonce_str, request.body))
    .verify(publicKey, authorization.signature, 'base64');

/** The headers that WeChat signs its answers and callbacks with. */
export function signedHeaders(
  body: string,
  { privateKey, serial, at }: { readonly privateKey: KeyObject; readonly serial: string; readonly at: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signature = createSign('sha256')
    .update(lines(timestamp, nonce, body))
    .sign(privateKey, 'base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': signature,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  };
}

/** AEAD_AES_256_GCM as WeChat writes it: the tag behind the text, all of it in base64. */
export function sealResource(text: string, apiV3Key: string, associated: string): Record<string, string> {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(associated));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    nonce,
    associated_data: associated,
  };
}
