import type { Vault } from '@shuke/db';

const BUCKETS = 10_000;
const HASH_BYTES = 6;

/**
 * A customer's permanent bucket, 0 to 9,999: a keyed hash of the id under the merchant's own key. It needs no table, is
 * the same in every plan, and cannot be foreseen or chosen without the key. 48 bits make all buckets equally likely to
 * one part in 10¹⁰.
 */
export const bucketOf = (vault: Vault, merchantId: string, customerId: string): number =>
  vault.hash(merchantId, 'control group', customerId).readUIntBE(0, HASH_BYTES) % BUCKETS;

/** True for customers from whom offers are withheld, so that the others can be compared with them. */
export const isControl = (bucket: number, controlBps: number): boolean => bucket < controlBps;
