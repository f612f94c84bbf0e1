import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { isSm2, isSm2Signature, sm2Signature } from './sm2.ts';

export type Form = Readonly<Record<string, string>>;

/** How UnionPay numbers the ways to sign with a certificate: RSA with SHA-256, or SM2 with SM3. */
export const RSA_METHOD = '01';
export const SM2_METHOD = '21';

/** A certificate that UnionPay signs with: its key, how, and its serial in decimal, which is its identity in SM2. */
export interface Certificate {
  readonly key: KeyObject;
  readonly signMethod: string;
  readonly certId: string;
}

export const methodOf = (key: KeyObject): string => (isSm2(key) ? SM2_METHOD : RSA_METHOD);

/** Version 5.1.0 signs a digest, in hexadecimal, of the fields that are not empty in the order of their names. */
function digestOf(form: Form, algorithm: 'sha256' | 'sm3'): Buffer {
  const content = Object.entries(form)
    .filter(([name, value]) => name !== 'signature' && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return Buffer.from(createHash(algorithm).update(content, 'utf8').digest('hex'));
}

/** Signs a form by the method and in the name of the certificate that it tells. */
export function signed(form: Form, key: KeyObject): Form {
  const signature =
    form['signMethod'] === SM2_METHOD
      ? sm2Signature(digestOf(form, 'sm3'), { key, identity: form['certId'] ?? '' })
      : sign('sha256', digestOf(form, 'sha256'), key);
  return { ...form, signature: signature.toString('base64') };
}

/**
 * Whether one of these certificates signed it. The one that comes along in `signPubKeyCert` proves nothing by itself: anybody
 * can send one, so that they are those that the account holds.
 */
export function holds(form: Form, certificates: readonly Certificate[]): boolean {
  const signature = Buffer.from(form['signature'] ?? '', 'base64');
  const able = certificates.filter(({ signMethod }) => signMethod === form['signMethod']);
  if (form['signMethod'] === SM2_METHOD) {
    const message = digestOf(form, 'sm3');
    return able.some(({ key, certId }) => isSm2Signature(signature, { message, key, identity: certId }));
  }
  const digest = digestOf(form, 'sha256');
  return able.some(({ key }) => verify('sha256', digest, key, signature));
}
