import { createHash, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';

/** Where the curve of GB/T 32918.5 stands in a public key: the object identifier 1.2.156.10197.1.301. */
const CURVE_ID = Buffer.from('06082a811ccf5501822d', 'hex');

/** Its a and b, and its base point, with which the identity of who signs is mixed. */
const CURVE = Buffer.from(
  [
    'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  ].join(''),
  'hex',
);

const NUMBER_BYTES = 32;

const publicPart = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });

/** Whether a key is one of SM2. Node names no type of such keys. */
export const isSm2 = (key: KeyObject): boolean => publicPart(key).includes(CURVE_ID);

/** What stands before each message: the SM3 of the identity, the curve and the public key (GB/T 32918.2, 5.5). */
function preamble(key: KeyObject, identity: string): Buffer {
  const bytes = Buffer.from(identity);
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(8 * bytes.length);
  const point = publicPart(key).subarray(-2 * NUMBER_BYTES);
  return createHash('sm3').update(bits).update(bytes).update(CURVE).update(point).digest();
}

/**
 * Signs with SM2 and SM3: r and s, 32 bytes each. Node tells OpenSSL of no identity, and its `sign` takes the empty one; a
 * signature that is fed in parts signs the bare SM3 instead, so that the identity goes before the message by hand. The worked
 * example of GB/T 32918.5 holds this to the standard.
 */
export function sm2Signature(message: Buffer, { key, identity }: { key: KeyObject; identity: string }): Buffer {
  const der = createSign('sm3').update(preamble(key, identity)).update(message).sign(key);
  const rBytes = der[3]!;
  return Buffer.concat([fixed(der.subarray(4, 4 + rBytes)), fixed(der.subarray(6 + rBytes))]);
}

export function isSm2Signature(
  signature: Buffer,
  { message, key, identity }: { message: Buffer; key: KeyObject; identity: string },
): boolean {
  if (signature.length !== 2 * NUMBER_BYTES) return false;
  const numbers = [integer(signature.subarray(0, NUMBER_BYTES)), integer(signature.subarray(NUMBER_BYTES))];
  const body = Buffer.concat(numbers);
  const der = Buffer.concat([Buffer.from([0x30, body.length]), body]);
  return createVerify('sm3').update(preamble(key, identity)).update(message).verify(key, der);
}

const fixed = (number: Buffer): Buffer => Buffer.concat([Buffer.alloc(NUMBER_BYTES), number]).subarray(-NUMBER_BYTES);

/** A number as DER has it: without zeros before it, but for one where it would read as below zero. */
function integer(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = number.subarray(first < 0 ? -1 : first);
  const value = digits[0]! > 0x7f ? Buffer.concat([Buffer.alloc(1), digits]) : digits;
  return Buffer.concat([Buffer.from([0x02, value.length]), value]);
}
