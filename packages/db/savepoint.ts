import type { BatchTx } from './client.ts';
import type { Statement } from './sql.ts';

const begin: Statement = { text: 'savepoint part', values: [], name: 'savepoint_begin' };
const keep: Statement = { text: 'release savepoint part', values: [], name: 'savepoint_keep' };
const undo: Statement = { text: 'rollback to savepoint part', values: [], name: 'savepoint_undo' };

/** What a part of a transaction comes to: kept, or undone as if it had never been, with its locks let go. */
export interface Part<T> {
  readonly value: T;
  readonly keep: boolean;
}

/** Runs a part of a transaction that can be undone by itself: where it throws, and where it says so. */
export async function inSavepoint<T>(tx: BatchTx, part: () => Promise<Part<T>>): Promise<T> {
  await tx.run(begin);
  let done: Part<T>;
  try {
    done = await part();
  } catch (error) {
    await undone(tx);
    throw error;
  }
  if (done.keep) await tx.run(keep);
  else await undone(tx);
  return done.value;
}

async function undone(tx: BatchTx): Promise<void> {
  await tx.run(undo);
  await tx.run(keep);
}
