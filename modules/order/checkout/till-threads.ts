import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Fault, type Result } from '@shuke/kernel';
import type { AskRefusal } from '../errors.ts';
import type { Ask } from './ask.ts';
import type { Access, FromThread, ToThread } from './thread-messages.ts';
import { errorOf } from './thrown.ts';
import type { Told } from './told.ts';

export type PostBatch = (asks: readonly Ask[]) => Promise<readonly Result<Told, AskRefusal>[]>;

export interface TillThreads {
  /** Has a batch served by the thread that has the least to do. */
  readonly post: PostBatch;
  /** Lets the batches under way finish. */
  readonly close: () => Promise<void>;
}

/**
 * Threads that judge and post batches of checkouts, while this one reads requests and answers them: by itself it had to do both,
 * and the second core of a small machine stood half idle. Measured in docs/adr/0006.
 */
export function openTillThreads(access: Access, size: number): TillThreads {
  const threads = Array.from({ length: size }, () => new TillThread(access));
  return {
    post: (asks) => threads.reduce((least, one) => (one.busy < least.busy ? one : least)).post(asks),
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

interface Waiting {
  readonly resolve: (told: readonly Result<Told, AskRefusal>[]) => void;
  readonly reject: (error: Error) => void;
}

class TillThread {
  readonly #access: Access;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null;
  #last = 0;

  // At once and not with the first batch: loading its modules takes a second, for which a till would wait.
  constructor(access: Access) {
    this.#access = access;
    this.#worker = this.#start();
  }

  get busy(): number {
    return this.#waiting.size;
  }

  /** A thread that died is started anew. */
  post(asks: readonly Ask[]): ReturnType<PostBatch> {
    this.#worker ??= this.#start();
    this.#last += 1;
    const batch = this.#last;
    this.#worker.postMessage({ batch, asks } satisfies ToThread);
    return new Promise((resolve, reject) => this.#waiting.set(batch, { resolve, reject }));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const exited = once(worker, 'exit');
    worker.postMessage(null satisfies ToThread);
    await exited;
  }

  #start(): Worker {
    const worker = new Worker(new URL('till-thread.ts', import.meta.url), { workerData: this.#access, execArgv: [] });
    worker.on('message', (message: FromThread) => this.#answer(message));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, undefined));
    return worker;
  }

  #answer(message: FromThread): void {
    const waiting = this.#waiting.get(message.batch);
    this.#waiting.delete(message.batch);
    if ('told' in message) waiting?.resolve(message.told);
    else waiting?.reject(errorOf(message.thrown));
  }

  // Whether its batches were posted is not known, as where a connection is lost: the order's number makes a repeat safe.
  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Fault('the thread of the tills ended', { cause }));
    this.#waiting.clear();
  }
}
