export { sql, raw, type Statement } from './sql.ts';
export { constraintOf, queryable, sqlState, type BatchTx, type Queryable, type Tx } from './client.ts';
export { systemCtx, type Actor, type Ctx, type Db, type Log, type Services } from './ctx.ts';
export { createVault, type Vault } from './vault.ts';
export { createLanes, type Lanes, type LanesOptions } from './lanes.ts';
export { inBatch, inBulk, inRead, inTx, type CommandOptions } from './tx.ts';
export { forgetOldKeys, IDEMPOTENCY_TTL_MS } from './idempotency.ts';
export {
  appendEvents,
  appendMerchantEvents,
  eventsAfter,
  relayOnce,
  startRelay,
  type FeedEvent,
  type MerchantEvent,
  type NewEvent,
} from './outbox.ts';
export { enqueue, startJobs, type Job } from './jobs.ts';
export { migrate, UnusableDatabase, type MigrateOptions } from './migrate.ts';
export { openDb, type OpenOptions } from './open.ts';
export { inLookup } from './lookup.ts';
