import { Worker } from 'node:worker_threads';
import type { Answered, Answers, Asked, Work } from './messages.ts';

/** The thread has ended, and with it the indexes that it held. */
export class ThreadLost extends Error {
  override name = 'ThreadLost';
}

/** A thread that holds indexes and counts by them, beside the one that serves requests. */
export class Thread {
  readonly #worker = new Worker(new URL('thread-worker.ts', import.meta.url), { execArgv: [] });
  readonly #waiting = new Map<number, PromiseWithResolvers<Answers[keyof Answers]>>();
  #next = 0;
  #lost: ThreadLost | null = null;

  constructor(onLost: () => void) {
    this.#worker.unref();
    this.#worker.on('message', (answered: Answered) => this.#settle(answered));
    this.#worker.on('error', (error) => this.#lose(error.message, onLost));
    this.#worker.on('exit', () => this.#lose('it was ended', onLost));
  }

  /** Rejects where the work fails, and with ThreadLost where the thread ends before it is done. */
  async ask<W extends Work>(work: W): Promise<Answers[W['is']]> {
    if (this.#lost) throw this.#lost;
    const no = this.#next;
    this.#next += 1;
    const waiting = Promise.withResolvers<Answers[keyof Answers]>();
    this.#waiting.set(no, waiting);
    // Who waits for an answer is not left without one because nothing else keeps the program up.
    this.#worker.ref();
    this.#worker.postMessage({ no, work } satisfies Asked);
    return (await waiting.promise) as Answers[W['is']];
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(answered: Answered): void {
    const waiting = this.#waiting.get(answered.no);
    this.#waiting.delete(answered.no);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('problem' in answered) waiting?.reject(new Error(answered.problem));
    else waiting?.resolve(answered.answer);
  }

  #lose(why: string, onLost: () => void): void {
    if (this.#lost) return;
    this.#lost = new ThreadLost(`a thread of audiences was lost: ${why}`);
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
    onLost();
  }
}
