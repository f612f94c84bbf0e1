import { createHash, sign, verify, type KeyObject } from 'node:crypto';

export type Form = Readonly<Record<string, string>>;

/** Version 5.1.0 signs the SHA-256, in hexadecimal, of the fields that are not empty in the order of their names. */
function digestOf(form: Form): Buffer {
  const content = Object.entries(form)
    .filter(([name, value]) => name !== 'signature' && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return Buffer.from(createHash('sha256').update(content, 'utf8').digest('hex'));
}

export const signed = (form: Form, key: KeyObject): Form => ({
  ...form,
  signature: sign('sha256', digestOf(form), key).toString('base64'),
});

/**
 * Whether one of these keys signed it. The certificate that comes along in `signPubKeyCert` proves nothing by itself: anybody
 * can send one, so that the keys are those that the account holds.
 */
export function holds(form: Form, keys: readonly KeyObject[]): boolean {
  const signature = Buffer.from(form['signature'] ?? '', 'base64');
  return form['signMethod'] === '01' && keys.some((key) => verify('sha256', digestOf(form), key, signature));
}
