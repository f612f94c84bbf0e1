import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { assert, Bug, Fault, isUuid, type Refusal, type Result } from '@shuke/kernel';
import { appendNumbered } from './append-events.ts';
import { checkout, gatherWrites, isConnectionLost, queryable, sqlState, type BatchTx, type Tx } from './client.ts';
import type { Ctx, Services } from './ctx.ts';
import { claimKey, inputHash, rememberAnswer } from './idempotency.ts';

export interface CommandOptions {
  /** The caller's idempotency key; without one every call has an effect. */
  readonly key?: string;
  /** What was asked. The same key with another input is refused. */
  readonly input?: unknown;
  /** Stores a refusal too, so that a repeat is refused alike: for commands about money. */
  readonly storeRefusals?: boolean;
  readonly plans?: Plans;
}

/**
 * `reused` plans each statement once for whatever values: for what serves one person by keys, which takes longer to plan than to
 * run. PostgreSQL by itself plans most of them every time, for it takes an array for ten values and finds three cheaper: that
 * was half of its time for a recognition.
 */
export type Plans = 'reused';

type KeyRefusal = Refusal<'idempotency_key_reused'>;

const MAX_ATTEMPTS = 4; // the first and three retries
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/**
 * The only way to write. Runs `body` in a transaction that sees only the actor's merchant. With a key the first
 * answer is stored and given again to every repeat; a refusal undoes what the body did. Serialization failures
 * and deadlocks are tried again at most three times, each a whole new transaction. Never nests.
 */
export async function inTx<T, R extends Refusal>(
  ctx: Ctx,
  options: CommandOptions,
  body: (tx: Tx) => Promise<Result<T, R>>,
): Promise<Result<T, R | KeyRefusal>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withClient(ctx.db.app, (client) => attemptCommand({ ctx, client, options }, body));
    } catch (error) {
      const state = sqlState(error);
      const retryable = state === SERIALIZATION_FAILURE || state === DEADLOCK;
      if (!retryable) throw error;
      if (attempt === MAX_ATTEMPTS) throw new Fault('the transaction met others on every attempt', { cause: error });
      await pause(attempt);
    }
  }
}

// Whoever waited for our rows needs a moment to take them. PostgreSQL lets a newcomer take a row of an aborted
// transaction before it, and then the same two deadlock again: seen three times in a row on a loaded machine.
const pause = (attempt: number): Promise<void> => sleep(attempt * randomInt(10, 40));

interface Attempt {
  ctx: Ctx;
  client: pg.PoolClient;
  options: CommandOptions;
}

async function attemptCommand<T, R extends Refusal>(
  { ctx, client, options }: Attempt,
  body: (tx: Tx) => Promise<Result<T, R>>,
): Promise<Result<T, R | KeyRefusal>> {
  const tx = openTx(ctx, client);
  try {
    // What comes first is sent behind the opening without waiting for it: until that has told whom it acts for, no row can be
    // seen or written.
    const opening = begin(client, openFor(ctx.actor.merchantId, { mode: 'read write', plans: options.plans }));
    if (options.key === undefined) {
      const [, result] = await inPipeline([opening, body(tx)]);
      if (result.ok) await commit(client);
      else await client.query('rollback');
      return result;
    }
    const hash = inputHash(ctx.purpose === undefined ? options.input : [ctx.purpose, options.input]);
    const [, earlier] = await inPipeline([opening, claimKey<Result<T, R | KeyRefusal>>(tx, options.key, hash)]);
    if (earlier) {
      await client.query('rollback');
      return earlier;
    }
    const keepsRefusal = options.storeRefusals === true;
    if (keepsRefusal) await client.query('savepoint command');
    const result = await body(tx);
    if (!result.ok && !keepsRefusal) {
      await client.query('rollback');
      return result;
    }
    if (!result.ok) await client.query('rollback to savepoint command');
    await rememberAnswer(tx, options.key, result);
    await commit(client);
    return result;
  } catch (error) {
    await rollback(client, error);
    throw error;
  }
}

// PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error: a body that caught a database error and
// went on would otherwise be told that what it did is durable.
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  assert(command === 'COMMIT', 'a command that met a database error does not go on and succeed');
}

/** Reads in one transaction that sees only the actor's merchant, from one snapshot. */
export async function inRead<T>(ctx: Ctx, body: (tx: Tx) => Promise<T>, plans?: Plans): Promise<T> {
  return withClient(ctx.db.app, async (client) => {
    try {
      // Sent behind the opening without waiting for it: until that has told whom it acts for, no row can be seen.
      const opening = begin(client, openFor(ctx.actor.merchantId, { mode: SNAPSHOT, plans }));
      const [, value] = await inPipeline([opening, body(openTx(ctx, client))]);
      await client.query('commit');
      return value;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  });
}

/**
 * One transaction that acts for several merchants, as the batch poster's role: for commands that were gathered from many
 * requests, each of which brings its own idempotency. Waits for a lock at most `lockTimeoutMs`; then the caller splits
 * the batch and tries again. Not retried here.
 */
export async function inBatch<T>(
  services: Services,
  { merchantIds, lockTimeoutMs }: { merchantIds: readonly string[]; lockTimeoutMs: number },
  body: (tx: BatchTx) => Promise<T>,
): Promise<T> {
  assert(merchantIds.length > 0 && merchantIds.every(isUuid), 'merchant ids are UUIDs');
  assert(Number.isInteger(lockTimeoutMs) && lockTimeoutMs > 0, 'a lock timeout is whole milliseconds');
  const opening = `begin; set local shuke.merchants = '${merchantIds.join(',')}'; set local lock_timeout = ${lockTimeoutMs}`;
  return withClient(services.db.poster, async (client) => {
    const tx = { ...queryable(client), now: services.clock.now(), vault: services.vault, gathered: [] };
    try {
      // Sent behind the opening without waiting for it: until that has told whom it acts for, no row can be seen or written.
      const [, value] = await inPipeline([begin(client, opening), body(tx)]);
      await inPipeline([appendNumbered(tx, tx.gathered), commit(client)]);
      return value;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  });
}

/** Waits for all that was sent, and throws the first error of those that failed. */
export async function inPipeline<const T extends readonly unknown[]>(
  sent: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(sent);
  return (await Promise.all(sent)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/** A long transaction of a bulk load, as the role that owns the staging tables. Not idempotent by itself. */
export async function inBulk<T>(ctx: Ctx, body: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
  return withClient(ctx.db.bulk, async (client) => {
    try {
      await begin(client, openFor(ctx.actor.merchantId, { mode: 'read write' }));
      const value = await body(openTx(ctx, client), client);
      await commit(client);
      return value;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  });
}

/** Reads from one snapshot for as long as it takes, over a connection that can COPY: for whoever copies a merchant's data. */
export async function inSnapshot<T>(ctx: Ctx, body: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
  return withClient(ctx.db.bulk, async (client) => {
    try {
      await begin(client, openFor(ctx.actor.merchantId, { mode: SNAPSHOT }));
      const value = await body(openTx(ctx, client), client);
      await client.query('commit');
      return value;
    } catch (error) {
      await rollback(client, error);
      throw error;
    }
  });
}

/** SET LOCAL takes no bind parameter, so its value is spliced, and only ever from an asserted UUID. */
function openFor(merchantId: string, { mode, plans }: { mode: string; plans?: Plans | undefined }): string {
  assert(isUuid(merchantId), 'a merchant id is a UUID');
  const planning = plans === 'reused' ? '; set local plan_cache_mode = force_generic_plan' : '';
  return `begin ${mode}; set local shuke.merchants = '${merchantId}'${planning}`;
}

const SNAPSHOT = 'isolation level repeatable read read only';

/** Opens a transaction. Where the connection turns out to be dead nothing has been done yet, and another one is taken. */
async function begin(client: pg.PoolClient, opening: string): Promise<void> {
  try {
    gatherWrites(client);
    await client.query(opening);
  } catch (error) {
    throw isConnectionLost(error) ? new StaleConnection('the connection was dead', { cause: error }) : error;
  }
}

class StaleConnection extends Fault {
  override name = 'StaleConnection';
}

const openTx = (ctx: Ctx, client: pg.PoolClient): Tx => ({
  ...queryable(client),
  merchantId: ctx.actor.merchantId,
  actor: ctx.actor,
  vault: ctx.vault,
  now: ctx.clock.now(),
});

// The pools whose connection the running code holds. Waiting for a second one of the same pool while holding the first
// is how a pool of any size comes to a standstill.
const held = new AsyncLocalStorage<readonly pg.Pool[]>();

/**
 * Takes a connection for `work`, and does not give back to the pool one whose transaction could not be ended. A pool may
 * hold connections that died unnoticed, as when PostgreSQL was restarted: as many are tried as it may hold, and one more.
 */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let left = pool.options.max; ; left -= 1) {
    try {
      return await onClient(pool, work);
    } catch (error) {
      if (!(error instanceof StaleConnection) || left <= 0) throw error;
    }
  }
}

async function onClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const outer = held.getStore() ?? [];
  assert(!outer.includes(pool), 'transactions never nest');
  const client = await checkout(pool);
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await held.run([...outer, pool], () => work(client));
  } catch (error) {
    const cause = error instanceof UnendedTransaction ? error.cause : error;
    const isLost = error instanceof UnendedTransaction || error instanceof StaleConnection || isConnectionLost(error);
    if (isLost) broken = error as Error;
    const isOurs = cause instanceof Bug || cause instanceof Fault;
    throw broken && !isOurs ? new Fault('the database connection was lost', { cause }) : cause;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

class UnendedTransaction extends Bug {
  override name = 'UnendedTransaction';
}

/** Ends a failed transaction. A connection on which even that fails must not return to the pool. */
export async function rollback(client: pg.PoolClient, error: unknown): Promise<void> {
  try {
    await client.query('rollback');
  } catch {
    throw new UnendedTransaction('rollback failed', { cause: error });
  }
}
