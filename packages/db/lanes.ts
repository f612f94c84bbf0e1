import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@shuke/kernel';
import { sqlState } from './client.ts';

export interface LanesOptions<Item, Answer> {
  /** How many batches run at once, each on a connection of its own. */
  readonly lanes: number;
  /** The most items of one batch. */
  readonly most: number;
  /** How long a lane waits for more before it begins a batch that is not full, in milliseconds. */
  readonly waitMs: number;
  /** Items of one key, such as a merchant, are never in two batches at once. */
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
 * Group commit: items that arrive while a lane commits, or within `waitMs` of each other, are handled together. Two batches
 * that run at once have no key in common, so that they never wait for each other's rows; which keys go together is decided as
 * a batch begins, so that the lanes are equally busy however unlike the keys are. A batch that meets another transaction's
 * lock is split in two, and a single item is tried again at most three times; a batch that fails otherwise is split too, so
 * that its neighbours do not share the fault of one.
 */
export function createLanes<Item, Answer>(options: LanesOptions<Item, Answer>): Lanes<Item, Answer> {
  const { lanes, most, waitMs, keyOf, run } = options;
  const busy = new Set<string>();
  let waiting: Waiting<Item, Answer>[] = [];
  let idle = lanes;
  let isGathering = false;

  function begin(): void {
    if (idle === 0 || isGathering || waiting.length === 0) return;
    if (waiting.length >= most * idle) return fill();
    isGathering = true;
    setTimeout(() => {
      isGathering = false;
      fill();
    }, waitMs);
  }

  function fill(): void {
    while (idle > 0) {
      const batch = take();
      if (batch.length === 0) return;
      idle -= 1;
      void work(batch);
    }
  }

  /** The items of the keys that have waited longest, an equal share for each idle lane. */
  function take(): Waiting<Item, Answer>[] {
    const groups = Map.groupBy(
      waiting.filter(({ item }) => !busy.has(keyOf(item))),
      ({ item }) => keyOf(item),
    );
    const free = groups.values().reduce((sum, group) => sum + group.length, 0);
    const share = Math.min(most, Math.ceil(free / idle));
    const batch: Waiting<Item, Answer>[] = [];
    for (const [key, group] of groups) {
      if (batch.length >= share) break;
      busy.add(key);
      batch.push(...group.slice(0, most - batch.length));
    }
    const taken = new Set(batch);
    waiting = waiting.filter((one) => !taken.has(one));
    return batch;
  }

  async function work(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    await settle(run, batch, 1);
    for (const { item } of batch) busy.delete(keyOf(item));
    idle += 1;
    begin();
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        begin();
      }),
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
