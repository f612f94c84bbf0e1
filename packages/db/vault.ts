import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { assert } from '@shuke/kernel';

/**
 * Keyed hashes and sealed fields. Keys are derived for each merchant and purpose from the deployment's master
 * secret (HKDF-SHA256, RFC 5869), so that a dump of the database alone shows no phone number and no two merchants
 * can compare their guests.
 */
export interface Vault {
  /** A 16-byte keyed hash by which a value is looked up; the same value gives another hash for another merchant. */
  hash(merchantId: string, kind: string, value: string): Buffer;
  /** The keyed hash of what arrives before the merchant is known: a sign-in name, a key, a session. */
  hashGlobal(kind: string, value: string): Buffer;
  /** Seals a personal field (AES-256-GCM). */
  seal(merchantId: string, value: string): Buffer;
  /** Opens what `seal` made. Throws when the bytes were changed or belong to another merchant. */
  open(merchantId: string, sealed: Uint8Array): string;
}

const HASH_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_CACHED_KEYS = 10_000;

export function createVault(masterSecret: string): Vault {
  assert(masterSecret.length >= 32, 'the master secret has at least 32 characters');
  const keys = new Map<string, Buffer>();
  const keyOf = (owner: string, purpose: string): Buffer => {
    const id = `${purpose}:${owner}`;
    const known = keys.get(id);
    if (known) return known;
    if (keys.size >= MAX_CACHED_KEYS) keys.clear();
    const key = Buffer.from(hkdfSync('sha256', masterSecret, owner, `shuke ${purpose}`, 32));
    keys.set(id, key);
    return key;
  };
  const mac = (key: Buffer, kind: string, value: string): Buffer =>
    createHmac('sha256', key).update(`${kind}\0${value}`).digest().subarray(0, HASH_BYTES);
  return {
    hash: (merchantId, kind, value) => mac(keyOf(merchantId, 'hash'), kind, value),
    hashGlobal: (kind, value) => mac(keyOf('global', 'hash'), kind, value),
    seal: (merchantId, value) => seal(keyOf(merchantId, 'seal'), value),
    open: (merchantId, sealed) => open(keyOf(merchantId, 'seal'), Buffer.from(sealed)),
  };
}

// Sealed bytes: nonce, tag, ciphertext.
function seal(key: Buffer, value: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function open(key: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
