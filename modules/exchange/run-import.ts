import { merchantSettings } from '@shuke/merchant';
import { MAX_LINES } from '@shuke/order';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { assert, Fault, must, newId, ok, refuse, SECOND_MS, type Result } from '@shuke/kernel';
import type { ImportRefusal, RunRefusal } from './errors.ts';
import * as store from './import-store.ts';
import { DamagedFile, readInThread } from './reader/read-in-thread.ts';
import type { ReaderTask } from './reader/reader.ts';
import { settledReading } from './resolve-mapping.ts';
import { ImportStopped, saveProgress, type Attempt, type ImportProgress } from './stage/attempt.ts';
import { joinTorn } from './stage/join-torn.ts';
import { peopleStaging } from './stage/people-staging.ts';
import { postOrders, postPeople } from './stage/post-staged.ts';
import { readerHost } from './stage/reader-host.ts';
import { analyzeStaged, clearStaged } from './staging-store.ts';

/** A runner says every second that it lives; after this long without a word another may take over. */
export const SILENT_MS = 20 * SECOND_MS;

export interface RunImport {
  readonly importId: string;
  readonly path: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Fires when the process is to end; the import is then left as it is, for the next runner. */
  readonly stopping?: AbortSignal | undefined;
}

/**
 * Runs a started import from its file to posted orders. Idempotent: an import that was cut short, by kill -9 too, is run
 * again whole and posts only what is missing. Refuses with `import_running` while another process works on it. An import
 * that is stopped stays running, with nobody at work on it.
 */
export async function runImport(ctx: Ctx, command: RunImport): Promise<Result<null, ImportRefusal>> {
  const claimed = await claim(ctx, command.importId);
  if (!claimed.ok) return claimed;
  const { run, row } = claimed.value;
  try {
    const merchant = await inRead(ctx, merchantSettings);
    const reading = await settledReading(command.path, { mapping: row.mapping }, merchant);
    if (!reading.ok) {
      await end(ctx, run, reading.refusal.code);
      return reading;
    }
    const { path, stopping } = command;
    const attempt = attemptOf({ ctx, run, merchant, path, reading: reading.value, stopping });
    await withProgress(attempt, command.onProgress, () => work(attempt));
    await end(ctx, run, null);
    return ok(null);
  } catch (error) {
    if (error instanceof ImportStopped) return leave(ctx, run);
    const failure = failureOf(error);
    // Where even this cannot be written down, the silence of this runner says it.
    await end(ctx, run, failure).catch(() => {});
    if (failure === 'import_file_damaged') return refuse(failure);
    throw error;
  }
}

interface Claimed {
  readonly run: store.Run;
  readonly row: store.ImportRow;
}

/** Makes this process the one that runs the import, unless another is at it, and clears up behind one that is gone. */
async function claim(ctx: Ctx, importId: string): Promise<Result<Claimed, RunRefusal>> {
  const run = { importId, runnerId: newId() };
  let gone: string | null = null;
  const claimed = await inTx<Claimed, RunRefusal>(ctx, {}, async (tx) => {
    const runner = await store.lockImport(tx, importId);
    if (!runner) return refuse('import_not_found', { importId });
    if (runner.status === 'done') return refuse('import_ended', { importId });
    assert(runner.status !== 'uploaded', 'an import is started before it is run');
    if (isAtWork(runner, tx.now)) return refuse('import_running', { importId });
    gone = runner.runner_id;
    await store.claimRun(tx, run);
    await store.clearRejects(tx, importId);
    return ok({ run, row: must(await store.findImport(tx, importId), 'a locked import is there') });
  });
  if (gone !== null) await clearStaged(ctx, gone);
  return claimed as Result<Claimed, RunRefusal>;
}

/** Leaves the import to another process. What was staged is cleared up by that one: here there is no time for it. */
async function leave(ctx: Ctx, run: store.Run): Promise<Result<null, never>> {
  await inTx(ctx, {}, async (tx) => ok(await store.leaveRun(tx, run)));
  return ok(null);
}

const isAtWork = ({ status, runner_id, heard_at }: store.Runner, now: Date): boolean =>
  status === 'running' && runner_id !== null && heard_at !== null && now.getTime() - heard_at.getTime() < SILENT_MS;

const failureOf = (error: unknown) =>
  error instanceof DamagedFile ? 'import_file_damaged' : error instanceof Fault ? 'unavailable' : 'internal_error';

const attemptOf = (parts: Omit<Attempt, 'counts' | 'phase'>): Attempt => ({
  ...parts,
  counts: { bytesRead: 0, rowsRead: 0, rowsTidied: 0, rowsRejected: 0, ordersPosted: 0 },
  phase: 'reading',
});

async function work(attempt: Attempt): Promise<void> {
  const people = peopleStaging(attempt);
  const host = readerHost(attempt, people);
  const batches = await readInThread(taskOf(attempt), host).catch(async (error: unknown) => {
    // What is still on its way into staging would come behind the broom, and stay.
    await Promise.allSettled([people.settle(), host.settle()]);
    throw error;
  });
  await people.end();
  await host.settle();
  await saveProgress(attempt);
  attempt.phase = 'posting';
  const joined = await joinTorn(attempt, batches.length);
  await analyzeStaged(attempt.ctx);
  await postPeople(attempt, people.batches);
  await postOrders(attempt, [...batches, ...joined]);
}

const taskOf = ({ ctx, run, path, merchant, reading }: Attempt): ReaderTask => {
  const { mapping, shape } = reading;
  const { isCompressed, delimiter, columns, hasHeader } = shape;
  const { currency, timeZone, dayStartMinute } = merchant;
  const now = { nowMs: ctx.clock.now().getTime(), loadId: run.runnerId, maxLines: MAX_LINES };
  const file = { path, isCompressed, encoding: shape.encoding, delimiter, columns, hasHeader };
  return { ...file, mapping, merchant: { currency, timeZone, dayStartMinute }, ...now };
};

/** Tells every second how far the work is, to whoever looks at the import and to the caller. */
async function withProgress(
  attempt: Attempt,
  onProgress: RunImport['onProgress'],
  body: () => Promise<void>,
): Promise<void> {
  const tell = (): void => onProgress?.(progressOf(attempt));
  let saving: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    tell();
    // What goes wrong here goes wrong for the work too, which reports it.
    saving = saving.then(() => saveProgress(attempt)).catch(() => {});
  }, SECOND_MS);
  try {
    await body();
  } finally {
    clearInterval(timer);
    await saving;
  }
  tell();
}

const progressOf = ({ counts, phase, reading }: Attempt): ImportProgress => ({
  ...counts,
  phase,
  bytesTotal: reading.shape.bytesTotal,
});

/** Ends the run, whatever became of it. `failure` is the code of what ended it early. */
async function end(ctx: Ctx, run: store.Run, failure: string | null): Promise<void> {
  await clearStaged(ctx, run.runnerId);
  await inTx(ctx, {}, async (tx) => ok(await store.markEnded(tx, run, failure)));
}
