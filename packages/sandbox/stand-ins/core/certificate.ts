import { createSign, type KeyObject } from 'node:crypto';
import { ANYBODY, signSm2 } from './sm2.ts';

const tagged = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  let head = Buffer.from([tag, size]);
  if (size > 255) head = Buffer.from([tag, 0x82, size >> 8, size & 255]);
  else if (size > 127) head = Buffer.from([tag, 0x81, size]);
  return Buffer.concat([head, body]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);

// 1.2.840.113549.1.1.11 (sha256WithRSAEncryption) with its empty parameter, 1.2.156.10197.1.501 (SM2 with SM3), and
// 2.5.4.3 (commonName).
const SHA256_RSA = sequence(tagged(0x06, Buffer.from('2a864886f70d01010b', 'hex')), Buffer.from('0500', 'hex'));
const SM3_SM2 = sequence(tagged(0x06, Buffer.from('2a811ccf55018375', 'hex')));
const COMMON_NAME = tagged(0x06, Buffer.from('550403', 'hex'));

const nameOf = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(name, 'utf8')))));

/** The widest time that both X.509's short and long form hold; these certificates are of a stand-in and need no end. */
const VALIDITY = sequence(tagged(0x17, Buffer.from('240101000000Z')), tagged(0x17, Buffer.from('491231235959Z')));

export interface CertificateDraft {
  readonly name: string;
  /** Hexadecimal, at most 20 bytes, the first digit below 8 and not zero. */
  readonly serial: string;
  readonly kind: 'rsa' | 'sm2';
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** An X.509 certificate signed by itself (RFC 5280), as PEM: Node reads certificates and cannot make them. */
export function selfSigned({ name, serial, kind, publicKey, privateKey }: CertificateDraft): string {
  const algorithm = kind === 'sm2' ? SM3_SM2 : SHA256_RSA;
  const body = sequence(
    tagged(0x02, Buffer.from(serial, 'hex')),
    algorithm,
    nameOf(name),
    VALIDITY,
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature =
    kind === 'sm2' ? signSm2(body, privateKey, ANYBODY) : createSign('sha256').update(body).sign(privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}
