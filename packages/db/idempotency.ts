import { createHash } from 'node:crypto';
import { DAY_MS, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { Queryable, Tx } from './client.ts';
import { sql } from './sql.ts';

/** How long a key is remembered. Within this time a repeat is answered, after it the key is new again. */
export const IDEMPOTENCY_TTL_MS = 30 * DAY_MS;

interface IdempotencyRow {
  input_hash: Buffer;
  answer: Result<never> | null;
}

/**
 * Takes the key for this transaction, or gives what an earlier one answered. The insert waits for a transaction
 * that holds the same key, so two callers with one key never run side by side.
 */
export async function claimKey<T extends Result<unknown, Refusal>>(
  tx: Tx,
  key: string,
  hash: Buffer,
): Promise<T | null> {
  const claimed = await tx.run(sql`
    insert into idempotency (merchant_id, key, input_hash, created_at)
    values (${tx.merchantId}, ${key}, ${hash}, ${tx.now})
    on conflict (merchant_id, key) do nothing`);
  if (claimed === 1) return null;
  const row = await tx.one<IdempotencyRow>(sql`
    select input_hash, answer from idempotency where merchant_id = ${tx.merchantId} and key = ${key}`);
  if (!row.input_hash.equals(hash)) return refuse('idempotency_key_reused') as T;
  return row.answer as unknown as T;
}

/** Stores the answer in the transaction that made it, so that answer and effect are durable together. */
export async function rememberAnswer(tx: Tx, key: string, answer: Result<unknown, Refusal>): Promise<void> {
  await tx.run(sql`
    update idempotency set answer = ${JSON.stringify(answer)}
     where merchant_id = ${tx.merchantId} and key = ${key}`);
}

/** Deletes one chunk of keys past their time for one merchant; answers how many went. */
export const forgetOldKeys = (tx: Queryable, merchantId: string, before: Date): Promise<number> =>
  tx.run(sql`
    delete from idempotency
     where merchant_id = ${merchantId}
       and key in (select key from idempotency
                    where merchant_id = ${merchantId} and created_at < ${before} limit 1000)`);

/** A hash of what was asked that does not depend on the order of an object's keys. */
export const inputHash = (input: unknown): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(input ?? null, sortedKeys))
    .digest()
    .subarray(0, 16);

const sortedKeys = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
