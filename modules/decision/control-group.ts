import type { Vault } from '@shuke/db';
import { CONTROL_BPS } from './assumptions.ts';
import type { People } from './people.ts';

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

/**
 * Says who is in the control group now. A merged person is in that of the customer who was there first: whichever way two are
 * merged it is one of the two groups and the same one, nobody can pick it, and un-merging gives each their own back.
 */
export const controlGroup =
  (vault: Vault, merchantId: string, { eldestOf }: People) =>
  (customerId: string): boolean =>
    isControl(bucketOf(vault, merchantId, eldestOf(customerId)), CONTROL_BPS);
