export { sql, raw, type Statement } from './sql.ts';
export { constraintOf, queryable, sqlState, type BatchTx, type Queryable, type Tx } from './client.ts';
export { systemCtx, type Actor, type Ctx, type Db, type Log, type Services } from './ctx.ts';
export { createVault, type Vault, type VaultOptions } from './vault.ts';
export { headerBytes, headerOf, openWith, SEALING_ALGORITHMS, sealWith, type SealingAlgorithm } from './sealed.ts';
export {
  addDataKey,
  contextOf,
  keysOf,
  openMany,
  refreshKeys,
  retireOldKeys,
  rewrapDataKeys,
  sealingKey,
  sealMany,
} from './tenant-keys.ts';
export type { DataMapEntry } from './data-map.ts';
export { forgetPerson, type Traces } from './forget-person.ts';
export { createLanes, type Lanes, type LanesOptions } from './lanes.ts';
export { inBatch, inBulk, inPipeline, inRead, inSnapshot, inTx, type CommandOptions } from './tx.ts';
export { forgetOldKeys, IDEMPOTENCY_TTL_MS } from './idempotency.ts';
export { appendEvents, appendMerchantEvents } from './append-events.ts';
export { hurry } from './hurry.ts';
export { pauser } from './pauser.ts';
export { inSavepoint } from './savepoint.ts';
export { rowsChanged } from './rows-changed.ts';
export type { MerchantEvent, NewEvent } from './event.ts';
export { eventsAfter, relayOnce, startRelay, type FeedEvent } from './outbox.ts';
export { eventAt, headOf, headsOf, toldAfter, type ToldEvent } from './outbox-look.ts';
export { followAll, followOnce, type Follower } from './follow.ts';
export { courtesyOf, startFollowers, type FollowerHealth, type RunningFollowers } from './start-followers.ts';
export { enqueue, startJobs, type Job } from './jobs.ts';
export { roundJob, type EveryMerchant, type Round } from './round.ts';
export { migrate, UnusableDatabase, type MigrateOptions } from './migrate.ts';
export { openDb, type OpenOptions } from './open.ts';
export { inLookAcross, inLookup } from './lookup.ts';
