import { createDecipheriv, createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { assert, Fault } from '@shuke/kernel';
import { KEY_BYTES, openWith, sealWith, type SealingAlgorithm, type SealingKey } from './sealed.ts';

/**
 * What the deployment's secrets are good for: keyed hashes, and the key-encryption key that wraps each tenant's data keys,
 * which stand in the database and seal what is sealed (`tenant-keys.ts`). A dump of the database alone opens nothing,
 * shows no phone number, and no two merchants can compare their guests.
 */
export interface Vault {
  /**
   * A 16-byte keyed hash by which a value is looked up; the same value gives another hash for another merchant. Its key
   * follows from the master secret and does not rotate with the data keys: while one rotated, each lookup would have to
   * ask for two hashes, and two that were one would not meet in the unique key that makes them one person.
   */
  hash(merchantId: string, kind: string, value: string): Buffer;
  /** The keyed hash of what arrives before the merchant is known: a sign-in name, a key, a session. */
  hashGlobal(kind: string, value: string): Buffer;
  /** The algorithm of data keys that are made from now on. */
  readonly algorithm: SealingAlgorithm;
  /** Which key-encryption key wraps now: a fingerprint of it. */
  readonly kekId: Buffer;
  wrapKey(context: string, key: Buffer): Buffer;
  /** Throws a fault that names the key-encryption key when this deployment does not have it. */
  unwrapKey(context: string, kekId: Buffer, wrapped: Buffer): Buffer;
  /** Opens what was sealed before there were data keys. */
  openDerived(merchantId: string, sealed: Buffer): string;
  /** Data keys of tenants, unwrapped, for a short time: see `tenant-keys.ts`, which alone uses it. */
  readonly rings: Map<string, KeyRing>;
}

/** A tenant's data keys, the current one first. */
export interface KeyRing {
  readonly keys: readonly SealingKey[];
  readonly readAtMs: number;
}

export interface VaultOptions {
  /** A key-encryption key of its own, kept elsewhere than the master secret, from which it follows otherwise. */
  readonly kek?: string | undefined;
  /** Those that were in use before and may still wrap something. */
  readonly formerKeks?: readonly string[];
  readonly algorithm?: SealingAlgorithm;
}

const HASH_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_CACHED_KEYS = 10_000;

export function createVault(masterSecret: string, options: VaultOptions = {}): Vault {
  assert(masterSecret.length >= 32, 'the master secret has at least 32 characters');
  const keyOf = derivedKeys(masterSecret);
  const keks = keyEncryptionKeys(masterSecret, options);
  const current = keks[0]!;
  return {
    hash: (merchantId, kind, value) => mac(keyOf(merchantId, 'hash'), kind, value),
    hashGlobal: (kind, value) => mac(keyOf('global', 'hash'), kind, value),
    algorithm: options.algorithm ?? 'aes-256-gcm',
    kekId: current.id,
    wrapKey: (context, key) => sealWith({ version: 0, algorithm: 'aes-256-gcm', key: current.key }, context, key),
    unwrapKey(context, kekId, wrapped) {
      const kek = keks.find(({ id }) => id.equals(kekId));
      if (!kek) throw new Fault(`the key-encryption key ${kekId.toString('hex')} is missing: set SHUKE_KEK_FORMER`);
      return openWith(kek.key, context, wrapped);
    },
    openDerived: (merchantId, sealed) => openDerived(keyOf(merchantId, 'seal'), sealed),
    rings: new Map(),
  };
}

const mac = (key: KeyObject, kind: string, value: string): Buffer =>
  createHmac('sha256', key).update(`${kind}\0${value}`).digest().subarray(0, HASH_BYTES);

/** Keys for an owner and a purpose that follow from the master secret (HKDF-SHA256, RFC 5869). */
function derivedKeys(masterSecret: string): (owner: string, purpose: string) => KeyObject {
  const keys = new Map<string, KeyObject>();
  return (owner, purpose) => {
    const id = `${purpose}:${owner}`;
    const known = keys.get(id);
    if (known) return known;
    if (keys.size >= MAX_CACHED_KEYS) keys.clear();
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterSecret, owner, `shuke ${purpose}`, KEY_BYTES)));
    keys.set(id, key);
    return key;
  };
}

interface Kek {
  readonly id: Buffer;
  readonly key: KeyObject;
}

// The one that follows from the master secret is always among them, so that a deployment can go over to one of its own.
function keyEncryptionKeys(masterSecret: string, { kek, formerKeks = [] }: VaultOptions): Kek[] {
  return [...(kek === undefined ? [] : [kek]), masterSecret, ...formerKeks].map((secret) => {
    assert(secret.length >= 32, 'a key-encryption key has at least 32 characters');
    const bytes = Buffer.from(hkdfSync('sha256', secret, 'global', 'shuke key encryption', KEY_BYTES));
    return { key: createSecretKey(bytes), id: createHash('sha256').update(bytes).digest().subarray(0, 8) };
  });
}

// Nonce, tag and ciphertext of AES-256-GCM, without a header.
function openDerived(key: KeyObject, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
