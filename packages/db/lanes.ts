import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@shuke/kernel';
import { sqlState } from './client.ts';

export interface LanesOptions<Item, Answer> {
  readonly lanes: number;
  /** The most items of one batch. */
  readonly most: number;
  /** How long the first item of an idle lane waits for company, in milliseconds. */
  readonly waitMs: number;
  /** Items of one key, such as a merchant, always meet in the same lane. */
  readonly keyOf: (item: Item) => string;
  /** Handles a batch in one transaction, with the answers in the order of the items. */
  readonly run: (items: readonly Item[]) => Promise<readonly Answer[]>;
}

export interface Lanes<Item, Answer> {
  /** Adds an item to a batch, and answers when that batch is durable. */
  add(item: Item): Promise<Answer>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const LOCK_NOT_AVAILABLE = '55P03';
const TRY_AGAIN = new Set([LOCK_NOT_AVAILABLE, '40001', '40P01']);
const MAX_ATTEMPTS = 4; // the first and three retries

/**
 * Group commit: items that arrive while a lane commits, or within `waitMs` of each other, are handled together. One lane
 * runs one batch at a time, so that two batches of the same key never wait for each other's rows. A batch that meets
 * another transaction's lock is split in two, and a single item is tried again at most three times; a batch that fails
 * otherwise is split too, so that its neighbours do not share the fault of one.
 */
export function createLanes<Item, Answer>(options: LanesOptions<Item, Answer>): Lanes<Item, Answer> {
  const lanes = Array.from({ length: options.lanes }, () => createLane(options));
  return {
    add: (item) =>
      new Promise((resolve, reject) =>
        lanes[laneOf(options.keyOf(item), lanes.length)]!.add({ item, resolve, reject }),
      ),
  };
}

/** FNV-1a: spreads keys over lanes the same way in every process. */
function laneOf(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % lanes;
}

function createLane<Item, Answer>({ most, waitMs, run }: LanesOptions<Item, Answer>) {
  const queue: Waiting<Item, Answer>[] = [];
  let isRunning = false;

  async function drain(): Promise<void> {
    isRunning = true;
    if (queue.length < most && waitMs > 0) await sleep(waitMs);
    while (queue.length > 0) await settle(run, queue.splice(0, most), 1);
    isRunning = false;
  }

  return {
    add(waiting: Waiting<Item, Answer>): void {
      queue.push(waiting);
      if (!isRunning) void drain();
    },
  };
}

type Run<Item, Answer> = LanesOptions<Item, Answer>['run'];

/** Handles a batch until each of its items has an answer or an error of its own. Never throws. */
async function settle<Item, Answer>(
  run: Run<Item, Answer>,
  batch: readonly Waiting<Item, Answer>[],
  attempt: number,
): Promise<void> {
  try {
    const answers = await run(batch.map(({ item }) => item));
    batch.forEach(({ resolve }, i) => resolve(answers[i] as Answer));
  } catch (error) {
    // Where the database is gone every half of the batch would meet the same fault, each after its own wait.
    if (error instanceof Fault) return batch.forEach(({ reject }) => reject(error));
    if (batch.length > 1) {
      const half = batch.length >> 1;
      await settle(run, batch.slice(0, half), attempt);
      return settle(run, batch.slice(half), attempt);
    }
    if (!TRY_AGAIN.has(sqlState(error) ?? '')) return batch[0]!.reject(error);
    if (attempt === MAX_ATTEMPTS) return batch[0]!.reject(new Fault('the rows are held by others', { cause: error }));
    await sleep(attempt * 20);
    return settle(run, batch, attempt + 1);
  }
}
