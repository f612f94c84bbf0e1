import type { Tx } from '@shuke/db';
import * as store from './print-store.ts';

export type { NewPrintJob } from './print-store.ts';

/** Queues tickets in the transaction that makes them needed: they are printed exactly if it commits. */
export async function queueTickets(tx: Tx, jobs: readonly store.NewPrintJob[]): Promise<void> {
  if (jobs.length > 0) await store.insertJobs(tx, jobs);
}
