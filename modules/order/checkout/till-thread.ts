import { parentPort, workerData } from 'node:worker_threads';
import { createVault, openDb, type Log } from '@shuke/db';
import { must, systemClock } from '@shuke/kernel';
import { Knowledge } from './knowledge.ts';
import { postBatch } from './post-batch.ts';
import type { Access, FromThread, ToThread } from './thread-messages.ts';
import { thrownOf } from './thrown.ts';

// A thread that serves batches of asks. It has its own connections and its own knowledge of merchants.
const port = must(parentPort, 'tills are served in a thread of its own');
const access = workerData as Access;
const silent = (): void => {};
// What a batch meets is thrown and logged where the request is answered.
const log: Log = { info: silent, warn: silent, error: silent };
const db = openDb({ ...access, onError: silent });
const services = { db, clock: systemClock, log, vault: createVault(access.secret) };
const knowledge = new Knowledge();
const underWay = new Set<Promise<void>>();

async function serveBatch({ batch, asks }: NonNullable<ToThread>): Promise<void> {
  const answer = await postBatch(services, knowledge, asks).then(
    (told): FromThread => ({ batch, told }),
    (error: unknown): FromThread => ({ batch, thrown: thrownOf(error) }),
  );
  port.postMessage(answer);
}

async function end(): Promise<void> {
  await Promise.all(underWay);
  await db.close();
  port.close();
}

port.on('message', (message: ToThread) => {
  if (message === null) return void end();
  const serving = serveBatch(message).finally(() => underWay.delete(serving));
  underWay.add(serving);
});
