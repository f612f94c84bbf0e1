import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { assert } from '@shuke/kernel';

/**
 * How a field is sealed. AES-256-GCM unless the deployment asks for the Chinese algorithms: OpenSSL as Node brings it has no
 * SM4-GCM, so these are SM4-CTR (GB/T 32907) and then HMAC-SM3 (GB/T 32905) over all of it, each under a key of its own.
 */
export const SEALING_ALGORITHMS = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;
export type SealingAlgorithm = (typeof SEALING_ALGORITHMS)[number];

/** A key that seals, and which one of its owner's it is. */
export interface SealingKey {
  readonly version: number;
  readonly algorithm: SealingAlgorithm;
  /** 32 bytes, whatever the algorithm. An object and not bytes: measured, that makes sealing three times as fast. */
  readonly key: KeyObject;
}

/** What sealed bytes say of themselves. */
export interface SealedHeader {
  readonly version: number;
  readonly algorithm: SealingAlgorithm;
}

/** By what one value is sealed: `aad` is bound to it without standing in it. */
interface Lock {
  readonly key: KeyObject;
  readonly nonce: Buffer;
  readonly aad: Buffer;
}

interface Box {
  readonly tag: Buffer;
  readonly body: Buffer;
}

interface Cipher {
  readonly nonceBytes: number;
  seal(lock: Lock, plain: Buffer): Box;
  open(lock: Lock, box: Box): Buffer;
}

export const KEY_BYTES = 32;
const TAG_BYTES = 16;
const MAGIC = Buffer.from([0x53, 0x4b, 1]); // SK, format 1
const HEADER_BYTES = MAGIC.length + 1 + 4;

/** Seals text or bytes. They open only in the same context: the merchant, the purpose, the person. */
export function sealWith({ version, algorithm, key }: SealingKey, context: string, plain: string | Buffer): Buffer {
  assert(key.symmetricKeySize === KEY_BYTES, 'a sealing key has 32 bytes');
  const cipher = CIPHERS[algorithm];
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt8(SEALING_ALGORITHMS.indexOf(algorithm) + 1, MAGIC.length);
  header.writeUInt32BE(version, MAGIC.length + 1);
  const nonce = randomBytes(cipher.nonceBytes);
  const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain;
  const { tag, body } = cipher.seal({ key, nonce, aad: aadOf(header, context) }, bytes);
  return Buffer.concat([header, nonce, tag, body]);
}

/** Opens what `sealWith` made. Throws when a byte was changed, or key or context are others. */
export function openWith(key: KeyObject, context: string, sealed: Buffer): Buffer {
  const header = headerOf(sealed);
  assert(header !== null, 'sealed bytes begin with their header');
  const cipher = CIPHERS[header.algorithm];
  const nonceEnd = HEADER_BYTES + cipher.nonceBytes;
  const tagEnd = nonceEnd + TAG_BYTES;
  assert(sealed.length >= tagEnd, 'sealed bytes are whole');
  const box = { tag: sealed.subarray(nonceEnd, tagEnd), body: sealed.subarray(tagEnd) };
  const aad = aadOf(sealed.subarray(0, HEADER_BYTES), context);
  return cipher.open({ key, nonce: sealed.subarray(HEADER_BYTES, nonceEnd), aad }, box);
}

/** What sealed bytes say of themselves, or null for those from before there was a header. */
export function headerOf(sealed: Buffer): SealedHeader | null {
  if (sealed.length < HEADER_BYTES || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const algorithm = SEALING_ALGORITHMS[sealed.readUInt8(MAGIC.length) - 1];
  return algorithm === undefined ? null : { algorithm, version: sealed.readUInt32BE(MAGIC.length + 1) };
}

/** The bytes with which everything begins that a key seals: what a statement looks for to find what others have sealed. */
export function headerBytes({ version, algorithm }: SealedHeader): Buffer {
  const rest = Buffer.alloc(5);
  rest.writeUInt8(SEALING_ALGORITHMS.indexOf(algorithm) + 1);
  rest.writeUInt32BE(version, 1);
  return Buffer.concat([MAGIC, rest]);
}

const aadOf = (header: Buffer, context: string): Buffer => Buffer.concat([header, Buffer.from(context, 'utf8')]);

const CIPHERS: Readonly<Record<SealingAlgorithm, Cipher>> = {
  'aes-256-gcm': {
    nonceBytes: 12,
    seal({ key, nonce, aad }, plain) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { tag: cipher.getAuthTag(), body };
    },
    open({ key, nonce, aad }, { tag, body }) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad).setAuthTag(tag);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  },
  'sm4-ctr-hmac-sm3': {
    nonceBytes: 16,
    seal(lock, plain) {
      const cipher = createCipheriv('sm4-ctr', sm4Key(lock.key), lock.nonce);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return { tag: sm3Tag(lock, body), body };
    },
    open(lock, { tag, body }) {
      assert(timingSafeEqual(tag, sm3Tag(lock, body)), 'sealed bytes are as they were made');
      const decipher = createDecipheriv('sm4-ctr', sm4Key(lock.key), lock.nonce);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    },
  },
};

const derived = (key: KeyObject, purpose: string): Buffer => createHmac('sm3', key).update(`shuke ${purpose}`).digest();
const sm4Key = (key: KeyObject): KeyObject => createSecretKey(derived(key, 'sm4').subarray(0, 16));

// The length in front keeps a byte from moving between what is bound and what is sealed.
function sm3Tag({ key, nonce, aad }: Lock, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(aad.length);
  const mac = createHmac('sm3', derived(key, 'sm3 tag'));
  return mac.update(length).update(aad).update(nonce).update(body).digest().subarray(0, TAG_BYTES);
}
