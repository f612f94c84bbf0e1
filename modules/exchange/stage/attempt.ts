import { inBulk, inTx, sqlState, type Ctx, type Tx } from '@shuke/db';
import { Fault, ok } from '@shuke/kernel';
import type { MerchantFacts } from '../mapping.ts';
import type { Reading } from '../resolve-mapping.ts';
import type { Reject } from '../rows/row-fault.ts';
import * as store from '../import-store.ts';

/** How far an import is; `phase` reads the file first and posts what was staged then. */
export interface ImportProgress {
  readonly phase: 'reading' | 'posting';
  readonly bytesTotal: number;
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly ordersPosted: number;
}

/** One attempt to run an import: who runs it, what is read, and what is counted on the way. */
export interface Attempt {
  readonly ctx: Ctx;
  readonly run: store.Run;
  readonly path: string;
  readonly reading: Reading;
  readonly merchant: MerchantFacts;
  /** Fires when the process is to end: the attempt is then left for another. */
  readonly stopping: AbortSignal | undefined;
  readonly counts: {
    bytesRead: number;
    rowsRead: number;
    rowsTidied: number;
    rowsRejected: number;
    ordersPosted: number;
  };
  phase: ImportProgress['phase'];
}

/** The process goes down before the import is done. It is no failure: the import goes on with its next runner. */
export class ImportStopped extends Error {
  override name = 'ImportStopped';
}

/** Passes unless the process is to end. Each step of an import asks before it begins. */
export function goOn({ stopping }: Attempt): void {
  if (stopping?.aborted) throw new ImportStopped('the process that ran this import is going down');
}

const TAKEN_OVER = 'another process has taken this import over';

/** Adds to the counts of the import in the transaction that posted it; fails where another runner has taken over. */
export async function count(tx: Tx, { run, counts }: Attempt, added: store.Added): Promise<void> {
  if ((await store.countAdded(tx, run, added)) === 0) throw new Fault(TAKEN_OVER);
  counts.rowsRejected += added.rowsRejected ?? 0;
  counts.ordersPosted += added.ordersNew ?? 0;
}

/** Writes down how far the reading is, which is also the runner's sign of life. */
export async function saveProgress({ ctx, run, counts }: Attempt): Promise<void> {
  const marked = await inTx(ctx, {}, async (tx) => ok(await store.markRead(tx, run, counts)));
  if (marked.ok && marked.value === 0) throw new Fault(TAKEN_OVER);
}

/** Records rejected rows in a transaction of their own. */
export async function recordRejects(attempt: Attempt, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  await inTx(attempt.ctx, {}, async (tx) => {
    await count(tx, attempt, { rowsRejected: await store.insertRejects(tx, attempt.run.importId, rejects) });
    return ok(null);
  });
}

const MAX_ATTEMPTS = 4; // the first and three retries
const RETRYABLE = new Set(['40001', '40P01']);

/** A transaction of the import role. Posting is idempotent, so one that met another's locks crosswise is tried again. */
export async function inBatch<T>(ctx: Ctx, body: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inBulk(ctx, (tx) => body(tx));
    } catch (error) {
      if (!RETRYABLE.has(sqlState(error) ?? '') || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/** Works on items in several lanes at once, each taking the next one. The first failure stops them all. */
export async function inLanes<T>(lanes: number, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next++]!;
      try {
        await work(item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
