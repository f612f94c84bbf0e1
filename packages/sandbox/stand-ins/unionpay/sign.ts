import { createHash, createSign, createVerify, type KeyObject } from 'node:crypto';

// Written from the provider's pages and not shared with the adapter, so that an error of one shows against the other.

export type Fields = Readonly<Record<string, string>>;

/** Version 5.1.0: the sorted fields, their SHA-256 in lower-case hexadecimal, and that text signed with RSA and SHA-256. */
const digestOf = (fields: Fields): string => {
  const content = Object.keys(fields)
    .filter((name) => name !== 'signature' && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  return createHash('sha256').update(content, 'utf8').digest('hex');
};

export const verifies = (fields: Fields, publicKey: KeyObject): boolean =>
  fields['signMethod'] === '01' &&
  createVerify('sha256')
    .update(digestOf(fields))
    .verify(publicKey, fields['signature'] ?? '', 'base64');

export const signed = (fields: Fields, privateKey: KeyObject): Record<string, string> => ({
  ...fields,
  signature: createSign('sha256').update(digestOf(fields)).sign(privateKey, 'base64'),
});
