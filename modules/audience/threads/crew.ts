import { availableParallelism } from 'node:os';
import type { Asks } from '@shuke/insight';
import type { QuickAnswer, Wanted } from '../postings/answer.ts';
import { readNames } from '../postings/names-queries.ts';
import { blocksFrom } from '../postings/table-queries.ts';
import type { Questions } from '../rule/question.ts';
import type { Built } from './messages.ts';
import { piecesOf } from './pieces.ts';
import { Thread } from './thread.ts';
import { together } from './together.ts';

/** More threads count no sooner: each has its share of a second's work to hand over. */
const MOST_THREADS = 4;
/** So many pieces are on their way to the threads, which are then never without one, and never many behind. */
const UNDERWAY = 16;

/** An index in the memory of several threads, each of which has a share of the people. */
export interface Index extends Built {
  /** Exactly what SQL answers about the state that it was made from. Nothing waits for it on the thread that asks. */
  count(questions: Questions, wanted: Wanted): Promise<QuickAnswer>;
  /** Gives its memory back. */
  drop(): void;
}

/** Threads that hold the indexes of a process. One that is lost takes all indexes with it, and with the next index others begin. */
export class Crew {
  readonly #size: number;
  #threads: readonly Thread[] = [];
  #built = 0;

  constructor(size: number = Math.min(MOST_THREADS, availableParallelism())) {
    this.#size = size;
  }

  /** Makes the index of a merchant from one state of the copy. The thread that asks only reads it and hands it on. */
  async build(asks: Asks): Promise<Index> {
    const threads = this.#open();
    const index = (this.#built += 1);
    const drop = (): void => {
      for (const thread of threads) void thread.ask({ is: 'drop', index }).catch(() => {});
    };
    try {
      const names = await readNames(asks);
      const shares = threads.map(async (thread, i) =>
        thread.ask({ is: 'build', index, names, share: { index: i, of: threads.length } }),
      );
      const [built] = await Promise.all([Promise.all(shares), handOn(threads, index, blocksFrom(asks, names))]);
      return {
        people: sum(built.map(({ people }) => people)),
        lines: sum(built.map(({ lines }) => lines)),
        bytes: sum(built.map(({ bytes }) => bytes)),
        count: async (questions, wanted) =>
          together(
            await Promise.all(threads.map(async (thread) => thread.ask({ is: 'count', index, questions, wanted }))),
            wanted,
          ),
        drop,
      };
    } catch (error) {
      drop();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(async (thread) => thread.end()));
  }

  #open(): readonly Thread[] {
    if (this.#threads.length === 0) {
      this.#threads = Array.from({ length: this.#size }, () => new Thread(() => void this.#lost()));
    }
    return this.#threads;
  }

  async #lost(): Promise<void> {
    const others = this.#threads;
    this.#threads = [];
    await Promise.all(others.map(async (thread) => thread.end()));
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Reads all tables once and gives each piece to every thread, which keeps what is of its people. */
async function handOn(threads: readonly Thread[], index: number, blocks: ReturnType<typeof blocksFrom>): Promise<void> {
  const underway: Promise<unknown>[] = [];
  for await (const piece of piecesOf(blocks)) {
    const taken = Promise.all(threads.map(async (thread) => thread.ask({ is: 'take', index, piece })));
    // Where one fails, those behind it fail too, and nobody waits for them any more.
    taken.catch(() => {});
    underway.push(taken);
    if (underway.length > UNDERWAY) await underway.shift();
  }
  await Promise.all(underway);
}
