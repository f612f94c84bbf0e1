import { createSign, createVerify, type KeyObject } from 'node:crypto';

// Written from the provider's pages and not shared with the adapter, so that an error of one shows against the other.

export type Fields = Readonly<Record<string, string>>;

/** The fields in the order of their names, as `k=v` joined by `&`; empty ones and those left out do not count. */
const contentOf = (fields: Fields, leftOut: readonly string[]): string =>
  Object.keys(fields)
    .filter((name) => !leftOut.includes(name) && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');

/** A request's signature includes `sign_type`. */
export function verifiesRequest(fields: Fields, publicKey: KeyObject): boolean {
  if (fields['sign_type'] !== 'RSA2') return false;
  return createVerify('sha256')
    .update(contentOf(fields, ['sign']))
    .verify(publicKey, fields['sign'] ?? '', 'base64');
}

export const signText = (text: string, privateKey: KeyObject): string =>
  createSign('sha256').update(text, 'utf8').sign(privateKey, 'base64');

/** A notification's signature leaves out `sign` and `sign_type`. */
export const signNotice = (fields: Fields, privateKey: KeyObject): string =>
  signText(contentOf(fields, ['sign', 'sign_type']), privateKey);
