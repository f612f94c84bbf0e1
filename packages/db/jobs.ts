import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, run, type Runner, type TaskList } from 'graphile-worker';
import type { Services } from './ctx.ts';
import { sql } from './sql.ts';
import { isConnectionLost, type Tx } from './client.ts';

/** A job: its name, and what it does with the payload that was enqueued. Runs at least once, so it is idempotent. */
export interface Job<Payload = unknown> {
  readonly name: string;
  /** `stopping` fires when the server goes down: a job that takes long then leaves the rest to its next run. */
  run(services: Services, payload: Payload, stopping?: AbortSignal): Promise<void>;
  /** A crontab line in UTC, for jobs that come round by themselves. */
  readonly schedule?: string;
}

export interface NewJob {
  readonly name: string;
  readonly payload: object;
  /** A job with the same key that has not started yet is replaced rather than doubled. */
  readonly jobKey?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
}

/** Enqueues a job in the caller's transaction: it exists exactly if the transaction commits. */
export async function enqueue(tx: Tx, { name, payload, jobKey, runAt, maxAttempts = 5 }: NewJob): Promise<void> {
  await tx.run(sql`
    select shuke_enqueue(${name}, ${JSON.stringify(payload)}::json, ${jobKey ?? null}, ${runAt ?? tx.now}, ${maxAttempts})`);
}

/** Starts working on jobs. `stop` waits for those under way, whose `stopping` has fired, and takes no more. */
export async function startJobs(services: Services, jobs: readonly Job<never>[]): Promise<{ stop(): Promise<void> }> {
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async (payload, { abortSignal }) => {
      try {
        await job.run(services, payload as never, abortSignal);
      } catch (error) {
        await databaseIsBack(services, abortSignal);
        throw error;
      }
      services.log.info({ job: job.name }, 'job done');
    };
  }
  const scheduled = jobs.flatMap(({ name, schedule }) => (schedule ? [{ task: name, match: schedule }] : []));
  const runner: Runner = await run({
    pgPool: services.db.jobs,
    taskList,
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 0,
    parsedCronItems: parseCronItems(scheduled),
    logger: new Logger(() => (level, message) => {
      if (level === 'error') services.log.error({ source: 'jobs' }, message);
      else if (level === 'warning') services.log.warn({ source: 'jobs' }, message);
    }),
  });
  const onUnhandled = orWarn(services);
  process.on('unhandledRejection', onUnhandled);
  return {
    stop: async () => {
      await runner.stop();
      // The queue goes on for a while telling a database that is away which jobs have failed.
      setTimeout(() => process.off('unhandledRejection', onUnhandled), LATE_REJECTIONS_MS).unref();
    },
  };
}

const LATE_REJECTIONS_MS = 10_000;
const LOOK_EVERY_MS = 500;
const MOST_LOOKS = 120;

/**
 * Waits, at most a minute, until the database answers. A job that failed because it was away can then be told to the queue, which
 * would otherwise keep it locked for four hours.
 */
async function databaseIsBack({ db }: Services, stopping: AbortSignal | undefined): Promise<void> {
  for (let look = 0; look < MOST_LOOKS && stopping?.aborted !== true; look += 1) {
    try {
      await db.jobs.query('select 1');
      return;
    } catch {
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/** The queue leaves unhandled what it cannot tell a database that has just gone; that must not end the server. */
const orWarn =
  ({ log }: Services) =>
  (error: unknown): void => {
    if (!isConnectionLost(error)) throw error;
    log.warn({ error: (error as Error).message }, 'the job queue lost its database connection');
  };
