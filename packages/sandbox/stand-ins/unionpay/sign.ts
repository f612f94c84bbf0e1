import { createHash, createSign, createVerify, X509Certificate, type KeyObject } from 'node:crypto';
import { derOf, rsOf, signSm2, verifiesSm2 } from '../core/sm2.ts';

// Written from the provider's pages and not shared with the adapter, so that an error of one shows against the other.

export type Fields = Readonly<Record<string, string>>;

/** `signMethod` of SM2 with SM3; `01` is RSA with SHA-256. */
export const SM2 = '21';

/** Version 5.1.0 signs the digest of the sorted fields in lower-case hexadecimal, and not the fields themselves. */
const digestOf = (fields: Fields, algorithm: 'sha256' | 'sm3'): string => {
  const content = Object.keys(fields)
    .filter((name) => name !== 'signature' && fields[name] !== '')
    .toSorted()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  return createHash(algorithm).update(content, 'utf8').digest('hex');
};

/** The serial of a certificate, which UnionPay writes in decimal. */
export const decimal = (serial: string): string => BigInt(`0x${serial}`).toString();

/** In SM2 whoever signs goes by the serial of the certificate: a shop tells the number, UnionPay shows its own certificate. */
const identityOf = ({ signPubKeyCert = '', certId }: Fields): string =>
  certId ?? decimal(new X509Certificate(signPubKeyCert).serialNumber);

export function verifies(fields: Fields, publicKey: KeyObject): boolean {
  const signature = Buffer.from(fields['signature'] ?? '', 'base64');
  if (fields['signMethod'] === SM2) {
    const by = { publicKey, identity: identityOf(fields), der: derOf(signature) };
    return signature.length === 64 && verifiesSm2(digestOf(fields, 'sm3'), by);
  }
  const verify = createVerify('sha256').update(digestOf(fields, 'sha256'));
  return fields['signMethod'] === '01' && verify.verify(publicKey, signature);
}

export function signed(fields: Fields, privateKey: KeyObject): Record<string, string> {
  const signature =
    fields['signMethod'] === SM2
      ? rsOf(signSm2(digestOf(fields, 'sm3'), privateKey, identityOf(fields)))
      : createSign('sha256').update(digestOf(fields, 'sha256')).sign(privateKey);
  return { ...fields, signature: signature.toString('base64') };
}
