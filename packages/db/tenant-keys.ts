import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { DAY_MS, must } from '@shuke/kernel';
import type { Tx } from './client.ts';
import * as store from './data-key-store.ts';
import { headerOf, KEY_BYTES, openWith, sealWith, type SealingAlgorithm, type SealingKey } from './sealed.ts';
import type { KeyRing } from './vault.ts';

/** How long a process goes on with the keys that it has read. */
const RING_TTL_MS = 60_000;
const MAX_RINGS = 1000;
/** How long a retired key can still be read: longer than any process or transaction that knows of nothing newer. */
const RETIRED_KEPT_MS = DAY_MS;

/** The key that seals for the transaction's merchant now. A merchant that has none is given its first. */
export async function sealingKey(tx: Tx): Promise<SealingKey> {
  const known = await keyRing(tx);
  if (known.keys[0]) return known.keys[0];
  await store.insertDataKey(tx, newDataKey(tx, 1));
  return must((await readRing(tx)).keys[0], 'a merchant has a data key by now');
}

/** Seals texts for one purpose under the merchant's data key. What is a person's own is sealed by the customer module. */
export async function sealMany(tx: Tx, purpose: string, texts: readonly string[]): Promise<Buffer[]> {
  if (texts.length === 0) return [];
  const key = await sealingKey(tx);
  return texts.map((text) => sealWith(key, contextOf(tx.merchantId, purpose), text));
}

/** Opens what `sealMany` sealed for the same purpose, or what was sealed before there were data keys. Throws when it was changed. */
export async function openMany(tx: Tx, purpose: string, sealed: readonly Buffer[]): Promise<string[]> {
  const keyOf = await keysOf(tx, sealed);
  const context = contextOf(tx.merchantId, purpose);
  return sealed.map((bytes) => {
    const key = keyOf(bytes);
    return key ? openWith(key, context, bytes).toString('utf8') : tx.vault.openDerived(tx.merchantId, bytes);
  });
}

/**
 * Gives for each of some sealed values the data key that sealed it; null for a value from before there were data keys. A
 * process that does not know a key yet, because another one has rotated meanwhile, reads them again.
 */
export async function keysOf(tx: Tx, sealed: readonly Buffer[]): Promise<(bytes: Buffer) => KeyObject | null> {
  const versions = new Set(sealed.flatMap((bytes) => headerOf(bytes)?.version ?? []));
  if (versions.size === 0) return () => null;
  let { keys } = await keyRing(tx);
  const isKnown = (version: number): boolean => keys.some((key) => key.version === version);
  if (![...versions].every(isKnown)) ({ keys } = await readRing(tx));
  const byVersion = new Map(keys.map(({ version, key }) => [version, key]));
  return (bytes) => {
    const header = headerOf(bytes);
    if (!header) return null;
    return must(byVersion.get(header.version), `data key ${header.version} of the merchant is there`);
  };
}

/** What a sealed value is bound to, so that it cannot be moved to another merchant, column or person. */
export const contextOf = (merchantId: string, purpose: string, personId = ''): string =>
  `${merchantId}\0${purpose}\0${personId}`;

/** Adds the next data key, with which everything is sealed from now on; a process that has read the keys follows within a minute. */
export async function addDataKey(tx: Tx, algorithm: SealingAlgorithm = tx.vault.algorithm): Promise<SealingKey> {
  const newest = (await sealingKey(tx)).version;
  await store.insertDataKey(tx, { ...newDataKey(tx, newest + 1), algorithm });
  return must((await readRing(tx)).keys[0], 'a merchant has a data key by now');
}

/** Wraps the merchant's data keys with the present key-encryption key where another one did; answers how many. */
export async function rewrapDataKeys(tx: Tx): Promise<number> {
  let wrapped = 0;
  for (const row of await store.readDataKeys(tx)) {
    if (row.kek_id.equals(tx.vault.kekId)) continue;
    const key = tx.vault.unwrapKey(wrapContext(tx, row.key_version), row.kek_id, row.wrapped);
    wrapped += await store.rewrapDataKey(tx, { ...row, ...wrapping(tx, row.key_version, key) }, row.kek_id);
  }
  return wrapped;
}

/**
 * Says that nothing is sealed any more with keys before `version`. They are destroyed by the first rotation a day later, and
 * not at once: a process may have sealed with one of them a moment ago, and somebody may be about to open what he has read.
 */
export async function retireOldKeys(tx: Tx, version: number): Promise<void> {
  await store.destroyRetiredKeys(tx, new Date(tx.now.getTime() - RETIRED_KEPT_MS));
  await store.retireDataKeys(tx, version);
}

/** Reads the merchant's keys anew, in a transaction after the one that added a key: this process goes on with that one. */
export async function refreshKeys(tx: Tx): Promise<SealingKey> {
  const ring = await readRing(tx);
  remember(tx, ring);
  return must(ring.keys[0], 'a merchant whose keys were rotated has some');
}

async function keyRing(tx: Tx): Promise<KeyRing> {
  const known = tx.vault.rings.get(tx.merchantId);
  const ageMs = known ? tx.now.getTime() - known.readAtMs : Infinity;
  return known && ageMs >= 0 && ageMs < RING_TTL_MS ? known : readRing(tx);
}

async function readRing(tx: Tx): Promise<KeyRing> {
  const rows = await store.readDataKeys(tx);
  const keys = rows.map(({ key_version: version, algorithm, kek_id, wrapped }) => {
    const key = createSecretKey(tx.vault.unwrapKey(wrapContext(tx, version), kek_id, wrapped));
    return { version, algorithm, key };
  });
  const ring = { keys, readAtMs: tx.now.getTime() };
  if (keys.length > 0 && !rows.some((row) => isOwn(tx, row))) remember(tx, ring);
  return ring;
}

// A key that this very transaction has made is there only if it commits: what was sealed with one that never came to be
// could not be opened by anybody.
const isOwn = (tx: Tx, row: store.DataKeyRow): boolean => row.created_at.getTime() === tx.now.getTime();

// Who has read before a rotation committed and comes to it afterwards must not bring the former key back.
function remember({ vault, merchantId }: Tx, ring: KeyRing): void {
  if (newestOf(vault.rings.get(merchantId)) > newestOf(ring)) return;
  if (vault.rings.size >= MAX_RINGS) vault.rings.clear();
  vault.rings.set(merchantId, ring);
}

const newestOf = (ring: KeyRing | undefined): number => ring?.keys[0]?.version ?? 0;

function newDataKey(tx: Tx, version: number): Omit<store.DataKeyRow, 'created_at'> {
  const { algorithm } = tx.vault;
  return { key_version: version, algorithm, ...wrapping(tx, version, randomBytes(KEY_BYTES)) };
}

const wrapping = (tx: Tx, version: number, key: Buffer) => ({
  kek_id: tx.vault.kekId,
  wrapped: tx.vault.wrapKey(wrapContext(tx, version), key),
});

const wrapContext = ({ merchantId }: Tx, version: number): string => contextOf(merchantId, `data key ${version}`);
