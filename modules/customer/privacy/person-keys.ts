import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { contextOf, headerOf, keysOf, openWith, sealingKey, sealWith, type SealingAlgorithm, type Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import * as store from './person-key-store.ts';

/** A personal text of one customer. The purpose names what it is, and it opens for that purpose alone. */
export interface PersonalText {
  readonly customerId: string;
  readonly purpose: string;
  readonly text: string;
}

export interface SealedText {
  readonly customerId: string;
  readonly purpose: string;
  readonly sealed: Buffer;
}

/** A person's new key, which is theirs once it is stored with them. */
export interface PersonKey extends store.WrappedKey {
  seal(purpose: string, text: string): Buffer;
}

const KEY_BYTES = 32;
const KEY_PURPOSE = 'customer key';
/** A person's key has one version: rotating the data key wraps it anew, and what it seals need not be touched. */
const ONLY_VERSION = 1;

/** Makes keys for people who are being made. The caller stores them in the statement that makes the people. */
export async function newPersonKeys(tx: Tx, customerIds: readonly string[]): Promise<PersonKey[]> {
  if (customerIds.length === 0) return [];
  const dataKey = await sealingKey(tx);
  const { algorithm, version: keyVersion } = dataKey;
  const random = randomBytes(KEY_BYTES * customerIds.length);
  return customerIds.map((customerId, i) => {
    const bytes = random.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES);
    const key = createSecretKey(bytes);
    return {
      customerId,
      keyVersion,
      wrapped: sealWith(dataKey, contextOf(tx.merchantId, KEY_PURPOSE, customerId), bytes),
      seal: (purpose, text) => sealText(tx, { key, algorithm }, { customerId, purpose, text }),
    };
  });
}

/**
 * Seals texts, each with the key of its person, who is given one if need be: answers in the order of the texts, null for
 * somebody who was erased and about whom nothing may be kept. At most two statements more than none, however many texts.
 */
export async function sealPersonal(tx: Tx, texts: readonly PersonalText[]): Promise<(Buffer | null)[]> {
  if (texts.length === 0) return [];
  const customerIds = [...new Set(texts.map(({ customerId }) => customerId))];
  let keys = await openKeys(tx, customerIds);
  const without = customerIds.filter((id) => !keys.has(id));
  if (without.length > 0) {
    await store.insertPersonKeys(tx, await newPersonKeys(tx, without));
    keys = new Map([...keys, ...(await openKeys(tx, without))]);
  }
  const { algorithm } = await sealingKey(tx);
  return texts.map((text) => {
    const key = keys.get(text.customerId);
    return key ? sealText(tx, { key, algorithm }, text) : null;
  });
}

/**
 * Opens texts, in their order; null for those of somebody who was erased. Throws when one was changed or moved. Who has read
 * the people's keys together with the texts brings them, and no statement is needed.
 */
export async function openPersonal(
  tx: Tx,
  texts: readonly SealedText[],
  wrapped?: readonly store.WrappedKey[],
): Promise<(string | null)[]> {
  if (texts.length === 0) return [];
  const customerIds = [...new Set(texts.map(({ customerId }) => customerId))];
  const keys = wrapped ? await unwrapped(tx, wrapped) : await openKeys(tx, customerIds);
  return texts.map(({ customerId, purpose, sealed }) => {
    // From before there were keys of persons: everything of a merchant under one key, of which an erasure removes the row.
    if (!headerOf(sealed)) return tx.vault.openDerived(tx.merchantId, sealed);
    const key = keys.get(customerId);
    return key ? openWith(key, contextOf(tx.merchantId, purpose, customerId), sealed).toString('utf8') : null;
  });
}

/** Wraps one page of the merchant's keys with the present data key. Answers where the next page begins, null at the end. */
export async function rewrapPage(tx: Tx, after: string, limit: number): Promise<{ next: string | null; done: number }> {
  const dataKey = await sealingKey(tx);
  const former = await store.pageToRewrap(tx, { current: dataKey.version, after, limit });
  if (former.length === 0) return { next: null, done: 0 };
  const opened = await unwrap(tx, former);
  const anew = former.map(({ customerId }, i) => ({
    customerId,
    keyVersion: dataKey.version,
    wrapped: sealWith(dataKey, contextOf(tx.merchantId, KEY_PURPOSE, customerId), opened[i]!),
  }));
  const done = await store.rewrapPersonKeys(tx, former, anew);
  return { next: former.length < limit ? null : former.at(-1)!.customerId, done };
}

async function openKeys(tx: Tx, customerIds: readonly string[]): Promise<Map<string, KeyObject>> {
  return unwrapped(tx, await store.readPersonKeys(tx, customerIds));
}

async function unwrapped(tx: Tx, rows: readonly store.WrappedKey[]): Promise<Map<string, KeyObject>> {
  const opened = await unwrap(tx, rows);
  return new Map(rows.map(({ customerId }, i) => [customerId, createSecretKey(opened[i]!)]));
}

async function unwrap(tx: Tx, rows: readonly store.WrappedKey[]): Promise<Buffer[]> {
  const keyOf = await keysOf(
    tx,
    rows.map(({ wrapped }) => wrapped),
  );
  return rows.map(({ customerId, wrapped }) => {
    const dataKey = must(keyOf(wrapped), 'a wrapped key names the data key that wraps it');
    return openWith(dataKey, contextOf(tx.merchantId, KEY_PURPOSE, customerId), wrapped);
  });
}

function sealText(
  tx: Tx,
  { key, algorithm }: { key: KeyObject; algorithm: SealingAlgorithm },
  { customerId, purpose, text }: PersonalText,
): Buffer {
  return sealWith({ version: ONLY_VERSION, algorithm, key }, contextOf(tx.merchantId, purpose, customerId), text);
}
