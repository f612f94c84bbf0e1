import { Logger, parseCronItems, run, type Runner, type TaskList } from 'graphile-worker';
import type { Services } from './ctx.ts';
import { sql } from './sql.ts';
import type { Tx } from './client.ts';

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
      await job.run(services, payload as never, abortSignal);
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
  return { stop: () => runner.stop() };
}
