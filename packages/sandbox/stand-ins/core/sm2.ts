import { createHash, createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';

// Written from GB/T 32918 and not shared with the adapter, so that an error of one shows against the other.

/** Who signs, where nobody says so: the identity of GM/T 0009. */
export const ANYBODY = '1234567812345678';

const CURVE =
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';

/** ZA of the standard: who signs and with which key, mixed in front of the message. */
function za(publicKey: KeyObject, identity: string): Buffer {
  const bits = (Buffer.byteLength(identity) * 8).toString(16).padStart(4, '0');
  const point = publicKey.export({ type: 'spki', format: 'der' }).toString('hex').slice(-128);
  const content = `${bits}${Buffer.from(identity).toString('hex')}${CURVE}${point}`;
  return createHash('sm3').update(content, 'hex').digest();
}

/** A signature with SM3, as DER. Node's streamed signing takes the SM3 of what it is fed and adds no identity of its own. */
export const signSm2 = (message: string | Buffer, privateKey: KeyObject, identity: string): Buffer =>
  createSign('sm3')
    .update(Buffer.concat([za(createPublicKey(privateKey), identity), Buffer.from(message)]))
    .sign(privateKey);

export const verifiesSm2 = (
  message: string,
  { publicKey, identity, der }: { readonly publicKey: KeyObject; readonly identity: string; readonly der: Buffer },
): boolean =>
  createVerify('sm3')
    .update(Buffer.concat([za(publicKey, identity), Buffer.from(message)]))
    .verify(publicKey, der);

/** r and s with 32 bytes each, out of DER. */
export function rsOf(der: Buffer): Buffer {
  const second = 4 + der[3]!;
  const numbers = [der.subarray(4, second), der.subarray(second + 2)];
  return Buffer.from(numbers.map((number) => number.toString('hex').padStart(64, '0').slice(-64)).join(''), 'hex');
}

/** DER out of r and s, which a leading zero keeps above zero. */
export function derOf(rs: Buffer): Buffer {
  const numbers = [rs.subarray(0, 32), rs.subarray(32)].map((number) => {
    const hex = BigInt(`0x0${number.toString('hex')}`).toString(16);
    const even = hex.length % 2 === 0 ? hex : `0${hex}`;
    const value = Buffer.from(Number.parseInt(even.slice(0, 2), 16) > 127 ? `00${even}` : even, 'hex');
    return Buffer.concat([Buffer.from([0x02, value.length]), value]);
  });
  const body = Buffer.concat(numbers);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}
